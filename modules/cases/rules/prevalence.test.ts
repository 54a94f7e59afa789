import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { prevalenceOf, shownBefore, wilson } from './prevalence.ts'

describe('how common a strength or risk was', () => {
  test('8 of 23 is 35 %, from 19 % to 55 %', () => {
    const { low, high } = wilson(8, 23)
    assert.deepEqual([Math.round(low), Math.round(high)], [19, 55])
  })
  test('of nine assessments nothing is shown at all', () => {
    assert.deepEqual(
      prevalenceOf(
        [
          { factor: '', n: 9 },
          { factor: 'a', n: 6 },
        ],
        ['a'],
      ),
      { of: undefined, list: [] },
    )
  })
  test('seen in four of 23, or not seen in four of 23, it is kept back; seen in five it is shown', () => {
    const tallies = [
      { factor: '', n: 23 },
      { factor: 'few', n: 4 },
      { factor: 'most', n: 19 },
      { factor: 'five', n: 5 },
    ]
    const { of, list } = prevalenceOf(tallies, ['few', 'most', 'five'])
    assert.equal(of, 23)
    assert.deepEqual(
      list.map(({ factor, share }) => [factor, share?.n]),
      [
        ['five', 5],
        ['few', undefined],
        ['most', undefined],
      ],
    )
  })
  test('only quarters that are over are shown, and only once ten more assessments were counted: 8 and then 3 are shown together', () => {
    const counted = [
      { month: '2026-02-01', n: 8 },
      { month: '2026-05-01', n: 3 },
      { month: '2026-07-01', n: 9 },
      { month: '2026-10-01', n: 40 },
    ]
    assert.equal(shownBefore(counted, '2026-06-30'), undefined)
    assert.equal(shownBefore(counted, '2026-07-01'), '2026-07-01')
    assert.equal(shownBefore(counted, '2026-12-31'), '2026-07-01')
    assert.equal(shownBefore(counted, '2027-01-01'), '2027-01-01')
  })
  test('a count above what it is of is refused', () => {
    assert.throws(() => wilson(24, 23), /0 <= n <= of/)
  })
})
