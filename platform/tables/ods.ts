import { strToU8, zipSync } from 'fflate'
import { escaped } from './markup.ts'
import { automaticStyles, stylesXml } from './ods-styles.ts'
import { linkCell, type Sheet, sheet, tableSheet, textCell } from './sheets.ts'
import { signsUsed } from './signs.ts'
import type { TableDocument } from './types.ts'

const namespaces = [
  ...['office', 'style', 'table', 'text', 'meta'].map(
    name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  ),
  'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ')

/**
 * An OpenDocument spreadsheet in the layout that government statistics use: a cover, a list of contents, notes with every
 * sign explained, then one table to a sheet, marked as a table, with one header row. The same document gives the same
 * bytes. Throws for a sheet name that cannot be one, and for a sign that is not explained.
 */
export function toOds(document: TableDocument): Uint8Array {
  checkNames(document)
  const [language = 'en', country = 'GB'] = (document.language ?? 'en-GB').split('-')
  const sheets = [cover(document), contents(document), notes(document), ...document.tables.map(tableSheet)]
  // The earliest time that a zip can hold, in every time zone.
  const mtime = new Date(1980, 0, 1)
  const bytes = (text: string) => strToU8(text)
  return zipSync(
    {
      mimetype: [bytes('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'META-INF/manifest.xml': bytes(manifest),
      'content.xml': bytes(contentXml(sheets)),
      'styles.xml': bytes(stylesXml(namespaces, escaped(language), escaped(country))),
      'meta.xml': bytes(metaXml(document)),
    },
    { mtime, level: 6 },
  )
}

function checkNames({ tables }: TableDocument): void {
  const taken = new Set(['cover', 'contents', 'notes'])
  for (const { name } of tables) {
    if (!/^[\p{L}\d][\p{L}\d _-]{0,30}$/u.test(name))
      throw new Error(
        `The table name "${name}" cannot be a sheet's name: use up to 31 letters, digits, spaces, "_" and "-".`,
      )
    if (taken.has(name.toLowerCase())) throw new Error(`Two sheets would be named "${name}".`)
    taken.add(name.toLowerCase())
  }
}

function cover(document: TableDocument): Sheet {
  const { title, introduction, publisher, published, contact, licence, tables } = document
  const markings = [...new Set(tables.flatMap(({ marking }) => (marking === undefined ? [] : [marking])))]
  const lines = [
    textCell(title, 'heading'),
    ...markings.map(marking => textCell(marking, 'marking')),
    ...[introduction, `Publisher: ${publisher}`, `Published: ${published}`].map(line => textCell(line)),
    ...(contact === undefined ? [] : [textCell(`Contact: ${contact}`)]),
    ...(licence === undefined ? [] : [textCell(licence)]),
  ]
  return sheet('Cover', lines, [], [], [16])
}

function contents({ tables }: TableDocument): Sheet {
  const above = [
    textCell('Contents', 'heading'),
    textCell('This sheet holds one table. Each name is a link to its sheet.', 'line'),
  ]
  const rows = [
    [linkCell('Notes', 'Notes'), textCell('What the notes and signs in the tables mean')],
    ...tables.map(({ name, title }) => [linkCell(name, name), textCell(title)]),
  ]
  return sheet('Contents', above, [textCell('Sheet', 'column'), textCell('What it holds', 'column')], rows, [6, 11])
}

function notes(document: TableDocument): Sheet {
  const above = [textCell('Notes', 'heading'), textCell('This sheet holds one table.', 'line')]
  const rows = [
    ...document.notes.map((note, index) => [textCell(`Note ${index + 1}`), textCell(note)]),
    ...signsUsed(document).map(([sign, meaning]) => [textCell(sign), textCell(meaning)]),
  ]
  if (rows.length === 0) rows.push([textCell('None'), textCell('There are no notes to these tables.')])
  return sheet('Notes', above, [textCell('Note or sign', 'column'), textCell('Meaning', 'column')], rows, [5, 11])
}

function contentXml(sheets: readonly Sheet[]): string {
  const ranges = sheets
    .filter(({ range }) => range !== undefined)
    .map(
      ({ name, range = '' }) =>
        `<table:database-range table:name="${escaped(name.replaceAll(/[ -]/g, '_'))}_table" table:target-range-address="${escaped(range)}" table:contains-header="true"/>`,
    )
  return [
    `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${namespaces} office:version="1.3">`,
    `<office:automatic-styles>${automaticStyles}</office:automatic-styles>`,
    `<office:body><office:spreadsheet>${sheets.map(({ xml }) => xml).join('')}`,
    `<table:database-ranges>${ranges.join('')}</table:database-ranges></office:spreadsheet></office:body></office:document-content>`,
  ].join('')
}

function metaXml({ title, introduction, publisher, published, language = 'en-GB' }: TableDocument): string {
  const entries = [
    `<dc:title>${escaped(title)}</dc:title>`,
    `<dc:description>${escaped(introduction)}</dc:description>`,
    `<dc:creator>${escaped(publisher)}</dc:creator>`,
    `<dc:date>${escaped(published)}T00:00:00</dc:date>`,
    `<dc:language>${escaped(language)}</dc:language>`,
    '<meta:generator>Breakwater</meta:generator>',
  ].join('')
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-meta ${namespaces} office:version="1.3"><office:meta>${entries}</office:meta></office:document-meta>`
}

const manifest = [
  '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">',
  '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>',
  ...['content', 'styles', 'meta'].map(
    name => `<manifest:file-entry manifest:full-path="${name}.xml" manifest:media-type="text/xml"/>`,
  ),
  '</manifest:manifest>',
].join('')
