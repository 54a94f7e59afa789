import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { toCsv, withoutFormula } from './csv.ts'
import type { Table } from './types.ts'

const table: Table = {
  name: 'Table_1',
  title: 'Incidents',
  notes: [],
  columns: [
    { key: 'place', title: 'Place', type: 'text' },
    { key: 'number', title: 'Number', type: 'number' },
  ],
  rows: [
    { place: '=1+1', number: -2.5 },
    { place: 'Ash, "the" lane', number: '[c]' },
    { place: null, number: null },
  ],
}

test('a table is one header row and its rows, with CRLF; a number stays a number, also when negative', () => {
  assert.equal(toCsv(table), 'Place,Number\r\n\'=1+1,-2.5\r\n"Ash, ""the"" lane",[c]\r\n,\r\n')
})

test('a marking stands in front of every row', () => {
  assert.equal(
    toCsv({ ...table, marking: 'OFFICIAL-SENSITIVE', rows: [{ place: 'a', number: 1 }] }),
    'Marking,Place,Number\r\nOFFICIAL-SENSITIVE,a,1\r\n',
  )
})

test('a byte-order mark is written only when asked for', () => {
  assert.equal(toCsv(table, { byteOrderMark: true }).charCodeAt(0), 0xfeff)
  assert.equal(toCsv(table).charCodeAt(0), 'P'.charCodeAt(0))
})

test('each of = + - @ tab and return at the start of a text gets an apostrophe, and nowhere else', () => {
  assert.deepEqual(['=a', '+a', '-a', '@a', '\ta', '\ra'].map(withoutFormula), [
    "'=a",
    "'+a",
    "'-a",
    "'@a",
    "'\ta",
    "'\ra",
  ])
  assert.deepEqual(['a=b', '1-2', ' =a', ''].map(withoutFormula), ['a=b', '1-2', ' =a', ''])
})

test('a title that is a formula is guarded too', () => {
  const columns = [{ key: 'a', title: '=cmd()', type: 'text' as const }]
  assert.equal(toCsv({ ...table, columns, rows: [] }), "'=cmd()\r\n")
})

test('whatever texts go in come out of csv-parse, and none starts as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 1, maxLength: 5 }), texts => {
      const csv = toCsv({ ...table, rows: texts.map(place => ({ place, number: 1 })) })
      const rows: string[][] = parse(csv, { record_delimiter: '\r\n' })
      assert.deepEqual(
        rows.slice(1).map(([place]) => place),
        texts.map(withoutFormula),
      )
      assert.ok(rows.every(([place = '']) => !/^[=+\-@\t\r]/.test(place)))
    }),
  )
})
