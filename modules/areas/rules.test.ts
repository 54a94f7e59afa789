import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endYear, newestUpTo, residentsOf2021 } from './rules.ts'

test('a period ends in its last year, written short or long', () => {
  assert.deepEqual(['2025', '2023-24', '2023/24', 'mid-2020', '2014-16', 'unknown'].map(endYear), [
    2025,
    2024,
    2024,
    2020,
    2016,
    undefined,
  ])
})

test('of 2019, 2025 and 2023-24 the newest up to 2024 is 2023-24', () => {
  assert.equal(newestUpTo(['2019', '2025', '2023-24'], 2024), '2023-24')
  assert.equal(newestUpTo(['2025'], 2024), undefined)
})

test('an unchanged area keeps its own count', () => {
  assert.deepEqual(
    residentsOf2021(new Map([['E1', 1500]]), new Map(), [{ code: 'E1', into: 'E1', change: 'U' }], new Map()).get('E1'),
    { people: 1500, basis: 'counted' },
  )
})

test('two areas that merged add up', () => {
  const links = [
    { code: 'A', into: 'N', change: 'M' as const },
    { code: 'B', into: 'N', change: 'M' as const },
  ]
  assert.deepEqual(
    residentsOf2021(
      new Map(),
      new Map([
        ['A', 900],
        ['B', 600],
      ]),
      links,
      new Map(),
    ).get('N'),
    { people: 1500, basis: 'merged' },
  )
})

test('an area that was split is divided by households, 300 to 100', () => {
  const links = [
    { code: 'A', into: 'N', change: 'S' as const },
    { code: 'A', into: 'O', change: 'S' as const },
  ]
  const residents = residentsOf2021(
    new Map(),
    new Map([['A', 2000]]),
    links,
    new Map([
      ['N', 300],
      ['O', 100],
    ]),
  )
  assert.deepEqual(
    [residents.get('N'), residents.get('O')],
    [
      { people: 1500, basis: 'split' },
      { people: 500, basis: 'split' },
    ],
  )
})

test('a split without households, and an irregular change, are left out and never guessed', () => {
  const links = [
    { code: 'A', into: 'N', change: 'S' as const },
    { code: 'B', into: 'M', change: 'X' as const },
  ]
  assert.equal(
    residentsOf2021(
      new Map(),
      new Map([
        ['A', 2000],
        ['B', 900],
      ]),
      links,
      new Map(),
    ).size,
    0,
  )
})
