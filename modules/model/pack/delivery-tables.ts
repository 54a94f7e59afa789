import { z } from 'zod'
import {
  date,
  id,
  ids,
  list,
  maybe,
  maybeWords,
  phrases,
  sourceId,
  webAddress,
  wholeNumber,
  words,
  yesNo,
} from './cells.ts'
import { table } from './table.ts'

const scope = z.enum(['countywide', 'local', 'countywide_then_local'])

export const deliveryTables = {
  programmes: table(
    'interventions/programmes.csv',
    {
      id,
      name: words,
      for_whom: words,
      offered_to_ours: list(z.enum(['person', 'carer', 'workforce', 'system'])),
      age_from: maybe(wholeNumber),
      age_to: maybe(wholeNumber),
      pillars: ids,
      scope,
      reaches_ours: ids,
      levels_ours: ids,
      life_stages: ids,
      factors_ours: ids,
    },
    ['id'],
  ),
  /** Kinds of plan: whom each is for, how soon somebody is there, and how often it is looked at. */
  pathways: table(
    'interventions/pathways.csv',
    {
      id,
      name: words,
      for_whom: words,
      age_from: maybe(wholeNumber),
      age_to: maybe(wholeNumber),
      programmes: ids,
      contact_hours: wholeNumber,
      review_days: wholeNumber,
      /** Whether a service supports partners beside it, apart from the case: for people who use abuse at home. */
      partner_support: yesNo,
    },
    ['id'],
  ),
  /** What the plan of a pathway must hold, beside its goals. */
  pathwayParts: table(
    'interventions/pathway_parts.csv',
    { id, pathway: id, order: wholeNumber, ask: words, hint: words },
    ['id'],
  ),
  ceasefire: table(
    'interventions/ceasefire.csv',
    {
      id,
      part: z.enum(['strand', 'principle', 'call_in', 'evidence', 'record_ours']),
      order: wholeNumber,
      text: words,
    },
    ['id'],
  ),
  horizons: table('strategy/horizons.csv', { id, name: words, starts: date, ends: date }, ['id']),
  commitments: table(
    'strategy/commitments.csv',
    {
      id,
      pillar: id,
      horizon: id,
      text: words,
      nature: z.enum(['deliver', 'review', 'explore', 'continue']),
      owners_as_printed: maybeWords,
      owners: phrases,
      listed_twice: yesNo,
      programmes: ids,
    },
    ['id'],
  ),
  stageActions: table(
    'strategy/stage_actions.csv',
    {
      id,
      life_stage: id,
      scope: z.enum(['countywide', 'local']),
      order: wholeNumber,
      text: words,
      cut_off: yesNo,
      programmes: ids,
    },
    ['id'],
  ),
  outcomes: table('strategy/outcomes.csv', { id, order: wholeNumber, text: words, overall: yesNo }, ['id']),
  statements: table(
    'strategy/statements.csv',
    {
      id,
      kind: z.enum([
        'vision',
        'ambition',
        'duty',
        'method',
        'message',
        'audience',
        'aim',
        'recommendation',
        'judgement',
        'context',
      ]),
      text: words,
    },
    ['id'],
  ),
  wholeSchool: table(
    'schools/whole_school.csv',
    { id, part: z.enum(['aim', 'condition', 'mode', 'ambition', 'checklist_ours']), order: wholeNumber, text: words },
    ['id'],
  ),
  serviceCategories: table('directory/categories.csv', { id, name: words, order: wholeNumber }, ['id']),
  services: table(
    'directory/services.csv',
    {
      id,
      name: words,
      categories: ids,
      for_whom: words,
      phone: maybeWords,
      text_phone: maybeWords,
      websites: list(webAddress),
      good_to_know: phrases,
      printed_in: list(sourceId),
      verified_on: maybe(date),
    },
    ['id'],
  ),
}
