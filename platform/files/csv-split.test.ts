import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { type CsvRecord, CsvSplitter } from './csv-split.ts'

function split(text: string, pieceLength = text.length || 1, recordLength = 10_000): CsvRecord[] {
  const splitter = new CsvSplitter('a.csv', { recordLength })
  const records: CsvRecord[] = []
  for (let at = 0; at < text.length; at += pieceLength) records.push(...splitter.push(text.slice(at, at + pieceLength)))
  return [...records, ...splitter.end()]
}

const fieldsOf = (records: readonly CsvRecord[]) =>
  records.map(record => ('fields' in record ? record.fields : 'broken'))

const cell = fc.oneof(
  fc.stringMatching(/^[a-z ,"\n]{0,6}$/),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter(text => !text.includes('\r')),
)
const table = fc
  .integer({ min: 1, max: 4 })
  .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
  .filter(rows => rows.every(row => row.join('') !== ''))

test('a written table is split as csv-parse splits it, in pieces of any length, with either line end', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (rows, piece, lineEnd) => {
      const text = stringify(rows, { record_delimiter: lineEnd, quoted_match: /[\r\n"]/ })
      const theirs: string[][] = parse(text, { record_delimiter: lineEnd, relax_column_count: true })
      assert.deepEqual(fieldsOf(split(text, piece)), theirs)
    }),
    { numRuns: 500 },
  )
})

test('on any text of letters, commas, quotes and line ends, what csv-parse accepts is split the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a",\n]{1,14}$/), fc.integer({ min: 1, max: 5 }), (text, piece) => {
      let theirs: string[][]
      try {
        theirs = parse(text, { record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true })
      } catch {
        return
      }
      assert.deepEqual(fieldsOf(split(text, piece)), theirs)
    }),
    { numRuns: 2_000 },
  )
})

test('on text that csv-parse refuses, at least one record is broken or the file is refused', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a",\n]{1,14}$/), text => {
      try {
        parse(text, { record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true })
        return
      } catch {
        assert.ok(isRefused(text) || fieldsOf(split(text)).includes('broken'), JSON.stringify(text))
      }
    }),
    { numRuns: 1_000 },
  )
})

function isRefused(text: string): boolean {
  try {
    split(text)
    return false
  } catch {
    return true
  }
}

test('lines are numbered as an editor numbers them, over quoted line ends and blank lines', () => {
  const records = split('a,b\n"two\nlines",x\n\nlast,row\n')
  assert.deepEqual(
    records.map(({ line }) => line),
    [1, 2, 5],
  )
})

test('a quotation mark inside a cell breaks its own line and no other', () => {
  const records = split('a,b\n5" knife,x\ngood,row\n')
  assert.deepEqual(fieldsOf(records), [['a', 'b'], 'broken', ['good', 'row']])
  assert.equal(records[1]?.text, '5" knife,x')
})

test('text after a closing quotation mark breaks the line', () => {
  assert.deepEqual(fieldsOf(split('"a"b,c\nx,y')), ['broken', ['x', 'y']])
})

test('old Macintosh line ends are seen', () => {
  assert.deepEqual(fieldsOf(split('a,b\rc,d\r', 2)), [
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('a quotation mark that is never closed is refused with the line where its row starts', () => {
  assert.throws(
    () => split('a,b\nx,"open\nand on\n'),
    /a quotation mark opens in the row that starts on line 2 and is never closed/,
  )
  assert.throws(() => split(`a,b\nx,"${'long '.repeat(100)}`, 50, 200), /starts on line 2 and is never closed/)
})

test('a line without end is refused at the limit, not gathered', () => {
  assert.throws(() => split(`a,b\n${'x'.repeat(300)}`, 50, 200), /line 2 is longer than any row should be/)
})
