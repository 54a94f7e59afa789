import { address, escaped, paragraphs } from './markup.ts'
import { isMissing, missingSign } from './signs.ts'
import type { Cell, Table, TableColumn } from './types.ts'

/** One sheet of the spreadsheet as XML, and the range that is marked as its table. */
export type Sheet = { readonly name: string; readonly xml: string; readonly range: string | undefined }

type Line = readonly string[]

/** A cell of text, in a style of ods-styles.ts. */
export const textCell = (text: string, style = 'text'): string =>
  `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphs(text)}</table:table-cell>`

/** A link to the first cell of another sheet. */
export const linkCell = (text: string, sheet: string): string =>
  `<table:table-cell table:style-name="link" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#${escaped(address(sheet, 1, 1))}">${escaped(text)}</text:a></text:p></table:table-cell>`

/**
 * A sheet of lines above at most one table. There are no merged cells, no blank rows and no blank columns; the row of
 * column names is marked as the header, and the table as a table.
 */
export function sheet(
  name: string,
  above: readonly string[],
  header: Line,
  rows: readonly Line[],
  widths: readonly number[],
): Sheet {
  const columns = widths.map(width => `<table:table-column table:style-name="width${width}"/>`).join('')
  const lines = above.map(row).join('')
  const head = header.length === 0 ? '' : `<table:table-header-rows>${row(header.join(''))}</table:table-header-rows>`
  const body = rows.map(cells => row(cells.join(''))).join('')
  const first = above.length + 1
  const range =
    header.length === 0 ? undefined : `${address(name, 1, first)}:${address(name, header.length, first + rows.length)}`
  const xml = `<table:table table:name="${escaped(name)}" table:style-name="sheet">${columns}${lines}${head}${body}</table:table>`
  return { name, xml, range }
}

const row = (cells: string): string => `<table:table-row>${cells}</table:table-row>`

/** The sheet of one table: title, what stands on the sheet, notes, marking, then the table. */
export function tableSheet(table: Table): Sheet {
  const above = [
    textCell(table.title, 'heading'),
    ...(table.marking === undefined ? [] : [textCell(table.marking, 'marking')]),
    textCell('This sheet holds one table.', 'line'),
    ...table.notes.map(note => textCell(note, 'line')),
  ]
  const header = table.columns.map(({ title, type }) =>
    textCell(title, type === 'number' ? 'columnOfNumbers' : 'column'),
  )
  const rows = table.rows.map(values => table.columns.map(column => cell(values[column.key] ?? null, column)))
  return sheet(table.name, above, header, rows, table.columns.map(widthOf))
}

function cell(value: Cell, column: TableColumn): string {
  if (column.type === 'text') return textCell(value === null ? '' : String(value))
  if (isMissing(value) || value === null) return textCell(missingSign, 'sign')
  if (typeof value === 'number') return numberCell(value, column)
  return column.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? `<table:table-cell table:style-name="date" office:value-type="date" office:date-value="${value}"><text:p>${value}</text:p></table:table-cell>`
    : textCell(value, 'sign')
}

function numberCell(value: number, { decimals }: TableColumn): string {
  const style = decimals === undefined ? 'number' : `number${Math.min(decimals, 6)}`
  const shown = decimals === undefined ? String(value) : value.toFixed(Math.min(decimals, 6))
  return `<table:table-cell table:style-name="${style}" office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`
}

/** In centimetres, one of the widths that ods-styles.ts has. */
function widthOf({ title, type }: TableColumn): number {
  if (type === 'text') return title.length > 30 ? 9 : 6
  return title.length > 20 ? 5 : 3
}
