import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type ActionEvent, allowedNow, type EventName, events, isOverdue, progressOf, timeliness } from './rules.ts'

const states = ['proposed', 'accepted', 'started', 'done', 'verified', 'declined', 'withdrawn']
const happened = (...names: readonly EventName[]): ActionEvent[] =>
  names.map((event, at) => ({
    event,
    at: new Date(Date.UTC(2026, 0, 1 + at)),
    due: event === 'proposed' ? '2026-02-01' : event === 'moved' ? '2026-03-01' : null,
  }))
const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 12 }).map(names => happened(...names))
const day = (at: Date): string => at.toISOString().slice(0, 10)
const everyone = { isOwner: false, manages: true, runsGroup: true }
const owner = { isOwner: true, manages: false, runsGroup: false }

describe('where an action stands', () => {
  test('no order of events leads to a state that has no name', () => {
    fc.assert(fc.property(anyEvents, list => states.includes(progressOf(list).state)))
  })

  test('the order in which events arrive does not matter, only the order in which they happened', () => {
    fc.assert(
      fc.property(
        anyEvents.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, mixed]) => {
          assert.deepEqual(progressOf(mixed), progressOf(list))
        },
      ),
    )
  })

  test('what was declined, withdrawn or checked stays so, whatever is written afterwards', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (first, more) => {
        const { state } = progressOf(first)
        fc.pre(state === 'declined' || state === 'withdrawn' || state === 'verified')
        const later = more.map(it => ({ ...it, at: new Date(it.at.getTime() + 10 ** 12) }))
        return progressOf([...first, ...later]).state === state
      }),
    )
  })

  test('it has a time of being done exactly while it stands as done', () => {
    fc.assert(
      fc.property(anyEvents, list => {
        const { state, doneAt } = progressOf(list)
        return (doneAt !== null) === (state === 'done' || state === 'verified')
      }),
    )
  })

  test('proposed, accepted, done and checked', () =>
    assert.equal(progressOf(happened('proposed', 'accepted', 'done', 'verified')).state, 'verified'))
  test('nothing is done that nobody accepted', () =>
    assert.equal(progressOf(happened('proposed', 'done', 'verified')).state, 'proposed'))
  test('one that is sent back is under way again', () =>
    assert.equal(progressOf(happened('proposed', 'accepted', 'done', 'sent back')).state, 'started'))
  test('its day is the one that was set last, and does not move once it is done', () => {
    assert.equal(progressOf(happened('proposed', 'moved')).due, '2026-03-01')
    assert.equal(progressOf(happened('proposed', 'accepted', 'done', 'moved')).due, '2026-02-01')
  })
})

describe('late', () => {
  test('on its day it is not late, and the day after it is', () => {
    const progress = progressOf(happened('proposed', 'accepted'))
    assert.deepEqual([isOverdue(progress, '2026-02-01'), isOverdue(progress, '2026-02-02')], [false, true])
  })
  test('what is done, declined or withdrawn is never late', () => {
    const ended = [
      happened('proposed', 'accepted', 'done'),
      happened('proposed', 'declined'),
      happened('proposed', 'withdrawn'),
    ]
    assert.deepEqual(
      ended.map(list => isOverdue(progressOf(list), '2099-01-01')),
      [false, false, false],
    )
  })
})

describe('what may be done now', () => {
  test('every event that is offered changes the state or the day', () => {
    fc.assert(
      fc.property(anyEvents, fc.boolean(), fc.boolean(), fc.boolean(), (list, isOwner, manages, runsGroup) => {
        const before = progressOf(list)
        return allowedNow(before, { isOwner, manages, runsGroup }).every(event => {
          const more = { event, at: new Date('2030-01-01'), due: event === 'moved' ? '2031-01-01' : null }
          const after = progressOf([...list, more])
          return after.state !== before.state || after.due !== before.due
        })
      }),
    )
  })
  test('nobody checks their own work', () => {
    const done = progressOf(happened('proposed', 'accepted', 'done'))
    assert.deepEqual(allowedNow(done, { ...everyone, isOwner: true }), [])
    assert.deepEqual(allowedNow(done, everyone), ['verified', 'sent back'])
  })
  test('only the owner answers', () => {
    const proposed = progressOf(happened('proposed'))
    assert.deepEqual(allowedNow(proposed, owner), ['accepted', 'declined'])
    assert.deepEqual(allowedNow(proposed, everyone), ['withdrawn', 'moved'])
  })
})

describe('how many are done in time', () => {
  const done = progressOf(happened('proposed', 'accepted', 'done'))
  const late = progressOf(happened('proposed', 'accepted'))
  const declined = progressOf(happened('proposed', 'declined'))
  test('one done in time and one late are 1 of 2; one that was declined does not count', () =>
    assert.deepEqual(timeliness([done, late, declined], '2026-06-01', day), { due: 2, inTime: 1 }))
  test('before its day, one that is not done does not count', () =>
    assert.deepEqual(timeliness([done, late], '2026-01-15', day), { due: 1, inTime: 1 }))
  test('one done after its day came and was not in time', () => {
    const after = { ...done, doneAt: new Date('2026-02-02T12:00:00Z') }
    assert.deepEqual(timeliness([after], '2026-06-01', day), { due: 1, inTime: 0 })
  })
  test('it never counts more in time than came to their day', () => {
    fc.assert(
      fc.property(fc.array(anyEvents.map(progressOf)), all => {
        const { due, inTime } = timeliness(all, '2026-02-15', day)
        return inTime <= due && due <= all.length
      }),
    )
  })
})
