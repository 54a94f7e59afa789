import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { type CsvError, parse } from 'csv-parse/sync'
import { CommandError } from './command.ts'

/** A CSV file as read: rows by column name, with the line each row stands on. */
export type Table = {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: { readonly [column: string]: string } }[]
}

/** Reads a CSV file with a header line, plain or gzipped. @throws CommandError with the file and line */
export async function readTable(file: string): Promise<Table> {
  const records = parsed(file, await textOf(file))
  const [header, ...rows] = records
  if (header === undefined) throw new CommandError(`${file} is empty: it needs a header line and rows`)
  const columns = header.record.map(name => name.trim())
  if (rows.length === 0) throw new CommandError(`${file} has a header line and no rows`)
  return {
    file,
    columns,
    rows: rows.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(columns.map((name, k) => [name, (record[k] ?? '').trim()])),
    })),
  }
}

async function textOf(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    throw new CommandError(`${file} cannot be read: check the path`)
  }
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

function parsed(file: string, text: string): readonly Parsed[] {
  try {
    const records: readonly unknown[] = parse(text, { bom: true, info: true, skip_empty_lines: true })
    return records.filter(isParsed)
  } catch (error) {
    if (isCsvError(error)) throw new CommandError(`${file}: row ${String(error['lines'])}: ${error.message}`)
    throw error
  }
}

// With `info` the parser wraps each record, which its types do not say.
const isParsed = (value: unknown): value is Parsed =>
  typeof value === 'object' && value !== null && 'record' in value && 'info' in value

const isCsvError = (error: unknown): error is CsvError => error instanceof Error && 'lines' in error

/** The first of these columns that the table has, in any case; undefined where it has none. */
export function columnOf(table: Table, names: readonly string[]): string | undefined {
  return names
    .map(name => table.columns.find(column => column.toLowerCase() === name))
    .find(found => found !== undefined)
}

/** A column that was asked for by name. @throws CommandError listing those there are */
export function namedColumn(table: Table, name: string): string {
  const found = columnOf(table, [name.toLowerCase()])
  if (found === undefined)
    throw new CommandError(`${table.file} has no column ${name}; it has ${table.columns.join(', ')}`)
  return found
}

const MOST_SHOWN = 10

/** Reads a column with `read`, which answers undefined for what it cannot use; reports every bad row, not only one. */
export function readColumn<T>(
  table: Table,
  column: string,
  wanted: string,
  read: (text: string) => T | undefined,
): T[] {
  const values: T[] = []
  const bad: string[] = []
  for (const { line, cells } of table.rows) {
    const text = cells[column] ?? ''
    const value = read(text)
    if (value === undefined) bad.push(`row ${line}, column ${column}: "${text}" is not ${wanted}`)
    else values.push(value)
  }
  if (bad.length > 0) {
    const more = bad.length > MOST_SHOWN ? `; and ${bad.length - MOST_SHOWN} more` : ''
    throw new CommandError(`${table.file}: ${bad.slice(0, MOST_SHOWN).join('; ')}${more}`)
  }
  return values
}

export function finite(text: string): number | undefined {
  const value = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}

const within = (limit: number) => (text: string) => {
  const value = finite(text)
  return value !== undefined && Math.abs(value) <= limit ? value : undefined
}

export const longitude = within(180)
export const latitude = within(90)

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/

const DAY = 86_400_000

/** Days since 1970 of an ISO date or time; without an offset the clock is taken as it stands. */
export function isoDays(text: string): number | undefined {
  const match = ISO.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0))
  const parts = [year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0] as const
  const time = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5])
  const back = new Date(time)
  const real =
    back.getUTCMonth() === parts[1] - 1 &&
    back.getUTCDate() === parts[2] &&
    parts[3] < 24 &&
    parts[4] < 60 &&
    parts[5] < 60
  if (!real) return undefined
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1000
  return (time + fraction - offsetOf(match[8])) / DAY
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
