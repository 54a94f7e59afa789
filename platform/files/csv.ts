import { type HeaderWanted, locateColumns } from './csv-header.ts'
import { type CsvRecord, CsvSplitter } from './csv-split.ts'
import { decodeText } from './decode.ts'
import { FileRefused } from './refused.ts'
import type { Rejected, SourceFile } from './types.ts'

export type CsvOptions = HeaderWanted & {
  readonly note: (sentence: string) => void
  readonly maxRows?: number
  /** Characters in one row. */
  readonly maxLength?: number
}

/** A row whose fields are as many as the header's. */
export class CsvRow {
  readonly line: number
  readonly text: string
  readonly fields: readonly string[]
  readonly #places: ReadonlyMap<string, number>

  constructor(line: number, text: string, fields: readonly string[], places: ReadonlyMap<string, number>) {
    this.line = line
    this.text = text
    this.fields = fields
    this.#places = places
  }

  /** The trimmed cell under one of the wanted columns; empty when the file has no such column. */
  get(column: string): string {
    const place = this.#places.get(column)
    return place === undefined ? '' : (this.fields[place] ?? '').trim()
  }

  reject(column: string, reason: string): Rejected {
    return { line: this.line, column, reason, text: this.text }
  }
}

export const isRow = (row: CsvRow | Rejected): row is CsvRow => row instanceof CsvRow

const defaults = { maxRows: 20_000_000, maxLength: 1_000_000 }

/** Only the names of the columns, for deciding what kind of file this is. */
export async function csvHeader(file: SourceFile): Promise<readonly string[]> {
  const splitter = new CsvSplitter(file.name, { recordLength: defaults.maxLength })
  for await (const text of decodeText(file, () => undefined)) {
    const [first] = splitter.push(text)
    if (first !== undefined) return fieldsOf(file.name, first)
  }
  const [last] = splitter.end()
  return last === undefined ? [] : fieldsOf(file.name, last)
}

/**
 * The rows of a CSV file as it is read. A row with too many or too few cells, or a misplaced quotation mark, is rejected
 * with its line. Blank rows are left out, and counted in a note. Throws FileRefused for a missing column, a row without
 * end, or more rows than `maxRows`.
 */
export async function* csvRows(file: SourceFile, options: CsvOptions): AsyncGenerator<CsvRow | Rejected> {
  const maxRows = options.maxRows ?? defaults.maxRows
  let header: Header | undefined
  let read = 0
  let blank = 0
  for await (const batch of csvRecords(file, options)) {
    for (const record of batch) {
      if (header === undefined) {
        header = openHeader(file.name, record, options)
        continue
      }
      if (isBlank(record)) {
        blank += 1
        continue
      }
      read += 1
      if (read > maxRows)
        throw new FileRefused(file.name, `it has more than ${maxRows} rows. Split it, and import the parts.`)
      yield checked(record, header)
    }
  }
  if (header === undefined) throw new FileRefused(file.name, 'there is no text in it. Download or export it again.')
  if (blank > 0) options.note(`${file.name}: ${blank} blank ${blank === 1 ? 'row was' : 'rows were'} left out.`)
}

type Header = { readonly width: number; readonly places: ReadonlyMap<string, number> }

function openHeader(name: string, record: CsvRecord, options: CsvOptions): Header {
  const names = fieldsOf(name, record)
  return { width: names.length, places: locateColumns(name, names, options) }
}

async function* csvRecords(file: SourceFile, options: CsvOptions): AsyncGenerator<readonly CsvRecord[]> {
  const splitter = new CsvSplitter(file.name, { recordLength: options.maxLength ?? defaults.maxLength })
  for await (const text of decodeText(file, options.note)) {
    const batch = splitter.push(text)
    if (batch.length > 0) yield batch
  }
  if (splitter.unfinished)
    options.note(`${file.name} does not end with a line end. If it was cut short, its last row may be incomplete.`)
  yield splitter.end()
}

function fieldsOf(name: string, record: CsvRecord): readonly string[] {
  if ('broken' in record) throw new FileRefused(name, `the first line cannot be read. ${record.broken}`)
  return record.fields
}

/** Spreadsheets leave rows of nothing but commas. */
function isBlank(record: CsvRecord): boolean {
  return (record.text[0] === ',' || record.text[0] === ' ') && /^[, ]*$/.test(record.text)
}

function checked(record: CsvRecord, { width, places }: Header): CsvRow | Rejected {
  const { line, text } = record
  if ('broken' in record) return { line, column: 'whole row', reason: record.broken, text }
  if (record.fields.length === width) return new CsvRow(line, text, record.fields, places)
  const reason = `This row has ${record.fields.length} cells where the first line has ${width}.`
  return { line, column: 'whole row', reason, text }
}
