import { z } from 'zod'
import {
  date,
  id,
  ids,
  list,
  maybe,
  maybeWords,
  officialCode,
  phrases,
  sourceId,
  webAddress,
  wholeNumber,
  words,
} from './cells.ts'
import { table } from './table.ts'

/** Whether every case of a kind carries a flag, some do (so it must be asked), or none does. */
const flag = z.enum(['always', 'may', 'no'])

/** How a police.uk crime type stands to kinds of violence. */
const relation = z.enum(['counts_as', 'contains', 'signals', 'none'])

/** Who usually brings such an event to light: a count found by police measures police work as well as crime. */
const foundBy = z.enum(['public', 'mixed', 'police'])

const named = { id, name: words, order: wholeNumber, meaning: words }

export const registerTables = {
  sources: table(
    'register/sources.csv',
    {
      id: sourceId,
      title: words,
      publisher: words,
      year: maybe(wholeNumber),
      address: maybe(webAddress),
      kind: z.enum(['strategy', 'legislation', 'guidance', 'statistics', 'research', 'ours']),
    },
    ['id'],
  ),
  gaps: table(
    'register/gaps.csv',
    { id, kind: z.enum(['lost', 'unpublished', 'withheld']), what_is_missing: words, what_we_show: words },
    ['id'],
  ),
  misprints: table(
    'register/misprints.csv',
    { id, about: maybeWords, printed: words, should_read: words, what_we_show: words },
    ['id'],
  ),
}

export const violenceTables = {
  definitions: table(
    'model/definitions.csv',
    {
      id,
      name: words,
      year_from: maybe(wholeNumber),
      year_to: maybe(wholeNumber),
      list_status: z.enum(['published', 'lost', 'legislation']),
      carried_from: maybe(id),
    },
    ['id'],
  ),
  definitionStatements: table('model/definition_statements.csv', { id, definition: id, title: words, text: words }, [
    'id',
  ]),
  seriousnessPrompts: table('model/seriousness_prompts.csv', { id, order: wholeNumber, prompt: words }, ['id']),
  bankHolidays: table('model/bank_holidays.csv', { day: date, name: words }, ['day']),
  kinds: table('model/kinds.csv', { id, name: words, meaning: words }, ['id']),
  definitionKinds: table(
    'model/definition_kinds.csv',
    {
      definition: id,
      kind: id,
      order: wholeNumber,
      name: words,
      meaning: words,
      online: flag,
      domestic: flag,
      weapon: flag,
      injury: flag,
    },
    ['definition', 'kind'],
  ),
  policeCrimeTypes: table(
    'model/police_crime_types.csv',
    { id, crime_type: words, kinds: ids, relation, found_by: foundBy },
    ['crime_type'],
  ),
}

export const modelTables = {
  contexts: table('model/contexts.csv', named, ['id']),
  contextExamples: table('model/context_examples.csv', { id, context: id, example: words }, ['id']),
  fiveCs: table('model/five_cs.csv', named, ['id']),
  preventionLevels: table('model/prevention_levels.csv', named, ['id']),
  reaches: table('model/reaches.csv', { ...named, also_known_as: phrases }, ['id']),
  fourRs: table('model/four_rs.csv', named, ['id']),
  components: table('model/components.csv', { ...named, origin: maybeWords }, ['id']),
  pillars: table('model/pillars.csv', { id, name: words, order: wholeNumber, plan_name: maybeWords, level_ours: id }, [
    'id',
  ]),
  pillarWordings: table('model/pillar_wordings.csv', { pillar: id, edition: sourceId, name: words, wording: words }, [
    'pillar',
    'edition',
  ]),
  factorGroups: table('model/factor_groups.csv', { ...named, also_known_as: phrases }, ['id']),
  riskFactors: table(
    'model/risk_factors.csv',
    { id, label: words, plain_label_ours: words, context_ours: id, groups_ours: ids, other_reading_ours: maybeWords },
    ['id'],
  ),
  protectiveFactors: table(
    'model/protective_factors.csv',
    { id, label: words, plain_label_ours: words, context_ours: id },
    ['id'],
  ),
  lifeStages: table(
    'model/life_stages.csv',
    { id, name: words, title: words, order: wholeNumber, age_from: wholeNumber, age_to: maybe(wholeNumber) },
    ['id'],
  ),
  identityDynamics: table('model/identity_dynamics.csv', named, ['id']),
  headings: table('model/headings.csv', named, ['id']),
  headingIndicators: table('model/heading_indicators.csv', { id, heading: id, name: words }, ['id']),
}

export const placeTables = {
  counties: table('places/counties.csv', { code: officialCode, name: words }, ['code']),
  communitySafetyPartnerships: table(
    'places/csps.csv',
    { code: officialCode, name: words, name_as_printed: maybeWords, police_force_area: officialCode },
    ['code'],
  ),
  districts: table(
    'places/districts.csv',
    {
      code: officialCode,
      name: words,
      name_as_printed: maybeWords,
      csp: officialCode,
      county: maybe(officialCode),
      lsoa11_count: maybe(wholeNumber),
      lsoa21_count: maybe(wholeNumber),
    },
    ['code'],
  ),
  localAreas: table(
    'places/local_areas.csv',
    {
      id,
      local_name: words,
      district_ours: officialCode,
      lsoa_vintage: maybe(z.enum(['2011', '2021'])),
      lsoa_codes: list(officialCode),
    },
    ['id'],
  ),
  namedPlaces: table('places/named_places.csv', { id, name: words, named_as: words }, ['id']),
}
