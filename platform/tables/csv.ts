import { stringify } from 'csv-stringify/sync'
import type { Cell, Table } from './types.ts'

/** First characters that make a spreadsheet take a cell of a CSV file for a formula. */
const formulaStart = /^[=+\-@\t\r]/

/** Text that no spreadsheet runs: an apostrophe goes before a cell that would be read as a formula. */
export function withoutFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/**
 * A table as CSV in UTF-8, with one header row and CRLF line ends (RFC 4180). Numbers stay numbers, a missing one is empty,
 * dates are YYYY-MM-DD. A marking fills a first column of its own, so that it stays with every row that is copied.
 * `byteOrderMark` helps older spreadsheets to see that it is UTF-8.
 */
export function toCsv(table: Table, { byteOrderMark = false }: { readonly byteOrderMark?: boolean } = {}): string {
  const { marking, columns } = table
  const before = marking === undefined ? [] : [marking]
  const lines: string[][] = [
    [...(marking === undefined ? [] : ['Marking']), ...columns.map(({ title }) => title)].map(withoutFormula),
  ]
  for (const row of table.rows) lines.push([...before, ...columns.map(({ key }) => cellText(row[key] ?? null))])
  return stringify(lines, { bom: byteOrderMark, record_delimiter: 'windows' })
}

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  return cell === null ? '' : withoutFormula(cell)
}
