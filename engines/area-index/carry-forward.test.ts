import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AreaLink, type ChangeFlag, carryForward } from '#engines/area-index'

const link = (from: string, to: string, flag: ChangeFlag, population?: number): AreaLink => ({
  from,
  to,
  flag,
  population,
})
const [A, B, C, D] = ['E01000001', 'E01000002', 'E01000003', 'E01000004']
const [P, Q, R, S] = ['E01030001', 'E01030002', 'E01030003', 'E01030004']

const unchanged = { from: [A], to: [A], links: [link(A, A, 'U')] }
const split = { from: [A], to: [P, Q], links: [link(A, P, 'S', 900), link(A, Q, 'S', 600)] }
const merged = { from: [A, B], to: [R], links: [link(A, R, 'M', 1000), link(B, R, 'M', 500)] }

test('an unchanged area keeps its value as its own', () => {
  const carried = carryForward([7], 'level', unchanged)
  assert.deepEqual([carried.values[0], carried.flags[0], carried.own[0]], [7, 'U', 1])
})

test('30 events of a split area are shared 18 to 12 by 900 and 600 people', () => {
  assert.deepEqual([...carryForward([30], 'amount', split).values], [18, 12])
})

test('a split area’s score passes to both parts, marked as not their own', () => {
  const carried = carryForward([8], 'level', split)
  assert.deepEqual([...carried.values], [8, 8])
  assert.deepEqual([...carried.own], [0, 0])
})

test('scores 9 and 6 merge to 8 when 1,000 people lived in the first and 500 in the second, not to 7.5', () => {
  assert.deepEqual([...carryForward([9, 6], 'level', merged).values], [8])
})

test('events of merged areas add up', () => assert.deepEqual([...carryForward([4, 5], 'amount', merged).values], [9]))

test('a merged score without populations is refused, not averaged', () => {
  const bare = { ...merged, links: [link(A, R, 'M'), link(B, R, 'M')] }
  assert.throws(() => carryForward([9, 6], 'level', bare), /population for E01000001 to E01030003: a value is never/)
})

test('a missing value makes what it flows into missing', () => {
  assert.deepEqual([...carryForward([Number.NaN, 6], 'level', merged).values], [Number.NaN])
})

test('a new area that nothing links to is missing', () => {
  const carried = carryForward([7], 'level', { ...unchanged, to: [A, S] })
  assert.deepEqual([carried.values[1], carried.flags[1]], [Number.NaN, undefined])
})

test('however boundaries are tangled, no event is lost or made: amounts keep their total', () => {
  const people = fc.integer({ min: 0, max: 2000 })
  fc.assert(
    fc.property(
      fc.array(people, { minLength: 12, maxLength: 12 }),
      fc.array(people, { minLength: 3, maxLength: 3 }),
      (overlaps, counts) => {
        const from = [A, B, C]
        const to = [P, Q, R, S]
        const links = from.flatMap((start, i) => to.map((end, j) => link(start, end, 'X', 1 + overlaps[4 * i + j])))
        const { values } = carryForward(counts, 'amount', { from, to, links })
        const total = values.reduce((sum, value) => sum + value, 0)
        assert.ok(Math.abs(total - counts.reduce((sum, count) => sum + count, 0)) < 1e-6)
      },
    ),
  )
})

test('levels never leave the range of the levels they came from', () => {
  const people = fc.integer({ min: 1, max: 2000 })
  fc.assert(
    fc.property(
      people,
      people,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      (first, second, a, b) => {
        const map = { ...merged, links: [link(A, R, 'M', first), link(B, R, 'M', second)] }
        const [value] = carryForward([a, b], 'level', map).values
        assert.ok(value >= Math.min(a, b) - 1e-9 && value <= Math.max(a, b) + 1e-9)
      },
    ),
  )
})

test('areas are matched by code, never by name', () => {
  const named = { from: ['Thurlaston'], to: ['Thurlaston'], links: [link('Thurlaston', 'Thurlaston', 'U')] }
  assert.throws(
    () => carryForward([1], 'level', named),
    /from\[0\] must be an area code such as E01000001, got "Thurlaston"/,
  )
})

test('bad input is refused by name', () => {
  assert.throws(() => carryForward([1, 2], 'level', unchanged), /values must hold 1 values, got 2/)
  assert.throws(() => carryForward([1, 2], 'level', { ...unchanged, from: [A, A] }), /from must not repeat a code/)
  assert.throws(
    () => carryForward([1], 'level', { ...unchanged, links: [link(D, A, 'U')] }),
    /links name E01000004, which is not in from/,
  )
  assert.throws(
    () => carryForward([1], 'level', { ...split, links: [link(A, P, 'U'), link(A, Q, 'U')] }),
    /flag E01000001 to E01030001 as U, but the old area goes to 2/,
  )
  assert.throws(
    () => carryForward([1], 'level', { ...unchanged, links: [link(A, A, 'U', -1)] }),
    /population of E01000001 to E01000001 must be 0 or more/,
  )
  assert.throws(
    () => carryForward([1], 'amount', { ...split, links: [link(A, P, 'S', 0), link(A, Q, 'S', 0)] }),
    /at least one person in some overlap/,
  )
})
