import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { provenance } from './cells.ts'
import type { PackProblem } from './problems.ts'

/** One kind of CSV file: where it stands in a pack, what a row holds, and the columns that no two rows may share. */
export interface Table<S extends z.ZodObject = z.ZodObject> {
  file: string
  key: readonly string[]
  row: S
}

/** Declares a table; the columns of provenance are added to its own. */
export function table<S extends z.ZodRawShape>(file: string, shape: S, key: readonly (keyof S & string)[]) {
  return { file, key, row: z.object({ ...shape, ...provenance }) }
}

/** A row as read, with the place to point at when something else finds fault with it. */
export interface ReadRow<V = Record<string, unknown>> {
  file: string
  line: number
  key: string
  values: V
}

interface RawRecord {
  line: number
  cells: string[]
}

/** Records of a CSV text with the line each begins on; broken quoting is a problem, not an exception. */
function records(file: string, text: string, problems: PackProblem[]): RawRecord[] {
  const read: RawRecord[] = []
  try {
    parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        const innerBreaks = cells.join('').split('\n').length - 1
        read.push({ line: lines - innerBreaks, cells })
        return null
      },
    })
  } catch (error) {
    const line = read.at(-1)?.line ?? 0
    problems.push({ file, line: line + 1, column: null, message: `is not readable as CSV: ${String(error)}` })
  }
  return read
}

function headerProblems(
  file: string,
  line: number,
  header: readonly string[],
  columns: readonly string[],
): PackProblem[] {
  const missing = columns
    .filter(column => !header.includes(column))
    .map(column => ({ file, line, column, message: 'is missing from the first line' }))
  const unknown = header
    .filter(column => !columns.includes(column))
    .map(column => ({ file, line, column, message: 'is not a column of this file' }))
  const repeated = header
    .filter((column, place) => header.indexOf(column) !== place)
    .map(column => ({ file, line, column, message: 'stands twice in the first line' }))
  return [...missing, ...unknown, ...repeated]
}

/** What zod found, one problem per cell, in words that name the value. */
function cellProblems(file: string, line: number, error: z.ZodError, raw: Record<string, string>): PackProblem[] {
  return error.issues.map(issue => {
    const column = String(issue.path[0] ?? '')
    return { file, line, column, message: `“${raw[column] ?? ''}” ${plain(issue)}` }
  })
}

function plain(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message
}

/**
 * Reads one CSV file of a pack. Every problem is added to `problems` with its line and column; rows at fault are left out.
 * Two rows with the same key in one file are a problem. `file` is the name that problems give, when it is not the kind's own.
 */
export function readTable<S extends z.ZodObject>(
  kind: Table<S>,
  text: string,
  problems: PackProblem[],
  file = kind.file,
): ReadRow<z.output<S>>[] {
  const [head, ...body] = records(file, text, problems)
  if (head === undefined) {
    problems.push({ file, line: 1, column: null, message: 'is empty: the first line must name the columns' })
    return []
  }
  const wrong = headerProblems(file, head.line, head.cells, Object.keys(kind.row.shape))
  problems.push(...wrong)
  if (wrong.length > 0) return []
  const rows = body.flatMap(record => readRow(kind, file, head.cells, record, problems))
  return withoutRepeats(kind, rows, problems)
}

function readRow<S extends z.ZodObject>(
  kind: Table<S>,
  file: string,
  header: readonly string[],
  record: RawRecord,
  problems: PackProblem[],
): ReadRow<z.output<S>>[] {
  const { line, cells } = record
  if (cells.length !== header.length) {
    problems.push({ file, line, column: null, message: `has ${cells.length} cells where ${header.length} are needed` })
    return []
  }
  const raw = Object.fromEntries(header.map((column, place) => [column, cells[place] ?? '']))
  const parsed = kind.row.safeParse(raw)
  if (!parsed.success) {
    problems.push(...cellProblems(file, line, parsed.error, raw))
    return []
  }
  const key = kind.key.map(column => raw[column]).join(' + ')
  return [{ file, line, key, values: parsed.data }]
}

function withoutRepeats<V>(kind: Table, rows: readonly ReadRow<V>[], problems: PackProblem[]): ReadRow<V>[] {
  const first = new Map<string, ReadRow<V>>()
  for (const row of rows) {
    const earlier = first.get(row.key)
    if (earlier === undefined) first.set(row.key, row)
    else {
      const message = `“${row.key}” already stands on line ${earlier.line}`
      problems.push({ file: row.file, line: row.line, column: kind.key.join(' + '), message })
    }
  }
  return [...first.values()]
}

/** The partnership's rows laid over the common ones: the same key replaces in place, a new key is added after. */
export function overlay(common: readonly ReadRow[], local: readonly ReadRow[]): ReadRow[] {
  const merged = new Map(common.map(row => [row.key, row]))
  for (const row of local) merged.set(row.key, row)
  return [...merged.values()]
}
