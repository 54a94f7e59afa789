import { type FileKind, FileRefused, type Parsed, type ReadContext, type SourceFile } from '#platform/files'
import { type AreaColumns, areaColumns, areaHeader, codePattern } from './columns.ts'
import type { IndicatorRow } from './types.ts'
import { slug, unitOf } from './values.ts'
import { type Measure, readWide } from './wide.ts'

export type DeprivationContext = ReadContext & {
  /** 2019, 2025: stated by whoever imports, when the file's name and its areas do not settle it. */
  readonly edition?: string
}

/**
 * The Indices of Deprivation, for LSOAs or districts: scores, ranks, deciles, sub-domains or underlying indicators. Every
 * column that is not about the area becomes an indicator, `deprivation.` and the heading in a form that is the same in both
 * editions and in the publisher's own and others' spelling of it.
 */
export const deprivation: FileKind<IndicatorRow, DeprivationContext> = {
  kind: 'deprivation',
  title: 'Indices of Deprivation',
  columns: ['LSOA21CD', 'IMD_score', 'IMD_rank', 'IMD_decile'],
  recognises: header => areaColumns(header).length > 0 && header.some(isDeprivation),
  read,
}

const isDeprivation = (heading: string): boolean =>
  /[_ ](score|rank|decile)\b/i.test(heading) || /income_domain_numerator|index_of_multiple/i.test(slug(heading))

async function* read(file: SourceFile, context: DeprivationContext): AsyncGenerator<Parsed<IndicatorRow>> {
  const { header, smallest: area, columns } = await areaHeader(file, context)
  const period = editionOf(file.name, area, context)
  const about = new Set(columns.flatMap(({ code, name }) => [code, name]))
  const isAboutArea = (heading: string) =>
    about.has(heading) || /\b(name|nm|code|cd)\b/i.test(heading.replaceAll('_', ' '))
  yield* readWide(file, context, {
    required: [area.code],
    optional: area.name === null ? [] : [area.name],
    measures: header.filter(heading => !isAboutArea(heading)).map(measureOf),
    subject: row => {
      const code = row.get(area.code)
      if (!codePattern.test(code)) return row.reject(area.code, `"${code.slice(0, 40)}" is not the code of an area.`)
      return { area: code, areaScheme: 'gss', areaName: area.name === null ? null : row.get(area.name) || null, period }
    },
  })
}

/** The Indices of 2025 use the LSOAs of 2021; those of 2019, and of 2015 before them, the LSOAs of 2011. */
function editionOf(name: string, area: AreaColumns, { edition, note }: DeprivationContext): string {
  const named = /(?:imd|iod|id)[ _-]?(2015|2019|2025)/i.exec(name)?.[1]
  const byArea = area.level === 'lsoa' ? { '2021': '2025', '2011': '2019' }[area.vintage ?? ''] : undefined
  const found = edition ?? named ?? byArea
  if (found === undefined)
    throw new FileRefused(name, 'it does not say which Indices these are. State the edition: 2019 or 2025.')
  if (edition === undefined && named === undefined)
    note(`${name} was taken for the Indices of ${found}, by the year of its areas.`)
  return found
}

const measureOf = (column: string): Measure => ({
  column,
  indicator: `deprivation.${canonical(column)}`,
  words: column.replaceAll('_', ' ').trim(),
  unit: unitOf(column),
})

/** One spelling of each domain: the publisher's headings, those of both editions, and the short ones of open copies. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\((?:where|rate|0).*?\)/g, ''],
  [/index of multiple deprivation( \(imd\))?/g, 'imd'],
  [/income deprivation affecting children index \(idaci\)/g, 'idaci'],
  [/income deprivation affecting older people( index)? \(idaopi\)/g, 'idaopi'],
  [/education,? skills and training/g, 'education'],
  [/health deprivation and disability/g, 'health'],
  [/(barriers to )?housing and (services|access)/g, 'housing and services'],
  [/living environment/g, 'environment'],
  [/ sub-?domain/g, ''],
]

/** The form of a column's heading that is the same in every edition and spelling. */
export function canonical(heading: string): string {
  const plain = heading.toLowerCase().replaceAll('_', ' ')
  return slug(spellings.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), plain))
}
