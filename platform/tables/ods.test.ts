import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { JSDOM } from 'jsdom'
import { toOds } from './ods.ts'
import type { Table, TableDocument } from './types.ts'

const table: Table = {
  name: 'Table 1',
  title: 'Table 1: incidents by ward',
  notes: ['Counts of one year.'],
  columns: [
    { key: 'ward', title: 'Ward', type: 'text' },
    { key: 'number', title: 'Number', type: 'number', decimals: 0 },
    { key: 'last', title: 'Last', type: 'date' },
  ],
  rows: [
    { ward: '=A & <b> "Ash"\u0001', number: 12, last: '2025-03-04' },
    { ward: 'Beck', number: '[c]', last: null },
  ],
}

const document: TableDocument = {
  title: 'Serious violence in Testshire',
  introduction: 'One table.',
  publisher: 'Testshire partnership',
  published: '2026-11-21',
  notes: ['Incidents are counted once.'],
  tables: [table],
}

const parts = (given: TableDocument) => unzipSync(toOds(given))

/** The sheets of a document: name, and the text of every cell of every row. */
function sheetsOf(given: TableDocument): [string | null, string[][]][] {
  const xml = xmlOf(given, 'content.xml')
  return [...xml.getElementsByTagName('table:table')].map(sheet => [
    sheet.getAttribute('table:name'),
    [...sheet.getElementsByTagName('table:table-row')].map(row =>
      [...row.children].map(cell => cell.textContent ?? ''),
    ),
  ])
}

function xmlOf(given: TableDocument, name: string): Document {
  const file = parts(given)[name]
  assert.ok(file)
  return new JSDOM(strFromU8(file), { contentType: 'application/xml' }).window.document
}

test('the parts of an OpenDocument spreadsheet are there, its type first and not packed', () => {
  const bytes = toOds(document)
  assert.deepEqual(Object.keys(unzipSync(bytes)), [
    'mimetype',
    'META-INF/manifest.xml',
    'content.xml',
    'styles.xml',
    'meta.xml',
  ])
  assert.equal(strFromU8(bytes.subarray(30, 84)), 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet')
})

test('the same document gives the same bytes', () => {
  assert.deepEqual(toOds(document), toOds(document))
})

test('a cover, a list of contents, notes with every sign used, then one table to a sheet', () => {
  assert.deepEqual(sheetsOf(document), [
    [
      'Cover',
      [
        ['Serious violence in Testshire'],
        ['One table.'],
        ['Publisher: Testshire partnership'],
        ['Published: 2026-11-21'],
      ],
    ],
    [
      'Contents',
      [
        ['Contents'],
        ['This sheet holds one table. Each name is a link to its sheet.'],
        ['Sheet', 'What it holds'],
        ['Notes', 'What the notes and signs in the tables mean'],
        ['Table 1', 'Table 1: incidents by ward'],
      ],
    ],
    [
      'Notes',
      [
        ['Notes'],
        ['This sheet holds one table.'],
        ['Note or sign', 'Meaning'],
        ['Note 1', 'Incidents are counted once.'],
        ['[c]', 'The number is not shown, so that nobody can be recognised.'],
        ['[x]', 'There is no number: it was not collected, or it is not available.'],
      ],
    ],
    [
      'Table 1',
      [
        ['Table 1: incidents by ward'],
        ['This sheet holds one table.'],
        ['Counts of one year.'],
        ['Ward', 'Number', 'Last'],
        ['=A & <b> "Ash"', '12', '2025-03-04'],
        ['Beck', '[c]', '[x]'],
      ],
    ],
  ])
})

test('each table is marked as one, with its header row, and no cell is merged', () => {
  const xml = xmlOf(document, 'content.xml')
  const ranges = [...xml.getElementsByTagName('table:database-range')].map(range =>
    range.getAttribute('table:target-range-address'),
  )
  assert.deepEqual(ranges, ["'Contents'.A3:'Contents'.B5", "'Notes'.A3:'Notes'.B6", "'Table 1'.A4:'Table 1'.C6"])
  assert.equal(xml.getElementsByTagName('table:table-header-rows').length, 3)
  assert.equal(xml.getElementsByTagName('table:covered-table-cell').length, 0)
})

test('numbers and dates are typed, and a text that looks like a formula is text', () => {
  const cells = [...xmlOf(document, 'content.xml').getElementsByTagName('table:table-cell')]
  const typeOf = (text: string) => cells.find(cell => cell.textContent === text)?.getAttribute('office:value-type')
  assert.deepEqual(['12', '2025-03-04', '[c]', '=A & <b> "Ash"'].map(typeOf), ['float', 'date', 'string', 'string'])
  assert.ok(cells.every(cell => cell.getAttribute('table:formula') === null))
})

test('every style that a cell names is defined', () => {
  const xml = xmlOf({ ...document, tables: [{ ...table, marking: 'OFFICIAL' }] }, 'content.xml')
  const defined = new Set([...xml.getElementsByTagName('style:style')].map(style => style.getAttribute('style:name')))
  const used = [...xml.querySelectorAll('*')]
    .map(element => element.getAttribute('table:style-name'))
    .filter(name => name !== null)
  assert.deepEqual(
    used.filter(name => !defined.has(name)),
    [],
  )
})

test('a marking stands on the cover and under the title of its sheet', () => {
  const marked = sheetsOf({ ...document, tables: [{ ...table, marking: 'OFFICIAL-SENSITIVE' }] })
  assert.deepEqual(marked[0]?.[1][1], ['OFFICIAL-SENSITIVE'])
  assert.deepEqual(marked[3]?.[1][1], ['OFFICIAL-SENSITIVE'])
})

test('the title and the language stand in the description of the file', () => {
  const meta = xmlOf(document, 'meta.xml')
  assert.equal(meta.getElementsByTagName('dc:title')[0]?.textContent, 'Serious violence in Testshire')
  assert.equal(meta.getElementsByTagName('dc:language')[0]?.textContent, 'en-GB')
  assert.match(xmlOf(document, 'styles.xml').documentElement.outerHTML, /fo:language="en" fo:country="GB"/)
})

test('a column of spaces and lines keeps them', () => {
  const spaced = { ...table, rows: [{ ward: 'two  spaces\nand a line', number: 1, last: null }] }
  const xml = strFromU8(parts({ ...document, tables: [spaced] })['content.xml'] ?? new Uint8Array(0))
  assert.match(xml, /<text:p>two<text:s text:c="2"\/>spaces<\/text:p><text:p>and a line<\/text:p>/)
})

test('a sign that nothing explains stops the writing', () => {
  const strange = { ...table, rows: [{ ward: 'a', number: '[q]', last: null }] }
  assert.throws(
    () => toOds({ ...document, tables: [strange] }),
    /The sign \[q\] is used in a table, but document\.signs does not explain it/,
  )
  assert.ok(toOds({ ...document, tables: [strange], signs: { '[q]': 'Queried.' } }).length > 0)
})

test('names that cannot be sheets, and two of the same name, stop the writing', () => {
  assert.throws(() => toOds({ ...document, tables: [{ ...table, name: 'a/b' }] }), /cannot be a sheet's name/)
  assert.throws(() => toOds({ ...document, tables: [{ ...table, name: 'x'.repeat(32) }] }), /cannot be a sheet's name/)
  assert.throws(
    () => toOds({ ...document, tables: [table, { ...table, name: 'TABLE 1' }] }),
    /Two sheets would be named "TABLE 1"/,
  )
})
