import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { publish } from './disclosure.ts'
import {
  daysIn,
  expiryOf,
  impliedPopulation,
  lastDayOf,
  longestExtension,
  monthsBetween,
  quarterOf,
  ratePer100000,
  stateOf,
} from './rules.ts'

test('38 and 47 offences at the printed 6.5 and 8.0 per 100,000 imply the same population of about 585,000 to 588,000', () => {
  const before = impliedPopulation(38, 6.5, 1)
  const after = impliedPopulation(47, 8, 1)
  assert.ok(before.low < 588_000 && before.high > 585_000)
  assert.ok(after.low < 588_000 && after.high > 585_000)
  assert.equal(Math.round(ratePer100000(38, 586_000).rate * 10) / 10, 6.5)
  assert.equal(Math.round(ratePer100000(47, 586_000).rate * 10) / 10, 8)
})

test('a rate of 0 offences has an interval from 0 to 3.69 events scaled', () => {
  const { rate, low, high } = ratePer100000(0, 100_000)
  assert.deepEqual([rate, low, Math.round(high * 100) / 100], [0, 0, 3.69])
})

test('a longer period at the same count is a lower yearly rate', () => {
  assert.equal(ratePer100000(30, 100_000, 3).rate, ratePer100000(10, 100_000, 1).rate)
})

test('a population of 0 is refused by name', () => {
  assert.throws(() => ratePer100000(1, 0), /population/)
})

test('months run over the end of a year, and February 2024 has 29 days', () => {
  assert.deepEqual(monthsBetween('2023-11', '2024-02'), ['2023-11', '2023-12', '2024-01', '2024-02'])
  assert.equal(daysIn('2024-02'), 29)
  assert.equal(quarterOf('2025-09'), '2025 Q3')
})

test('a tension of today expires after 42 days, an older one after 14', () => {
  assert.equal(expiryOf('2026-01-01', 'today'), '2026-02-12')
  assert.equal(expiryOf('2026-01-01', 'older'), '2026-01-15')
})

test('no order of events leads anywhere but one of four states, and a withdrawal always wins', () => {
  const event = fc.constantFrom('reported', 'amended', 'read', 'extended', 'withdrawn', 'closed')
  fc.assert(
    fc.property(fc.array(event), names => {
      const events = names.map(name => ({ event: name, at: new Date(0) }) as const)
      const state = stateOf(events, '2026-02-01', '2026-01-01')
      assert.ok(['open', 'withdrawn', 'closed'].includes(state))
      assert.equal(state === 'withdrawn', names.includes('withdrawn'))
    }),
  )
})

test('an extension only ever lengthens: the last day is the latest of all that were given', () => {
  const days = fc.constantFrom('2026-01-10', '2026-02-10', '2026-03-10')
  fc.assert(
    fc.property(fc.array(days), untils => {
      const events = untils.map(until => ({ event: 'extended', at: new Date(0), until }) as const)
      const last = lastDayOf(events, '2026-02-01')
      assert.equal(last, ['2026-02-01', ...untils].sort().at(-1))
      assert.equal(stateOf(events, '2026-02-01', last), 'open')
      assert.equal(stateOf(events, '2026-02-01', '2026-12-01'), 'expired')
    }),
  )
})

test('a report can be made to count for six weeks from 1 January, to 12 February', () => {
  assert.equal(longestExtension('2026-01-01'), '2026-02-12')
})

test('a published cell is the same however often it is asked for, never below 5 as a number, and at most 2 away', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 100_000 }), (count, keySum) => {
      const first = publish({ count, keySum })
      assert.deepEqual(publish({ count, keySum }), first)
      if (first.value !== null && count > 0) assert.ok(first.value >= 5 && Math.abs(first.value - count) <= 2)
    }),
  )
})

test('over all 256 keys the noise of a large cell has mean 0', () => {
  const total = Array.from({ length: 256 }, (_, keySum) => publish({ count: 100, keySum }).value ?? 0).reduce(
    (a, b) => a + b,
  )
  assert.equal(total, 25_600)
})

test('no count from 1 to 4 is shown as a number, whatever its key', () => {
  const every = [1, 2, 3, 4].flatMap(count =>
    Array.from({ length: 256 }, (_, keySum) => publish({ count, keySum }).shown),
  )
  assert.deepEqual([...new Set(every)], ['fewer than 5'])
})

test('no count of 5 or more is called fewer than 5: with every key, 5 is shown as 5, 6 or 7', () => {
  const every = Array.from({ length: 256 }, (_, keySum) => publish({ count: 5, keySum }).value)
  assert.deepEqual([...new Set(every)].sort(), [5, 6, 7])
})
