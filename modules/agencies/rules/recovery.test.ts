import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayDecide, type RecoveryDates, recoveryState } from './recovery.ts'

const asked: RecoveryDates = {
  asked_at: new Date('2026-11-02T09:00:00Z'),
  decided_at: null,
  agreed: null,
  done_at: null,
}
const decided = { ...asked, decided_at: new Date('2026-11-03T09:00:00Z') }
const at = (iso: string): Date => new Date(iso)

test('a request waits for three days and then lapses', () => {
  assert.equal(recoveryState(asked, at('2026-11-05T09:00:00Z')), 'waiting')
  assert.equal(recoveryState(asked, at('2026-11-05T09:00:01Z')), 'lapsed')
})

test('once agreed to it must be used within a day', () => {
  const agreed = { ...decided, agreed: true }
  assert.equal(recoveryState(agreed, at('2026-11-04T09:00:00Z')), 'agreed')
  assert.equal(recoveryState(agreed, at('2026-11-04T09:00:01Z')), 'lapsed')
})

test('refused stays refused and done stays done, however long ago', () => {
  assert.equal(recoveryState({ ...decided, agreed: false }, at('2027-11-02T09:00:00Z')), 'refused')
  const done = { ...decided, agreed: true, done_at: at('2026-11-03T10:00:00Z') }
  assert.equal(recoveryState(done, at('2027-11-02T09:00:00Z')), 'done')
})

const asking = { account: 'amara', agency: 'lantern-house', sponsor: 'bertil' }

test('the sponsor decides, wherever they work and whatever their role', () => {
  assert.equal(mayDecide({ id: 'bertil', agency: 'council', administrator: false }, asking), true)
})

test('an administrator decides for their own agency and not for another', () => {
  assert.equal(mayDecide({ id: 'cleo', agency: 'lantern-house', administrator: true }, asking), true)
  assert.equal(mayDecide({ id: 'cleo', agency: 'council', administrator: true }, asking), false)
  assert.equal(mayDecide({ id: 'cleo', agency: 'lantern-house', administrator: false }, asking), false)
})

test('nobody decides about themselves, not even as administrator or as their own sponsor', () => {
  assert.equal(mayDecide({ id: 'amara', agency: 'lantern-house', administrator: true }, asking), false)
  assert.equal(mayDecide({ id: 'amara', agency: 'x', administrator: true }, { ...asking, sponsor: 'amara' }), false)
})
