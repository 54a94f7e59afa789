import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isSeasonal, seasonLimits, studentThree } from './season.ts'
import { loadedPoints } from './spc.ts'
import { monthNumber } from './words.ts'

/** Months from January 2023 (2024 is a leap year) with these counts. */
function counted(counts: readonly (number | null)[]) {
  return loadedPoints(
    counts.map((count, index) => ({
      month: `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      count,
    })),
  )
}

const year = [31, 57, 93, 120, 155, 180, 186, 155, 120, 93, 60, 31]
const january2025 = monthNumber('2025-01')

describe('limits by the month of the year', () => {
  const limits = seasonLimits(counted([...year, ...year]))
  test('Januarys of 31 in 31 days: 1 a day is usual', () => assert.equal(limits?.usual(january2025), 1))
  test('Februarys of 57 in 28 and in 29 days: 2 a day is usual', () => assert.equal(limits?.usual(january2025 + 1), 2))
  test('the line of January is 1 + 3 sqrt(1 (1 / 31 + 1 / 62)) = 1.6599', () =>
    assert.equal(limits?.upper(january2025).toFixed(4), '1.6599'))
  test('months that are all as usual are not uneven', () => assert.equal(limits?.method, 'season'))
  test('what comes after the baseline changes nothing', () => {
    const later = counted([...year, ...year, ...year.map(count => count * 9)]).slice(0, 24)
    assert.equal(seasonLimits(later)?.upper(january2025), limits?.upper(january2025))
  })
  test('years that differ more than chance: wider by the root of X^2 / 12, and by Student', () => {
    const points = counted([...year.map(count => count + 30), ...year.map(count => Math.max(count - 30, 1))])
    const uneven = seasonLimits(points)
    assert.equal(uneven?.method, 'uneven season')
    assert.ok(isSeasonal({ method: 'uneven season' }))
    assert.ok((uneven?.upper(january2025) ?? 0) > 2 * (limits?.upper(january2025) ?? 0))
  })
})

describe('no season is told', () => {
  test('from 23 months', () => assert.equal(seasonLimits(counted([...year, ...year].slice(0, 23))), undefined))
  test('where a month of one year has no file', () =>
    assert.equal(seasonLimits(counted([...year, null, ...year.slice(1)])), undefined))
  test('where a month of the year has 39 events in all', () =>
    assert.equal(seasonLimits(counted([20, ...year.slice(1), 19, ...year.slice(1)])), undefined))
})

test('with 12 degrees Student passes 3.764 as seldom as a normal variable passes 3', () =>
  assert.ok(Math.abs(studentThree(12) - 3.764) < 0.005))
