import type { Row, TableName } from './tables.ts'

/** A column whose values are keys of other tables (or one of a few fixed words). */
export interface Link {
  from: TableName
  column: string
  to: readonly TableName[]
  words: readonly string[]
}

function link<T extends TableName>(
  from: T,
  column: keyof Row<T> & string,
  to: readonly TableName[],
  words: readonly string[] = [],
): Link {
  return { from, column, to, words }
}

const factors: readonly TableName[] = ['riskFactors', 'protectiveFactors']

/** Every reference from one table to another. `source_doc` is checked for all tables and not listed. */
export const links: readonly Link[] = [
  link('definitions', 'carried_from', ['definitions']),
  link('definitionStatements', 'definition', ['definitions']),
  link('definitionKinds', 'definition', ['definitions']),
  link('definitionKinds', 'kind', ['kinds']),
  link('policeCrimeTypes', 'kinds', ['kinds']),
  link('contextExamples', 'context', ['contexts']),
  link('pillars', 'level_ours', ['preventionLevels']),
  link('pillarWordings', 'pillar', ['pillars']),
  link('pillarWordings', 'edition', ['sources']),
  link('riskFactors', 'context_ours', ['contexts']),
  link('riskFactors', 'groups_ours', ['factorGroups']),
  link('protectiveFactors', 'context_ours', ['contexts']),
  link('headingIndicators', 'heading', ['headings']),
  link('districts', 'csp', ['communitySafetyPartnerships']),
  link('districts', 'county', ['counties']),
  link('localAreas', 'district_ours', ['districts']),
  link('startingAgencies', 'kind', ['agencyKinds']),
  link('startingAgencies', 'functions', ['functions']),
  link('agencies', 'kind', ['agencyKinds']),
  link('agencies', 'districts', ['districts']),
  link('agencyFunctions', 'agency', ['agencies']),
  link('agencyFunctions', 'function', ['functions']),
  link('groups', 'level', ['operatingLevels']),
  link('groups', 'reports_to', ['groups']),
  link('groups', 'works_with', ['groups']),
  link('groups', 'commitment', ['commitments']),
  link('escalationRules', 'from', ['groups'], ['any_referrer', 'anyone']),
  link('escalationRules', 'to', ['groups'], ['front_door']),
  link('publishedScores', 'published_table', ['publishedTables']),
  link('publishedScores', 'local_area', ['localAreas']),
  link('publishedSummaries', 'published_table', ['publishedTables']),
  link('publishedSummaries', 'local_area', ['localAreas']),
  link('caseFindings', 'factors_ours', factors),
  link('lineages', 'shares_records_with', ['lineages']),
  link('indicators', 'heading', ['headings']),
  link('indicators', 'lineages', ['lineages']),
  link('programmes', 'pillars', ['pillars']),
  link('programmes', 'reaches_ours', ['reaches']),
  link('programmes', 'levels_ours', ['preventionLevels']),
  link('programmes', 'life_stages', ['lifeStages']),
  link('programmes', 'factors_ours', factors),
  link('commitments', 'pillar', ['pillars']),
  link('commitments', 'horizon', ['horizons']),
  link('commitments', 'owners', ['agencies', 'groups', 'communitySafetyPartnerships']),
  link('pathways', 'programmes', ['programmes']),
  link('pathwayParts', 'pathway', ['pathways']),
  link('commitments', 'programmes', ['programmes']),
  link('stageActions', 'life_stage', ['lifeStages']),
  link('stageActions', 'programmes', ['programmes']),
  link('services', 'categories', ['serviceCategories']),
  link('services', 'printed_in', ['sources']),
]
