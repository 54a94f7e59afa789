// The styles of a spreadsheet: a readable face, wrapped text, and nothing that carries meaning by colour.

const cellStyle = (name: string, text: string, more = ''): string =>
  `<style:style style:name="${name}" style:family="table-cell"${more}><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-family="Arial" ${text}/></style:style>`

/** For lines above a table: they run over the empty cells beside them. */
const unwrapped = (name: string, text: string, more = ''): string =>
  cellStyle(name, text, more).replace('fo:wrap-option="wrap"', 'fo:wrap-option="no-wrap"')

const rightAligned = (name: string, text: string, more = ''): string =>
  cellStyle(name, text, more).replace(
    '</style:style>',
    '<style:paragraph-properties fo:text-align="end"/></style:style>',
  )

const numberFormat = (decimals: number): string =>
  `<number:number-style style:name="format${decimals}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1"/></number:number-style>`

const decimalPlaces = [0, 1, 2, 3, 4, 5, 6]
const widths = [3, 5, 6, 9, 18]

export const automaticStyles = [
  '<style:style style:name="sheet" style:family="table"><style:table-properties table:display="true"/></style:style>',
  ...widths.map(
    width =>
      `<style:style style:name="width${width}" style:family="table-column"><style:table-column-properties style:column-width="${width}cm"/></style:style>`,
  ),
  ...decimalPlaces.map(numberFormat),
  '<number:date-style style:name="formatDate"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>',
  cellStyle('text', 'fo:font-size="12pt"'),
  cellStyle(
    'link',
    'fo:font-size="12pt" style:text-underline-style="solid" style:text-underline-width="auto" fo:color="#1d70b8"',
  ),
  unwrapped('heading', 'fo:font-size="16pt" fo:font-weight="bold"', ' style:parent-style-name="Heading_20_1"'),
  unwrapped('marking', 'fo:font-size="12pt" fo:font-weight="bold"'),
  cellStyle('column', 'fo:font-size="12pt" fo:font-weight="bold"'),
  rightAligned('columnOfNumbers', 'fo:font-size="12pt" fo:font-weight="bold"'),
  rightAligned('sign', 'fo:font-size="12pt"'),
  rightAligned('number', 'fo:font-size="12pt"'),
  ...decimalPlaces.map(decimals =>
    rightAligned(`number${decimals}`, 'fo:font-size="12pt"', ` style:data-style-name="format${decimals}"`),
  ),
  cellStyle('date', 'fo:font-size="12pt"', ' style:data-style-name="formatDate"'),
].join('')

/** styles.xml: the language of the document, and the heading style that screen readers announce. */
export function stylesXml(namespaces: string, language: string, country: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${namespaces} office:version="1.3"><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="${language}" fo:country="${country}" fo:font-family="Arial" fo:font-size="12pt"/></style:default-style><style:style style:name="Default" style:family="table-cell"/><style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell" style:parent-style-name="Default"/></office:styles></office:document-styles>`
}
