import { content } from '#modules/model'
import { type Answer, type Visit, view } from '#platform/module'
import { recompute } from '../rules.ts'
import { matches } from '../store/matches.ts'

/** The strategy's Tables 1 and 2, made again from the yearly scores it printed; where print differs, both are shown. */
export async function publishedPage({ tx }: Visit): Promise<Answer> {
  const [tables, scores, summaries, locals, districts, misprints] = [
    await content(tx, 'publishedTables'),
    await content(tx, 'publishedScores'),
    await content(tx, 'publishedSummaries'),
    await content(tx, 'localAreas'),
    await content(tx, 'districts'),
    await content(tx, 'misprints'),
  ]
  const matched = new Map((await matches(tx)).map(({ local_name, area_code }) => [local_name, area_code]))
  const shown = tables.map(table => {
    const rows = summaries
      .filter(({ published_table }) => published_table === table.id)
      .sort((a, b) => a.order - b.order)
      .map(summary => {
        const local = locals.find(({ id }) => id === summary.local_area)
        const yearly = scores.filter(
          score => score.published_table === table.id && score.local_area === summary.local_area,
        )
        const again = recompute({
          scores: yearly.map(({ score }) => score),
          average: summary.average_printed,
          change: summary.change_printed,
        })
        return {
          name: local?.local_name ?? summary.local_area,
          code: matched.get(local?.local_name ?? ''),
          district: districts.find(({ code }) => code === local?.district_ours)?.name,
          years: yearly.map(({ period, score }) => ({ period, score })),
          printedAverage: summary.average_printed,
          printedChange: summary.change_printed,
          ...again,
        }
      })
    return {
      table,
      rows,
      periods: rows[0]?.years.map(({ period }) => period) ?? [],
      rises: rows.filter(({ change }) => change >= 3).length,
    }
  })
  return view('areas/views/published.njk', {
    title: 'The strategy’s own scores',
    back: { href: '/areas', text: 'Areas' },
    tables: shown,
    misprints,
  })
}
