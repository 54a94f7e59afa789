import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { prevalenceOf, wilson } from './prevalence.ts'

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
  test('a count above what it is of is refused', () => {
    assert.throws(() => wilson(24, 23), /0 <= n <= of/)
  })
})
