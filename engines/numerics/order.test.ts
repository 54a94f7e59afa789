import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { argsort, mean, prefixSums, quantile, quantileSorted, random, ranks, sum, variance } from '#engines/numerics'

const numbers = (minLength = 0) => fc.array(fc.double({ noNaN: true }), { minLength, maxLength: 300 })

test('sum keeps the 2 that plain addition loses: 1e100 + 1 - 1e100 + 1 = 2', () => {
  assert.equal(sum([1, 1e100, 1, -1e100]), 2)
})
test('ten tenths are exactly 1', () => assert.equal(sum(new Float64Array(10).fill(0.1)), 1))
test('the sum of nothing is 0, and of an infinity is that infinity', () => {
  assert.equal(sum([]), 0)
  assert.equal(sum([1, Infinity]), Infinity)
})
test('variance of 1, 2, 3, 4 is 5/3 even a million million away', () => {
  assert.equal(variance([1e12 + 1, 1e12 + 2, 1e12 + 3, 1e12 + 4]), 5 / 3)
})
test('prefix sums of 3, 1, 4 are 0, 3, 4, 8', () => assert.deepEqual([...prefixSums([3, 1, 4])], [0, 3, 4, 8]))

test('the median of 1, 2, 3, 10 is 2.5 and the quartile 1.75, as R gives', () => {
  assert.equal(quantile([10, 1, 3, 2], 0.5), 2.5)
  assert.equal(quantile([10, 1, 3, 2], 0.25), 1.75)
})
test('quantiles 0 and 1 are the least and greatest', () => {
  fc.assert(
    fc.property(numbers(1), values => {
      assert.equal(quantile(values, 0) + 0, Math.min(...values) + 0)
      assert.equal(quantile(values, 1) + 0, Math.max(...values) + 0)
    }),
  )
})
test('a quantile never falls as p rises', () => {
  const finite = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(finite, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
      assert.ok(quantile(values, p / 2) <= quantile(values, p))
    }),
  )
})

test('argsort orders like a comparison sort, ties in their first order, for short lists', () => {
  fc.assert(fc.property(numbers(), values => assert.deepEqual([...argsort(values)], byComparison(values))))
})
test('argsort orders 5,000 numbers of every size and sign like a comparison sort', () => {
  const source = random(4)
  const values = Array.from({ length: 5000 }, (_, i) =>
    i % 7 === 0 ? source.integer(5) - 2 : source.normal() * 10 ** (source.integer(600) - 300),
  )
  values.push(0, -0, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE)
  assert.deepEqual([...argsort(values)], byComparison(values))
})
function byComparison(values: number[]): number[] {
  const order = Array.from(values, (_, i) => i)
  return order.sort((i, j) => (values[i] < values[j] ? -1 : values[i] > values[j] ? 1 : i - j))
}

test('argsort leaves its input as it was', () => {
  const values = Float64Array.from({ length: 300 }, (_, i) => -i)
  argsort(values)
  assert.equal(values[299], -299)
})

test('ranks of 10, 20, 20, 5 are 2, 3.5, 3.5, 1', () => assert.deepEqual([...ranks([10, 20, 20, 5])], [2, 3.5, 3.5, 1]))
test('ranks always add to n (n + 1) / 2', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), values => {
      assert.equal(sum(ranks(values)), (values.length * (values.length + 1)) / 2)
    }),
  )
})

test('bad input is refused by name', () => {
  assert.throws(() => mean([]), /values must hold at least one number/)
  assert.throws(() => variance([1]), /values must hold at least two numbers/)
  assert.throws(() => quantile([1, Number.NaN], 0.5), /values must be numbers, got NaN/)
  assert.throws(() => quantileSorted([], 0.5), /sorted must hold at least one number/)
  assert.throws(() => quantile([1], -0.1), /p must be between 0 and 1, got -0.1/)
  assert.throws(() => argsort([1, Number.NaN]), /values\[1\] must be a number, got NaN/)
})
