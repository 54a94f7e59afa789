// Splits CSV text into records as RFC 4180 has them. csv-parse was measured first: 115,000 to 130,000 rows a second on the
// street files of data.police.uk, before anything is done with a row, and the aim is 150,000 with everything. Lines
// without a quotation mark, nearly all, are cut by the engine's own split, at about 1,600,000. A property test holds the
// result equal to csv-parse.

import { FileRefused } from './refused.ts'

/** `line` is where the record starts. A broken record has no fields that could be trusted. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[]; readonly text: string }
  | { readonly line: number; readonly broken: string; readonly text: string }

export type SplitLimits = { readonly recordLength: number }

const quote = '"'

export class CsvSplitter {
  readonly #name: string
  readonly #limits: SplitLimits
  #rest = ''
  #line = 1
  #newline: '\n' | '\r' | undefined

  constructor(name: string, limits: SplitLimits) {
    this.#name = name
    this.#limits = limits
  }

  /** The records that `text` completes. Throws FileRefused for a record longer than the limit. */
  push(text: string): readonly CsvRecord[] {
    const buffer = this.#rest + text
    this.#newline ??= lineEnding(buffer)
    if (this.#newline === undefined) return this.#keep(buffer, 0, [])
    return this.#split(buffer, this.#newline, false)
  }

  /** The last record, when no line end follows it. */
  end(): readonly CsvRecord[] {
    return this.#split(this.#rest, this.#newline ?? (this.#rest.includes('\n') ? '\n' : '\r'), true)
  }

  /** Whether the text so far stops inside a record: the file has no line end at its end. */
  get unfinished(): boolean {
    return this.#rest.length > 0
  }

  #split(buffer: string, newline: string, final: boolean): readonly CsvRecord[] {
    const records: CsvRecord[] = []
    const quoted = buffer.includes(quote)
    let start = 0
    while (start < buffer.length) {
      const found = buffer.indexOf(newline, start)
      if (found < 0 && !final) break
      const end = found < 0 ? buffer.length : found
      const text = withoutReturn(buffer.slice(start, end))
      if (!quoted || !text.includes(quote)) {
        if (text.length > 0) records.push({ line: this.#line, fields: text.split(','), text })
        start = end + 1
        this.#line += 1
        continue
      }
      const next = this.#quotedRecord(buffer, start, newline, final, records)
      if (next === undefined) break
      start = next
    }
    return this.#keep(buffer, start, records)
  }

  /** Adds one record that holds quotation marks, and returns where the next starts; undefined when text is missing. */
  #quotedRecord(
    buffer: string,
    start: number,
    newline: string,
    final: boolean,
    records: CsvRecord[],
  ): number | undefined {
    const read = readQuoted(buffer, start, newline, final)
    if (read === undefined && final) this.#refuseOpenQuote()
    if (read === undefined) return undefined
    const text = withoutReturn(buffer.slice(start, read.end))
    records.push(
      read.broken === undefined
        ? { line: this.#line, fields: read.fields, text }
        : { line: this.#line, broken: read.broken, text },
    )
    this.#line += 1 + count(text, newline)
    return read.end + 1
  }

  #keep(buffer: string, start: number, records: readonly CsvRecord[]): readonly CsvRecord[] {
    this.#rest = buffer.slice(start)
    if (this.#rest.length > this.#limits.recordLength) {
      if (this.#rest.includes(quote)) this.#refuseOpenQuote()
      throw new FileRefused(this.#name, `line ${this.#line} is longer than any row should be. Is this a CSV file?`)
    }
    return records
  }

  #refuseOpenQuote(): never {
    throw new FileRefused(
      this.#name,
      `a quotation mark opens in the row that starts on line ${this.#line} and is never closed. Correct that line, or export the file again.`,
    )
  }
}

/** "\r" alone ends lines only in files of old Macintosh spreadsheets. Undefined until the first line end has been seen. */
function lineEnding(buffer: string): '\n' | '\r' | undefined {
  const feed = buffer.indexOf('\n')
  const carriage = buffer.indexOf('\r')
  if (carriage < 0) return feed < 0 ? undefined : '\n'
  if (carriage === buffer.length - 1) return undefined
  return feed >= 0 && feed <= carriage + 1 ? '\n' : '\r'
}

type Quoted = { readonly fields: readonly string[]; readonly end: number; readonly broken?: string }

/** One record from `start`, whose fields may hold commas and line ends in quotation marks. `end` is its line end. */
function readQuoted(buffer: string, start: number, newline: string, final: boolean): Quoted | undefined {
  const fields: string[] = []
  let at = start
  for (;;) {
    const field = buffer[at] === quote ? quotedField(buffer, at) : plainField(buffer, at, newline)
    if (field === undefined) return undefined
    const after = skipReturn(buffer, field.end, newline)
    const stop = buffer[after]
    if (stop === undefined && !final) return undefined
    fields.push(field.value)
    if (field.broken !== undefined || (stop !== ',' && stop !== newline && stop !== undefined))
      return brokenRecord(
        buffer,
        field.end,
        newline,
        final,
        field.broken ?? 'There is text after a closing quotation mark.',
      )
    if (stop !== ',') return { fields, end: after }
    at = after + 1
  }
}

type Field = { readonly value: string; readonly end: number; readonly broken?: string }

function quotedField(buffer: string, start: number): Field | undefined {
  let close = buffer.indexOf(quote, start + 1)
  let doubled = false
  while (close >= 0 && buffer[close + 1] === quote) {
    doubled = true
    close = buffer.indexOf(quote, close + 2)
  }
  if (close < 0) return undefined
  const value = buffer.slice(start + 1, close)
  return { value: doubled ? value.replaceAll('""', quote) : value, end: close + 1 }
}

function plainField(buffer: string, start: number, newline: string): Field | undefined {
  const end = Math.min(orEnd(buffer, buffer.indexOf(',', start)), orEnd(buffer, buffer.indexOf(newline, start)))
  const value =
    end === buffer.length || buffer[end] === newline
      ? withoutReturn(buffer.slice(start, end))
      : buffer.slice(start, end)
  if (value.includes(quote))
    return { value, end, broken: 'There is a quotation mark inside a cell that does not start with one.' }
  return { value, end }
}

/** A record that breaks the rules ends at its line's end, so that the next line is read afresh. */
function brokenRecord(
  buffer: string,
  from: number,
  newline: string,
  final: boolean,
  broken: string,
): Quoted | undefined {
  const found = buffer.indexOf(newline, from)
  if (found < 0 && !final) return undefined
  return { fields: [], end: orEnd(buffer, found), broken }
}

const orEnd = (buffer: string, found: number): number => (found < 0 ? buffer.length : found)

function skipReturn(buffer: string, at: number, newline: string): number {
  return newline === '\n' && buffer[at] === '\r' && (buffer[at + 1] === '\n' || at + 1 === buffer.length) ? at + 1 : at
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function count(text: string, mark: string): number {
  let found = 0
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) found += 1
  return found
}
