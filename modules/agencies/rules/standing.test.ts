import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubts, standingOf } from './standing.ts'

const now = new Date('2026-11-21T09:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const working = {
  active: true,
  began_at: daysAgo(400),
  first_sign_in_at: daysAgo(399),
  last_sign_in_at: daysAgo(2),
  sponsorLeft: false,
  roles: 1,
}
const invited = { ...working, began_at: daysAgo(3), first_sign_in_at: null, last_sign_in_at: null }

test('seen 90 days ago is still working, a moment longer is quiet', () => {
  assert.equal(standingOf({ ...working, last_sign_in_at: daysAgo(90) }, now), 'working')
  assert.equal(standingOf({ ...working, last_sign_in_at: daysAgo(90.01) }, now), 'quiet')
})

test('whoever never signed in is invited, and whoever was stopped has left, even if seen today', () => {
  assert.equal(standingOf(invited, now), 'invited')
  assert.equal(standingOf({ ...working, active: false, last_sign_in_at: now }, now), 'left')
})

test('nothing is amiss with somebody who works', () => assert.deepEqual(doubts(working, now), []))

test('an invitation is questioned after 7 days, not before', () => {
  assert.deepEqual(doubts(invited, now), [])
  assert.deepEqual(doubts({ ...invited, began_at: daysAgo(8) }, now), [
    'Was invited more than 7 days ago and has not come',
  ])
})

test('a sponsor who left, a missing role and a long silence are each named', () => {
  const all = doubts({ ...working, sponsorLeft: true, roles: 0, last_sign_in_at: daysAgo(100) }, now)
  assert.equal(all.length, 3)
})

test('nobody who left is questioned again', () => {
  assert.deepEqual(doubts({ ...working, active: false, sponsorLeft: true, roles: 0 }, now), [])
})
