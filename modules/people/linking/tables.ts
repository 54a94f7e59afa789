import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import {
  appendColumn,
  type Column,
  columnOf,
  combineColumns,
  createTableReader,
  recogniseColumns,
  type Table,
} from '#engines/record-linkage'

/** One file's columns under the names of the fields they hold, and the column of true labels when one was named. */
export type FieldTable = {
  readonly rows: number
  readonly columns: readonly Column[]
  readonly truth: Column | undefined
}

/** How a file's columns are found: headings given with --map win over usual names and over the field's own name. */
export type ColumnWishes = {
  readonly map: Readonly<Record<string, string>>
  /** Fields that a given model needs; undefined means whatever the built-in person model knows. */
  readonly fields: readonly string[] | undefined
  readonly truth: string | undefined
}

/** Reads a CSV file (gzip when its name ends in .gz) as a stream, and names its columns by the fields they hold. */
export async function readFields(path: string, wishes: ColumnWishes): Promise<FieldTable> {
  const table = await readFile(path)
  const headings = table.columns.map(({ name }) => name)
  const found = withNameParts(headings, chosenHeadings(path, headings, wishes))
  const columns = Object.entries(found).map(([field, heading]) => ({
    ...columnNamed(table, path, heading),
    name: field,
  }))
  return {
    rows: table.rows,
    columns: withNames(columns),
    truth: wishes.truth === undefined ? undefined : columnNamed(table, path, wishes.truth),
  }
}

/** Two files laid end to end: the fields that both have. */
export function appendTables(first: FieldTable, second: FieldTable): FieldTable {
  const columns = first.columns.flatMap(column => {
    const other = second.columns.find(({ name }) => name === column.name)
    return other === undefined ? [] : [appendColumn(column, other)]
  })
  const truth = first.truth && second.truth ? appendColumn(first.truth, second.truth) : undefined
  return { rows: first.rows + second.rows, columns, truth }
}

/**
 * True labels by record as numbers: records with one number are one person. A pattern takes the part of the label in
 * its brackets. A record without a label is a person of its own.
 */
export function truthLabels(truth: Column, pattern: RegExp | undefined): Uint32Array {
  const texts = truth.values.map(value => (pattern === undefined ? value : (pattern.exec(value)?.[1] ?? '')))
  const labels = columnOf('truth', texts).ids
  return truth.ids.map((id, record) => labels[id] || texts.length + record)
}

async function readFile(path: string): Promise<Table> {
  const reader = createTableReader(basename(path))
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  const bytes: Readable = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  const failed = new Promise<never>((_, reject) => file.on('error', reject))
  const read = async (): Promise<void> => {
    for await (const chunk of bytes) reader.write(chunk)
  }
  await Promise.race([read(), failed])
  return reader.finish()
}

function chosenHeadings(
  path: string,
  headings: readonly string[],
  { map, fields }: ColumnWishes,
): Record<string, string> {
  const usual = recogniseColumns(headings)
  if (fields === undefined) return { ...usual, ...map }
  const headingOf = (field: string): string | undefined =>
    map[field] ?? headings.find(name => name.toLowerCase() === field.toLowerCase()) ?? usual[field]
  const found = fields.flatMap(field => {
    const heading = headingOf(field)
    return heading === undefined ? [] : [[field, heading] as const]
  })
  const missing = fields.find(field => headingOf(field) === undefined && !canBeMade(field, headingOf))
  if (missing !== undefined) {
    throw new Error(`${basename(path)} has no column for ${missing}: name it with --map ${missing}=COLUMN`)
  }
  return Object.fromEntries(found)
}

// A full name can be put together from its parts, and its parts taken from it.
function canBeMade(field: string, headingOf: (field: string) => string | undefined): boolean {
  if (field === 'full_name') return headingOf('first_name') !== undefined || headingOf('surname') !== undefined
  return (field === 'first_name' || field === 'surname') && headingOf('full_name') !== undefined
}

// A lone full name gives the first name and the surname too (its first and last words).
function withNameParts(headings: readonly string[], found: Record<string, string>): Record<string, string> {
  const whole = found['full_name']
  if (whole === undefined || !headings.includes(whole)) return found
  return { ...found, first_name: found['first_name'] ?? whole, surname: found['surname'] ?? whole }
}

function withNames(columns: readonly Column[]): Column[] {
  const named = (name: string): Column | undefined => columns.find(column => column.name === name)
  const [first, last, whole] = [named('first_name'), named('surname'), named('full_name')]
  if (whole !== undefined) {
    return columns.map(column => {
      if (column.ids !== whole.ids || column === whole) return column
      const at = column.name === 'first_name' ? 0 : -1
      return combineColumns(column.name, [whole], ([name = '']) => wordAt(name, at))
    })
  }
  const parts = [first, last].filter(column => column !== undefined)
  if (parts.length === 0) return [...columns]
  return [...columns, combineColumns('full_name', parts, values => values.filter(Boolean).join(' '))]
}

const wordAt = (name: string, at: number): string => {
  const words = name.split(/\s+/)
  return words.length < 2 && at === -1 ? '' : (words.at(at) ?? '')
}

function columnNamed(table: Table, path: string, heading: string): Column {
  const column = table.columns.find(({ name }) => name === heading)
  if (column === undefined) {
    throw new Error(
      `${basename(path)} has no column ${heading}: it has ${table.columns.map(({ name }) => name).join(', ')}`,
    )
  }
  return column
}
