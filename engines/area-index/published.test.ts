import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { publishedTable } from '#engines/area-index'

const YEARS = ['2017-18', '2018-19', '2019-20']
const row = (area: string, scores: number[], printedAverage?: number, printedChange?: number) => ({
  area,
  scores,
  printedAverage,
  printedChange,
})

// Tables 1 and 2 of the 2022 strategy, as printed.
const TABLE_1 = [
  row('Bar Pool North & Crescents', [10, 10, 10], 10),
  row('Camp Hill Village & West', [10, 10, 10], 10),
  row('Mancetter South & Ridge Lane', [10, 10, 10], 10),
  row('Kingswood Grove Farm & Rural', [10, 9, 10], 9.67),
  row('Atherstone Central - Centre', [9, 9, 10], 9.33),
  row('Hill Top', [10, 9, 9], 9.33),
  row('Lillington East', [10, 9, 9], 9.33),
  row('Middlemarch & Swimming Pool', [10, 9, 9], 9.33),
  row('Bede Bedworth Town Centre', [9, 8, 9], 9),
]
const TABLE_2 = [
  row('Thurlaston', [1, 3, 6], undefined, 5),
  row('Crown North East', [3, 4, 6], undefined, 3),
  row('Southam North', [4, 5, 7], undefined, 3),
  row('St Nicholas East & The Long Shoot', [5, 5, 8], undefined, 3),
  row('Weddington South West & River', [3, 5, 6], undefined, 3),
  row('Weddington North', [4, 5, 7], undefined, 3),
]

test('Table 1 is recomputed to two decimals: eight averages as printed', () => {
  const { rows } = publishedTable(YEARS, TABLE_1)
  assert.deepEqual(
    rows.slice(0, 8).map(result => result.averageText),
    ['10.00', '10.00', '10.00', '9.67', '9.33', '9.33', '9.33', '9.33'],
  )
})

test('the ninth is a misprint: Bede is printed 9.00, its scores 9, 8, 9 give 8.67', () => {
  assert.deepEqual(publishedTable(YEARS, TABLE_1).discrepancies, [
    { area: 'Bede Bedworth Town Centre', figure: 'average', printed: 9, computed: 8.67 },
  ])
})

test('Table 2: all six rises of 3 or more are found, Thurlaston’s is 5, and every printed change agrees', () => {
  const { rises, discrepancies } = publishedTable(YEARS, TABLE_2)
  assert.deepEqual(
    rises.map(result => result.change),
    [5, 3, 3, 3, 3, 3],
  )
  assert.deepEqual(discrepancies, [])
})

test('a flat middle year does not hide a rise: 5, 5, 8 is a rise of 3', () => {
  assert.equal(publishedTable(YEARS, [row('St Nicholas East', [5, 5, 8])]).rises.length, 1)
})

test('no area of Table 1 rose by 3', () => assert.deepEqual(publishedTable(YEARS, TABLE_1).rises, []))

test('an exact half rounds up: the mean of 1.00 and 1.01 is 1.01', () => {
  assert.equal(publishedTable(['a', 'b'], [row('x', [1, 1.01])]).rows[0].averageText, '1.01')
})

test('the average is within half a hundredth of the mean, whatever the scores', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 }), scores => {
      const { rows } = publishedTable(scores.map(String), [row('x', scores)])
      const mean = scores.reduce((total, score) => total + score, 0) / scores.length
      assert.ok(Math.abs(rows[0].average - mean) <= 0.005 + 1e-9)
    }),
  )
})

test('bad input is refused by name', () => {
  assert.throws(() => publishedTable([], []), /years must hold at least one year/)
  assert.throws(() => publishedTable(YEARS, [row('Hill Top', [1, 2])]), /Hill Top must have 3 scores, got 2/)
  assert.throws(() => publishedTable(['a'], [row('Hill Top', [1.005])]), /at most two decimals, got 1.005/)
  assert.throws(() => publishedTable(['a'], [], 0), /rise must be above 0, got 0/)
})
