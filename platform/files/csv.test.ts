import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { memoryFile, readAll } from '../testing/memory-file.ts'
import { type CsvOptions, csvHeader, csvRows, isRow } from './csv.ts'
import type { SourceFile } from './types.ts'

const wanted = { required: ['Month', 'LSOA code'], optional: ['Place'] }

async function read(text: string, options: Partial<CsvOptions> = {}) {
  const { items, notes } = await readAll(note => csvRows(memoryFile('a.csv', text), { ...wanted, ...options, note }))
  const rows = items.map(row =>
    isRow(row) ? [row.line, row.get('Month'), row.get('LSOA code'), row.get('Place')] : row,
  )
  return { rows, notes }
}

test('columns are found whatever their order, case, spacing and underscores', async () => {
  const { rows } = await read('lsoa_code, MONTH ,Other\nE01000001,2025-01,x\n')
  assert.deepEqual(rows, [[2, '2025-01', 'E01000001', '']])
})

test('a missing column is named, with the columns that were found', async () => {
  await assert.rejects(
    read('Month,Place\n2025-01,here\n'),
    /^Error: a\.csv: the column "LSOA code" is missing\. The first line has "Month", "Place"\. The first line should hold/,
  )
})

test('a wrong file is named when its header is known', async () => {
  const otherKind = (header: readonly string[]) => (header.includes('Outcome') ? 'an outcomes file' : undefined)
  await assert.rejects(read('Month,Outcome\n', { otherKind }), /This looks like an outcomes file\. Import it as that\./)
})

test('an alias stands for a column', async () => {
  const { rows } = await read('Month,LSOA21CD\n2025-01,E01000001\n', { aliases: { 'LSOA code': ['LSOA21CD'] } })
  assert.deepEqual(rows, [[2, '2025-01', 'E01000001', '']])
})

test('a wanted column that is there twice is refused', async () => {
  await assert.rejects(read('Month,LSOA code,Month\n'), /the column "month" is there twice/)
})

test('semicolons and tabs between columns are refused with a sentence', async () => {
  await assert.rejects(read('Month;LSOA code\n2025-01;E01000001\n'), /separated by semicolons, not commas/)
  await assert.rejects(read('Month\tLSOA code\n'), /separated by tabs, not commas/)
})

test('a row with a cell too few or too many is rejected with its line and its text', async () => {
  const { rows } = await read('Month,LSOA code\n2025-01\n2025-01,E01000001\n2025-01,E01000001,x\n')
  assert.deepEqual(rows, [
    { line: 2, column: 'whole row', reason: 'This row has 1 cells where the first line has 2.', text: '2025-01' },
    [3, '2025-01', 'E01000001', ''],
    {
      line: 4,
      column: 'whole row',
      reason: 'This row has 3 cells where the first line has 2.',
      text: '2025-01,E01000001,x',
    },
  ])
})

test('rows of nothing but commas are left out, and counted in a note', async () => {
  const { rows, notes } = await read('Month,LSOA code\n2025-01,E01000001\n,\n ,\n')
  assert.equal(rows.length, 1)
  assert.deepEqual(notes, ['a.csv: 2 blank rows were left out.'])
})

test('a file cut in half is read to the cut, its last row rejected, and the cut noted', async () => {
  const { rows, notes } = await read('Month,LSOA code\n2025-01,E01000001\n2025-0')
  assert.equal(rows.length, 2)
  assert.deepEqual(rows[1], {
    line: 3,
    column: 'whole row',
    reason: 'This row has 1 cells where the first line has 2.',
    text: '2025-0',
  })
  assert.match(notes[0] ?? '', /does not end with a line end\. If it was cut short, its last row may be incomplete/)
})

test('more rows than the limit are refused', async () => {
  await assert.rejects(read('Month,LSOA code\n1,2\n3,4\n', { maxRows: 1 }), /it has more than 1 rows/)
})

test('a file of only spaces is refused, not taken for an empty table', async () => {
  await assert.rejects(read('\n\n'), /there is no text in it/)
})

test('the header alone can be asked for', async () => {
  assert.deepEqual(await csvHeader(memoryFile('a.csv', '"One, two",Three\n1,2\n')), ['One, two', 'Three'])
})

test('200,000 rows are streamed with the memory of a few pieces', async () => {
  const row = `2025-01,E01000001,${'x'.repeat(200)}\n`
  const endless: SourceFile = {
    name: 'large.csv',
    async *bytes() {
      yield Buffer.from('Month,LSOA code,Place\n')
      for (let piece = 0; piece < 800; piece++) yield Buffer.from(row.repeat(250))
    },
  }
  const before = heapAfterCollection()
  let rows = 0
  let most = 0
  for await (const _ of csvRows(endless, { ...wanted, note: () => undefined })) {
    rows += 1
    if (rows % 50_000 === 0) most = Math.max(most, heapAfterCollection() - before)
  }
  assert.equal(rows, 200_000)
  assert.ok(most < 8_000_000, `the heap grew by ${most} bytes; the file has 44,000,000`)
})

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
