import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { madeUpModel } from '../testing/register.ts'
import { appendColumn, columnOf, combineColumns, mapValues, valueCounts } from './column.ts'
import { derive, readValue } from './derivations.ts'
import { createRegister } from './register.ts'
import { createTableReader, readTable } from './table.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = (table: ReturnType<typeof readTable>): string[][] =>
  table.columns.map(({ ids, values }) => Array.from(ids, id => values[id]))

describe('columns', () => {
  test('equal texts share a number, and blank, null and undefined are 0', () => {
    const column = columnOf('name', ['ann', ' bob ', 'ann', '', null, undefined])
    assert.deepEqual([...column.ids], [1, 2, 1, 0, 0, 0])
    assert.deepEqual(column.values, ['', 'ann', 'bob'])
    assert.deepEqual([...valueCounts(column)], [3, 2, 1])
  })
  test('values that become equal share a number', () => {
    const column = mapValues(columnOf('name', ['Ann', 'ANN', 'Bob']), value => value.toLowerCase())
    assert.deepEqual([...column.ids], [1, 1, 2])
  })
  test('two files end to end: a value found in both has one number', () => {
    const column = appendColumn(columnOf('name', ['ann', 'bob']), columnOf('name', ['bob', 'cat', '']))
    assert.deepEqual([...column.ids], [1, 2, 2, 3, 0])
  })
  test('a full name is made of its parts', () => {
    const parts = [columnOf('a', ['ann', '']), columnOf('b', ['lee', 'ray'])]
    const whole = combineColumns('full_name', parts, values => values.filter(Boolean).join(' '))
    assert.deepEqual(
      Array.from(whole.ids, id => whole.values[id]),
      ['ann lee', 'ray'],
    )
  })
})

describe('reading a table', () => {
  test('quotes, doubled quotes, line ends inside quotes, either line ending, a byte-order mark and spaces', () => {
    const table = readTable(bytes('\uFEFFa, "b" ,c\r\n1,"x ""y"", z", 3 \n"p\nq",,last'))
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      ['a', 'b', 'c'],
    )
    assert.deepEqual(texts(table), [
      ['1', 'p\nq'],
      ['x "y", z', ''],
      ['3', 'last'],
    ])
  })
  test('the same table in any pieces', () => {
    const file = bytes('name,note\n"Zoë ""Zo"" Ray",a\r\nbob,"two\nlines"\nann,\n')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: file.length }), { maxLength: 6 }), cuts => {
        const reader = createTableReader()
        const edges = [0, ...cuts.sort((a, b) => a - b), file.length]
        for (let k = 1; k < edges.length; k++) reader.write(file.slice(edges[k - 1], edges[k]))
        assert.deepEqual(texts(reader.finish()), texts(readTable(file)))
      }),
    )
  })
  test('any cells come back as they went, trimmed', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), rows => {
        const quoted = rows.map(row => row.map(value => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')
        const table = readTable(bytes(`a,b\n${quoted}\n`))
        assert.deepEqual(
          texts(table),
          [0, 1].map(c => rows.map(row => row[c].trim())),
        )
      }),
    )
  })
  test('a row with a cell too few is refused with its line, counting lines inside quotes', () => {
    assert.throws(
      () => readTable(bytes('a,b\n"x\ny",1\n2\n'), 'school.csv'),
      /school.csv, line 4: 1 cells where the heading has 2/,
    )
  })
  test('a quote never closed, a blank or repeated heading, no heading at all and other encodings are refused', () => {
    assert.throws(() => readTable(bytes('a,b\n"x,1\n')), /a quoted cell is never closed/)
    assert.throws(() => readTable(bytes('a,,c\n')), /column 2 has no heading/)
    assert.throws(() => readTable(bytes('a,a\n')), /the heading a appears twice/)
    assert.throws(() => readTable(bytes('')), /is empty/)
    assert.throws(() => readTable(Uint8Array.of(97, 10, 0xe9, 10)), /column a, is not UTF-8/)
  })
  test('columns that are not wanted are left out', () => {
    const reader = createTableReader('f', heading => heading === 'b')
    reader.write(bytes('a,b\n1,2\n'))
    const table = reader.finish()
    assert.deepEqual([table.rows, texts(table)], [1, [['2']]])
  })
})

describe('values as fields read them', () => {
  test('each kind has one form, and what cannot be read is empty', () => {
    assert.equal(readValue('date', '1/2/1980'), '1980-02-01')
    assert.equal(readValue('date', 'unknown'), '')
    assert.equal(readValue('list', 'Bob Ray; robert ray|BOB RAY'), 'bob ray|robert ray')
    assert.equal(readValue('nhs', '9434765918'), '')
    assert.equal(readValue('place', '52.28, -1.58'), '52.28,-1.58')
  })
  test('parts are worked out of values', () => {
    assert.deepEqual(derive('year', '1980-02-01'), ['1980'])
    assert.deepEqual(derive('words', 'ann mary ann'), ['ann', 'mary'])
    assert.deepEqual(derive('families', 'zzyzx'), ['zzyzx'])
    assert.deepEqual(derive('first3', 'ab'), [])
    assert.throws(() => derive('colour', 'x'), /there is no derivation colour/)
  })
})

describe('the register', () => {
  test('a missing column, columns of two lengths and a split outside the records are refused', () => {
    const model = madeUpModel()
    const column = (name: string, length: number) => columnOf(name, new Array(length).fill('x'))
    const all = (length: number) => Object.keys(model.fields).map(name => column(name, length))
    assert.throws(() => createRegister(all(2).slice(1), model), /the model needs a column first_name/)
    assert.throws(
      () => createRegister([...all(2).slice(0, 3), column('postcode', 3)], model),
      /postcode has 3 records where first_name has 2/,
    )
    assert.throws(() => createRegister(all(2), model, { split: 3 }), /split must be a whole number from 0 to 2, not 3/)
  })
})
