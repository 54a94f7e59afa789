import {
  type CsvRow,
  csvRows,
  type FileKind,
  FileRefused,
  Fingerprints,
  isRow,
  type Parsed,
  type ReadContext,
  type SourceFile,
} from '#platform/files'
import { areaColumns, areaHeader, codePattern } from './columns.ts'
import type { IndicatorRow } from './types.ts'
import { readValue } from './values.ts'

export type PopulationContext = ReadContext & {
  /** The year of the estimate, when the file's name does not have it ("mid-2020"). */
  readonly period?: string
}

type Band = { readonly key: string; readonly words: string; readonly from: number; readonly to: number }

const bands: readonly Band[] = [
  { key: '0_9', words: 'Residents aged 0 to 9', from: 0, to: 9 },
  { key: '10_17', words: 'Residents aged 10 to 17', from: 10, to: 17 },
  { key: '18_24', words: 'Residents aged 18 to 24', from: 18, to: 24 },
  { key: '25_plus', words: 'Residents aged 25 and over', from: 25, to: Number.POSITIVE_INFINITY },
]

/**
 * Residents by single year of age, as columns 0 to 90+ or F0 to M90. Each row becomes the total and four age bands, as
 * `population.all`, `population.10_17` and so on; single years are not kept.
 */
export const population: FileKind<IndicatorRow, PopulationContext> = {
  kind: 'population',
  title: 'Residents by age',
  columns: ['LSOA21CD', 'Total', '0', '1', '…', '90+'],
  recognises: header => areaColumns(header).length > 0 && ageColumns(header).size > 80,
  read,
}

/** Heading to age. Women and men of one age both count. */
function ageColumns(header: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    header.flatMap((heading): [string, number][] => {
      const age = /^(?:age )?[fm]?(\d{1,2})\+?$/i.exec(heading.trim())?.[1]
      return age === undefined ? [] : [[heading, Number(age)]]
    }),
  )
}

async function* read(file: SourceFile, context: PopulationContext): AsyncGenerator<Parsed<IndicatorRow>> {
  const { header, smallest: area } = await areaHeader(file, context)
  const ages = ageColumns(header)
  if (ages.size < 80)
    throw new FileRefused(file.name, 'there is no column for each year of age. Choose single years of age.')
  const period = context.period ?? /mid[-_ ]?((?:19|20)\d\d)/i.exec(file.name)?.[1]
  if (period === undefined)
    throw new FileRefused(file.name, 'it does not say of which year these residents are. State the year, such as 2020.')
  const total = header.find(heading => /^(total|total[_ ]population|all[_ ]ages)$/i.test(heading.trim()))
  const seen = new Fingerprints()
  const optional = [area.name, total].filter(heading => heading !== null && heading !== undefined)
  for await (const row of csvRows(file, { ...context, required: [area.code, ...ages.keys()], optional })) {
    const code = isRow(row) ? row.get(area.code) : ''
    if (!isRow(row)) yield row
    else if (!codePattern.test(code)) yield row.reject(area.code, `"${code.slice(0, 40)}" is not the code of an area.`)
    else if (!seen.add(code)) yield row.reject(area.code, `${code} is there twice.`)
    else
      yield* readRow(
        row,
        { area: code, areaName: area.name === null ? null : row.get(area.name) || null, period },
        ages,
        total,
      )
  }
}

type About = Pick<IndicatorRow, 'area' | 'areaName' | 'period'>

function* readRow(
  row: CsvRow,
  about: About,
  ages: ReadonlyMap<string, number>,
  total: string | undefined,
): Generator<Parsed<IndicatorRow>> {
  const counts: { age: number; count: number }[] = []
  for (const [column, age] of ages) {
    const count = readValue(row.get(column))?.value
    if (count === undefined || count === null || count < 0) {
      yield row.reject(column, 'A number of residents is missing, so no total can be made.')
      return
    }
    counts.push({ age, count })
  }
  const all = sum(counts)
  const stated = total === undefined ? all : readValue(row.get(total))?.value
  if (stated !== all) {
    yield row.reject(total ?? '', `The ages add up to ${all}, not to the total in this column.`)
    return
  }
  yield { line: row.line, row: count('all', 'Residents of all ages', all, about) }
  for (const { key, words, from, to } of bands)
    yield { line: row.line, row: count(key, words, sum(counts.filter(({ age }) => age >= from && age <= to)), about) }
}

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0)

const count = (key: string, words: string, value: number, about: About): IndicatorRow => ({
  indicator: `population.${key}`,
  words,
  ...about,
  areaScheme: 'gss',
  value,
  unit: 'count',
  marker: null,
  denominator: null,
  low: null,
  high: null,
})
