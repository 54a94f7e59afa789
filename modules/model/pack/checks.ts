import type { Beat, Chapter, Reading } from './chapters.ts'
import type { DeliveryMatrix, ExpectedCounts, Partnership } from './documents.ts'
import { links } from './links.ts'
import type { PackProblem } from './problems.ts'
import type { ReadRow } from './table.ts'
import { type PackTables, type TableName, tableNames, tables } from './tables.ts'

/** Everything read from a pack, before it is believed. */
export interface Draft {
  rows: Record<TableName, ReadRow[]>
  pack: PackTables
  partnership: Partnership
  matrix: DeliveryMatrix | null
  expected: ExpectedCounts
  chapters: readonly Chapter[]
  readings: readonly Reading[]
}

type Check = (draft: Draft) => PackProblem[]

const at = (row: ReadRow, column: string | null, message: string): PackProblem => ({
  file: row.file,
  line: row.line,
  column,
  message,
})

const inFile = (file: string, message: string, column: string | null = null): PackProblem => ({
  file,
  line: 1,
  column,
  message,
})

function keysOf(draft: Draft, names: readonly TableName[]): Set<string> {
  return new Set(names.flatMap(name => draft.rows[name].map(row => row.key)))
}

function valuesOf(row: ReadRow, column: string): string[] {
  const value = row.values[column]
  return Array.isArray(value) ? value.map(String) : value === null || value === undefined ? [] : [String(value)]
}

/** Every id that a row names exists. */
const references: Check = draft =>
  links.flatMap(({ from, column, to, words }) => {
    const known = keysOf(draft, to)
    const files = to.map(name => tables[name].file).join(' or ')
    return draft.rows[from].flatMap(row =>
      valuesOf(row, column)
        .filter(value => !known.has(value) && !words.includes(value))
        .map(value => at(row, column, `“${value}” is not in ${files}`)),
    )
  })

/** Every row names a source that is registered, and nothing of ours is called published. */
const sources: Check = draft => {
  const known = keysOf(draft, ['sources'])
  return tableNames.flatMap(name =>
    draft.rows[name].flatMap(row => {
      const source = String(row.values['source_doc'])
      if (!known.has(source)) return [at(row, 'source_doc', `“${source}” is not in ${tables.sources.file}`)]
      const ours = source === 'ours' && row.values['mapping_status'] === 'as_published'
      return ours ? [at(row, 'mapping_status', 'a row whose source is “ours” cannot be as_published')] : []
    }),
  )
}

/** The counts in expected.yaml hold. */
const counts: Check = draft =>
  draft.expected.flatMap(({ file, rows: wanted, by, counts: parts = {} }) => {
    const name = tableNames.find(table => tables[table].file === file)
    if (name === undefined) return [inFile('expected.yaml', `“${file}” is not a table of a pack`)]
    const rows = draft.rows[name]
    const whole = rows.length === wanted ? [] : [inFile(file, `holds ${rows.length} rows where ${wanted} are expected`)]
    if (by === undefined) return whole
    const found = Map.groupBy(rows, row => String(row.values[by]))
    const values = new Set([...found.keys(), ...Object.keys(parts)])
    const partial = [...values].flatMap(value => {
      const [has, should] = [found.get(value)?.length ?? 0, parts[value] ?? 0]
      return has === should ? [] : [inFile(file, `holds ${has} rows of “${value}” where ${should} are expected`, by)]
    })
    return [...whole, ...partial]
  })

/** The codes in partnership.yaml are those of the places, and the definition and strategy it uses exist. */
const identity: Check = draft => {
  const { codes, uses } = draft.partnership
  const wrong = (column: string, message: string) => [inFile('partnership.yaml', message, column)]
  const missing = (column: string, wanted: readonly string[], name: TableName) => {
    const known = keysOf(draft, [name])
    return wanted
      .filter(code => !known.has(code))
      .flatMap(code => wrong(column, `“${code}” is not in ${tables[name].file}`))
  }
  const surplus = (column: string, wanted: readonly string[], name: TableName) =>
    draft.rows[name]
      .filter(row => !wanted.includes(row.key))
      .map(row => at(row, 'code', `“${row.key}” is not in partnership.yaml, codes.${column}`))
  const { community_safety_partnerships: csps, districts, county } = codes
  return [
    ...missing('codes.community_safety_partnerships', csps, 'communitySafetyPartnerships'),
    ...surplus('community_safety_partnerships', csps, 'communitySafetyPartnerships'),
    ...missing('codes.districts', districts, 'districts'),
    ...surplus('districts', districts, 'districts'),
    ...missing('codes.county', county === null ? [] : [county], 'counties'),
    ...missing('uses.definition', [uses.definition], 'definitions'),
    ...missing('uses.strategy', uses.strategy === null ? [] : [uses.strategy], 'sources'),
  ]
}

const round = (value: number) => Math.round(value * 100) / 100

