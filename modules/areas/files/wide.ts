import {
  type CsvRow,
  csvRows,
  Fingerprints,
  isRow,
  type Parsed,
  type ReadContext,
  type Rejected,
  type SourceFile,
} from '#platform/files'
import type { IndicatorRow, IndicatorUnit } from './types.ts'
import { readValue } from './values.ts'

/** One column of numbers, and what it is called from then on. */
export type Measure = {
  readonly column: string
  readonly indicator: string
  readonly words: string
  readonly unit: IndicatorUnit
  /** Columns with the ends of the interval and the number of people or households, when there are such. */
  readonly low?: string
  readonly high?: string
  readonly denominator?: string
}

/** What a row is about. `group` goes before the indicator's name: the same columns for each kind of school, for example. */
export type Subject = Pick<IndicatorRow, 'area' | 'areaScheme' | 'areaName' | 'period'> & { readonly group?: string }

export type WideTable = {
  readonly required: readonly string[]
  readonly optional?: readonly string[]
  readonly measures: readonly Measure[]
  readonly subject: (row: CsvRow) => Subject | Rejected
}

/**
 * A wide table made long: one row for each number, several with one line number. A cell that is neither a number nor a
 * known marker is rejected by itself. An area and period that come twice are rejected, or counted as a duplicate when the
 * whole line is the same.
 */
export async function* readWide(
  file: SourceFile,
  context: ReadContext,
  table: WideTable,
): AsyncGenerator<Parsed<IndicatorRow>> {
  const subjects = new Fingerprints()
  const lines = new Fingerprints()
  const required = [...new Set([...table.required, ...table.measures.map(({ column }) => column)])]
  const extra = table.measures.flatMap(({ low, high, denominator }) => [low, high, denominator].filter(isText))
  const optional = [...new Set([...(table.optional ?? []), ...extra])]
  for await (const row of csvRows(file, { ...context, required, optional, maxFields: 2_000 })) {
    if (!isRow(row)) {
      yield row
      continue
    }
    const subject = table.subject(row)
    const newLine = lines.add(row.text)
    if ('reason' in subject) yield subject
    else if (subjects.add([subject.area, subject.period, subject.group].join('|')))
      for (const measure of table.measures) yield readCell(row, subject, measure)
    else if (newLine)
      yield row.reject('whole row', `${subject.area} in ${subject.period} is there twice, with different numbers.`)
    else yield { line: row.line, duplicate: true, text: row.text }
  }
}

const isText = (text: string | undefined): text is string => text !== undefined

function readCell(row: CsvRow, subject: Subject, measure: Measure): Parsed<IndicatorRow> {
  const { group, ...about } = subject
  const found = readValue(row.get(measure.column))
  if (found === undefined) return notANumber(row, measure.column)
  const [low, high, denominator] = [measure.low, measure.high, measure.denominator].map(column =>
    readExtra(row, column),
  )
  if (low === undefined || high === undefined || denominator === undefined) return notANumber(row, measure.column)
  if (low !== null && high !== null && low > high)
    return row.reject(measure.column, 'The interval ends before it starts.')
  const indicator = group === undefined ? measure.indicator : `${group}.${measure.indicator}`
  return {
    line: row.line,
    row: { indicator, words: measure.words, ...about, ...found, unit: measure.unit, denominator, low, high },
  }
}

function notANumber(row: CsvRow, column: string): Rejected {
  return row.reject(column, `"${row.get(column).slice(0, 40)}" is neither a number nor a known sign for a missing one.`)
}

/** null when there is no such column or no number in it, undefined when the cell cannot be read. */
function readExtra(row: CsvRow, column: string | undefined): number | null | undefined {
  return column === undefined ? null : readValue(row.get(column))?.value
}
