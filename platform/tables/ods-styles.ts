// The styles of a spreadsheet: a readable face, wrapped text, and nothing that carries meaning by colour.

type CellStyle = {
  readonly bold?: boolean
  readonly size?: number
  /** Lines above a table do not wrap: they run over the empty cells beside them. */
  readonly wrap?: boolean
  readonly right?: boolean
  readonly link?: boolean
  readonly parent?: string
  readonly format?: string
}

function cellStyle(name: string, style: CellStyle): string {
  const { bold = false, size = 12, wrap = true, right = false, link = false, parent, format } = style
  const attributes = [
    `style:name="${name}" style:family="table-cell"`,
    ...(parent === undefined ? [] : [`style:parent-style-name="${parent}"`]),
    ...(format === undefined ? [] : [`style:data-style-name="${format}"`]),
  ].join(' ')
  const text = [
    `fo:font-family="Arial" fo:font-size="${size}pt"`,
    ...(bold ? ['fo:font-weight="bold"'] : []),
    ...(link ? ['style:text-underline-style="solid" style:text-underline-width="auto" fo:color="#1d70b8"'] : []),
  ].join(' ')
  return [
    `<style:style ${attributes}>`,
    `<style:table-cell-properties fo:wrap-option="${wrap ? 'wrap' : 'no-wrap'}" style:vertical-align="top"/>`,
    right ? '<style:paragraph-properties fo:text-align="end"/>' : '',
    `<style:text-properties ${text}/></style:style>`,
  ].join('')
}

const numberFormat = (decimals: number): string =>
  `<number:number-style style:name="format${decimals}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1"/></number:number-style>`

const decimalPlaces = [0, 1, 2, 3, 4, 5, 6]
const widths = [3, 5, 6, 9, 11, 16]

export const automaticStyles = [
  '<style:style style:name="sheet" style:family="table"><style:table-properties table:display="true"/></style:style>',
  ...widths.map(
    width =>
      `<style:style style:name="width${width}" style:family="table-column"><style:table-column-properties style:column-width="${width}cm"/></style:style>`,
  ),
  ...decimalPlaces.map(numberFormat),
  '<number:date-style style:name="formatDate"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>',
  cellStyle('text', {}),
  cellStyle('line', { wrap: false }),
  cellStyle('link', { link: true }),
  cellStyle('heading', { size: 16, bold: true, wrap: false, parent: 'Heading_20_1' }),
  cellStyle('marking', { bold: true, wrap: false }),
  cellStyle('column', { bold: true }),
  cellStyle('columnOfNumbers', { bold: true, right: true }),
  cellStyle('sign', { right: true }),
  cellStyle('number', { right: true }),
  ...decimalPlaces.map(decimals => cellStyle(`number${decimals}`, { right: true, format: `format${decimals}` })),
  cellStyle('date', { format: 'formatDate' }),
].join('')

/** styles.xml: the language of the document, and the heading style that screen readers announce. */
export function stylesXml(namespaces: string, language: string, country: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${namespaces} office:version="1.3"><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="${language}" fo:country="${country}" fo:font-family="Arial" fo:font-size="12pt"/></style:default-style><style:style style:name="Default" style:family="table-cell"/><style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell" style:parent-style-name="Default"/></office:styles></office:document-styles>`
}
