import { z } from 'zod'
import { id, ids, list, maybe, maybeWords, officialCode, phrases, wholeNumber, words, yesNo } from './cells.ts'
import { table } from './table.ts'

/** What the Serious Violence Duty makes of a body while it acts in a function. */
const dutyRole = z.enum(['specified', 'relevant', 'monitor', 'partner'])

/** Which body a starting agency is made for, when a new partnership is set up. */
const madeFor = z.enum(['partnership', 'police_area', 'county', 'district', 'single_tier'])

export const agencyTables = {
  agencyKinds: table('agencies/kinds.csv', { id, name: words, meaning: words }, ['id']),
  functions: table(
    'agencies/functions.csv',
    {
      id,
      name: words,
      duty_role: dutyRole,
      /** The id of the function in sharing/agency_functions.csv, where its legal flags stand; null when no gateway is offered. */
      gateway_function: maybe(id),
    },
    ['id'],
  ),
  startingAgencies: table(
    'agencies/starting_agencies.csv',
    { id, made_for: madeFor, name_pattern: words, kind: id, functions: ids },
    ['id'],
  ),
  agencies: table(
    'agencies/agencies.csv',
    {
      id,
      name: words,
      name_as_printed: maybeWords,
      kind: id,
      standing: z.enum(['member', 'named']),
      serves: z.enum(['districts', 'partnership', 'region', 'nation']),
      districts: list(officialCode),
      part_in_text: maybeWords,
    },
    ['id'],
  ),
  agencyFunctions: table('agencies/agency_functions.csv', { agency: id, function: id }, ['agency', 'function']),
  groups: table(
    'agencies/groups.csv',
    {
      id,
      name: words,
      also_known_as: phrases,
      level: id,
      kind: z.enum([
        'board',
        'strategic',
        'tactical',
        'interventions',
        'operational',
        'delivery',
        'forum',
        'task_and_finish',
      ]),
      standing: z.enum(['established', 'recommended', 'committed', 'to_explore']),
      world_ours: z.enum(['governance', 'disruption', 'support', 'both', 'community']),
      purpose: words,
      meets: maybeWords,
      meets_every_days: maybe(wholeNumber),
      inputs: phrases,
      outputs: phrases,
      reports_to: maybe(id),
      works_with: ids,
      commitment: maybe(id),
    },
    ['id'],
  ),
  escalationRules: table(
    'agencies/escalation_rules.csv',
    { id, from: words, to: words, condition: words, emergency: maybeWords, split_ours: yesNo },
    ['id'],
  ),
  operatingLevels: table(
    'agencies/operating_levels.csv',
    { id, name: words, order: wholeNumber, belongs_there: phrases },
    ['id'],
  ),
}