/** Printed averages and changes follow from the printed scores, unless the register of misprints says otherwise. */
const publishedScores: Check = draft => {
  const misprinted = new Set(draft.pack.misprints.map(misprint => misprint.about))
  return draft.pack.publishedSummaries.flatMap(
    ({ published_table, local_area, average_printed, change_printed }, place) => {
      const row = draft.rows.publishedSummaries[place]
      const scores = draft.pack.publishedScores
        .filter(score => score.published_table === published_table && score.local_area === local_area)
        .map(score => score.score)
      const [first, last] = [scores[0], scores.at(-1)]
      if (row === undefined || misprinted.has(local_area)) return []
      if (first === undefined || last === undefined) return [at(row, 'local_area', `“${local_area}” has no scores`)]
      const mean = round(scores.reduce((sum, score) => sum + score, 0) / scores.length)
      const average = average_printed !== null && average_printed !== mean
      const change = change_printed !== null && change_printed !== last - first
      return [
        ...(average
          ? [at(row, 'average_printed', `the scores average ${mean}: mend it, or register the misprint`)]
          : []),
        ...(change
          ? [at(row, 'change_printed', `the scores change by ${last - first}: mend it, or register the misprint`)]
          : []),
      ]
    },
  )
}

/** No raw record is counted twice: among the index indicators of one edition, each lineage feeds one only. */
const lineages: Check = draft => {
  const first = new Map<string, string>()
  return draft.pack.indicators.flatMap(({ id, role, edition, lineages: feeds }, place) => {
    const row = draft.rows.indicators[place]
    if (role !== 'index' || row === undefined) return []
    return feeds.flatMap(lineage => {
      const slot = `${edition} ${lineage}`
      const earlier = first.get(slot)
      if (earlier === undefined) first.set(slot, id)
      return earlier === undefined ? [] : [at(row, 'lineages', `“${lineage}” is already counted by “${earlier}”`)]
    })
  })
}

/** Indicators name lineages and printed indicators that exist (the printed ones are local, so a pack may lack them all). */
const namedIndicators: Check = draft => {
  const known = keysOf(draft, ['headingIndicators'])
  if (known.size === 0) return []
  return draft.rows.indicators.flatMap(row =>
    valuesOf(row, 'named_indicators')
      .filter(value => !known.has(value))
      .map(value => at(row, 'named_indicators', `“${value}” is not in ${tables.headingIndicators.file}`)),
  )
}

/** What a misprint is about exists somewhere in the pack. */
const misprints: Check = draft => {
  const known = keysOf(draft, tableNames)
  return draft.rows.misprints.flatMap(row =>
    valuesOf(row, 'about')
      .filter(about => !known.has(about))
      .map(about => at(row, 'about', `“${about}” is not the id of anything in this pack`)),
  )
}

/** A chapter names a life stage, 5 Cs, factors and actions that exist, and tells every action of its stage once. */
const chapters: Check = draft => {
  const stages = keysOf(draft, ['lifeStages'])
  const cs = keysOf(draft, ['fiveCs'])
  const factors = keysOf(draft, ['riskFactors', 'protectiveFactors'])
  return draft.chapters.flatMap(chapter => {
    const wrong = (line: number, column: string | null, message: string) => ({
      file: chapter.file,
      line,
      column,
      message,
    })
    const beatFactors = (beat: Beat) =>
      beat.factors
        .filter(factor => !factors.has(factor))
        .map(factor => wrong(beat.line, null, `“${factor}” is not a factor`))
    return [
      ...(stages.has(chapter.life_stage)
        ? []
        : [wrong(1, 'life_stage', `“${chapter.life_stage}” is not a life stage`)]),
      ...chapter.beats.flatMap(beatFactors),
      ...chapter.opportunities
        .filter(({ c }) => !cs.has(c))
        .map(({ c, line }) => wrong(line, null, `“${c}” is not one of the 5 Cs`)),
      ...chapterActions(draft, chapter),
    ]
  })
}

function chapterActions(draft: Draft, chapter: Chapter): PackProblem[] {
  const { file, life_stage, actions } = chapter
  const told = actions.map(action => action.id)
  const owed = draft.pack.stageActions.filter(action => action.life_stage === life_stage).map(action => action.id)
  const strange = actions
    .filter(({ id }, place) => !owed.includes(id) || told.indexOf(id) !== place)
    .map(({ id, line }) => ({
      file,
      line,
      column: null,
      message: `“${id}” is not an action of this stage, or is told twice`,
    }))
  const untold = owed.filter(id => !told.includes(id)).map(id => inFile(file, `does not tell the action “${id}”`))
  return [...strange, ...untold]
}

/** The delivery plan's shape names a group and pillars that exist. */
const matrix: Check = draft => {
  if (draft.matrix === null) return []
  const file = 'strategy/matrix.yaml'
  const pillars = keysOf(draft, ['pillars'])
  const { responsible_group: group, priorities } = draft.matrix
  return [
    ...(keysOf(draft, ['groups']).has(group) ? [] : [inFile(file, `“${group}” is not a group`, 'responsible_group')]),
    ...priorities
      .filter(({ pillar }) => !pillars.has(pillar))
      .map(({ pillar }) => inFile(file, `“${pillar}” is not a pillar`, 'priorities')),
  ]
}

const all: readonly Check[] = [
  references,
  sources,
  counts,
  identity,
  publishedScores,
  lineages,
  namedIndicators,
  misprints,
  chapters,
  matrix,
]

/** Everything that does not hold between the parts of a pack. */
export function checkDraft(draft: Draft): PackProblem[] {
  return all.flatMap(check => check(draft))
}
