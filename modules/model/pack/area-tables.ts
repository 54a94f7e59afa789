import { z } from 'zod'
import { date, id, ids, maybe, maybeWords, number, wholeNumber, words, yesNo } from './cells.ts'
import { table } from './table.ts'

/**
 * What an indicator is for: `index` enters the platform area index; `partner` would, once a partner supplies it; `context` is
 * shown beside it; `overlap` is shown only to say what it would count twice.
 */
const indicatorRole = z.enum(['index', 'partner', 'context', 'overlap'])

export const areaTables = {
  publishedTables: table(
    'areas/published_tables.csv',
    { id, name: words, title_as_printed: words, rule: words, county_average: maybe(number), rows_printed: wholeNumber },
    ['id'],
  ),
  publishedScores: table(
    'areas/published_scores.csv',
    { published_table: id, local_area: id, period: words, score: number },
    ['published_table', 'local_area', 'period'],
  ),
  publishedSummaries: table(
    'areas/published_summaries.csv',
    {
      published_table: id,
      local_area: id,
      order: wholeNumber,
      average_printed: maybe(number),
      change_printed: maybe(number),
    },
    ['published_table', 'local_area'],
  ),
  headlineFigures: table(
    'areas/headline_figures.csv',
    {
      id,
      figure: words,
      area: words,
      measure: z.enum(['count', 'rate', 'percentage', 'change', 'share', 'rank', 'estimate']),
      unit: words,
      denominator: maybeWords,
      period: maybeWords,
      period_from: maybe(date),
      period_to: maybe(date),
      value_printed: words,
      value: maybe(number),
      value_low: maybe(number),
      value_high: maybe(number),
      value_before: maybe(number),
      counted_by: words,
    },
    ['id'],
  ),
  caseFindings: table(
    'areas/case_analysis.csv',
    {
      id,
      finding: words,
      share_printed: words,
      cases_total: wholeNumber,
      cases_from_ours: wholeNumber,
      cases_to_ours: maybe(wholeNumber),
      factors_ours: ids,
    },
    ['id'],
  ),
  lineages: table('areas/lineages.csv', { id, name: words, meaning: words, shares_records_with: ids }, ['id']),
  indicators: table(
    'areas/indicators.csv',
    {
      id,
      heading: id,
      name: words,
      plain_name: words,
      role: indicatorRole,
      why: words,
      dataset: words,
      edition: words,
      column: maybeWords,
      filter: maybeWords,
      level: z.enum(['lsoa11', 'lsoa21', 'district', 'upper_tier', 'police_force_area']),
      stored_at: z.enum(['lsoa11', 'lsoa21', 'district', 'upper_tier', 'police_force_area']),
      measure: z.enum(['score', 'rank', 'proportion', 'percentage', 'rate', 'count', 'ratio']),
      unit: words,
      denominator: maybeWords,
      direction: z.enum(['high_is_worse', 'low_is_worse']),
      lineages: ids,
      period: maybeWords,
      residents_mislead: yesNo,
      found_by: z.enum(['public', 'mixed', 'police', 'not_events']),
      named_indicators: ids,
    },
    ['id'],
  ),
}
