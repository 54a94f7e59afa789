import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { countRange, lowerBound, rateRatio, rateWithRange } from './poisson.ts'

const rounded = (values: readonly number[], decimals: number) => values.map(value => Number(value.toFixed(decimals)))

describe('the 95% range of a count', () => {
  test('0 events: 0 to 3.689 (Garwood)', () => assert.deepEqual(rounded(countRange(0), 3), [0, 3.689]))
  test('1 event: 0.0253 to 5.572 (Garwood)', () => assert.deepEqual(rounded(countRange(1), 3), [0.025, 5.572]))
  test('5 events: 1.623 to 11.668 (Garwood)', () => assert.deepEqual(rounded(countRange(5), 3), [1.623, 11.668]))
  test('9 events: 4.115 to 17.085 (Garwood)', () => assert.deepEqual(rounded(countRange(9), 3), [4.115, 17.085]))
  test('10 events: exact limits are 4.795 and 18.390, Byar comes within 0.02', () => {
    const [low, high] = countRange(10)
    assert.ok(Math.abs(low - 4.795) < 0.02 && Math.abs(high - 18.39) < 0.02)
  })
  test('100 events: exact limits are 81.36 and 121.63, Byar comes within 0.01', () => {
    const [low, high] = countRange(100)
    assert.ok(Math.abs(low - 81.36) < 0.01 && Math.abs(high - 121.63) < 0.01)
  })
  test('the range always holds the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), count => {
        const [low, high] = countRange(count)
        return low <= count && count < high
      }),
    )
  })
  test('2.5 events are refused', () => assert.throws(() => countRange(2.5), /whole number from 0, not 2.5/))
  test('a bolder point gives a lower bound', () => assert.ok(lowerBound(50, 3.43) < countRange(50)[0]))
})

describe('rates', () => {
  test('290 among 586,000 people is 49.5 per 100,000, likely 44.0 to 55.5', () => {
    const { rate, low, high } = rateWithRange(290, 586_000, 100_000)
    assert.deepEqual(rounded([rate, low, high], 1), [49.5, 44, 55.5])
  })
  test('4,380 in 2.94 million is 3.0 times 290 in 586,000, likely 2.7 to 3.4', () => {
    const ratio = rateRatio({ count: 4380, population: 2_940_000 }, { count: 290, population: 586_000 })
    assert.deepEqual(rounded([ratio?.ratio ?? 0, ratio?.low ?? 0, ratio?.high ?? 0], 1), [3, 2.7, 3.4])
  })
  test('no ratio to a count of 0', () =>
    assert.equal(rateRatio({ count: 4, population: 10 }, { count: 0, population: 10 }), undefined))
  test('a population of 0 is refused', () => assert.throws(() => rateWithRange(1, 0, 1000), /above 0/))
})
