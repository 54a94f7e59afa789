import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readValue, slug, unitOf } from './values.ts'

test('any number comes back as it was written', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), number => {
      assert.deepEqual(readValue(String(number)), { value: Number(String(number)), marker: null })
    }),
  )
})

test('thousands, pounds, per cent signs and exponents are read', () => {
  assert.deepEqual(
    ['1,234,567.5', '£12', '45.2%', '7.0000000000000007E-2', ' 3 '].map(text => readValue(text)?.value),
    [1234567.5, 12, 45.2, 0.07, 3],
  )
})

test('every sign for a missing number keeps its sign and is never zero', () => {
  const signs = ['x', 'c', 'z', 'k', 'u', 'low', '..', ':', '-', '*', 'NA', '[x]', '[c]', '[low]', '']
  assert.deepEqual(
    signs.map(sign => readValue(sign)),
    ['x', 'c', 'z', 'k', 'u', 'low', '..', ':', '-', '*', 'na', 'x', 'c', 'low', 'blank'].map(marker => ({
      value: null,
      marker,
    })),
  )
})

test('a number with a sign keeps both', () => {
  assert.deepEqual(readValue('12.5 [p]'), { value: 12.5, marker: 'p' })
})

test('what is neither is not read', () => {
  assert.deepEqual(['about 5', '1.2.3', '12,34', '=1+1', '5x', '1e999'].map(readValue), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a key is the same however a heading is spelt', () => {
  assert.equal(slug('  IMD Rank (where 1 is most)'), 'imd_rank_where_1_is_most')
  assert.equal(slug('IMD_Rank where 1 is MOST'), 'imd_rank_where_1_is_most')
})

test('a heading tells its unit where it can', () => {
  assert.deepEqual(
    [
      'Crime_rank',
      'Crime decile',
      'burglary_rate_per_1_000_properties',
      'Rate per 100,000',
      '% of pupils',
      'imd_proportion_of_lsoas',
      'IMD_score',
      'income_numerator',
      'Distance',
    ].map(unitOf),
    ['rank', 'decile', 'per 1,000', 'per 100,000', 'per cent', 'proportion', 'score', 'count', 'other'],
  )
})
