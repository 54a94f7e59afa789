import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type ConflictEvent,
  daysLater,
  highestStage,
  mayCompute,
  neutralTitle,
  reviewDay,
  standing,
  stateOf,
} from './rules.ts'

const today = '2026-11-21'
let made = 0
const id = (): string => `event-${++made}`
const happened = (daysAgo: number, stage = 0): ConflictEvent => ({
  id: id(),
  kind: 'happened',
  on: daysLater(today, -daysAgo),
  stage,
  reviewOn: null,
  refers: null,
})
const said = (kind: 'calm' | 'closed', daysAgo: number, reviewIn = 28): ConflictEvent => ({
  id: id(),
  kind,
  on: daysLater(today, -daysAgo),
  stage: null,
  reviewOn: kind === 'calm' ? daysLater(today, reviewIn) : null,
  refers: null,
})
const takingBack = (event: ConflictEvent): ConflictEvent => ({
  id: id(),
  kind: 'taken-back',
  on: today,
  stage: null,
  reviewOn: null,
  refers: event.id,
})

describe('where a conflict stands', () => {
  test('three events in 28 days after none is rising', () =>
    assert.equal(stateOf([happened(20), happened(14), happened(8)], today), 'rising'))
  test('one event in 28 days is active, not rising', () => assert.equal(stateOf([happened(3, 5)], today), 'active'))
  test('two events after two, no further up the ladder, are active', () =>
    assert.equal(stateOf([happened(50, 1), happened(40, 1), happened(10, 1), happened(5, 0)], today), 'active'))
  test('two events after three are rising when they climb higher', () =>
    assert.equal(stateOf([happened(50), happened(45), happened(40), happened(10, 3), happened(5, 0)], today), 'rising'))
  test('nothing for 28 days is cooling: nobody said that it is calm', () =>
    assert.equal(stateOf([happened(28, 4)], today), 'cooling'))
  test('an event 27 days ago still counts as recent', () => assert.equal(stateOf([happened(27)], today), 'active'))
  test('what happens on a later day undoes calm', () =>
    assert.equal(stateOf([said('calm', 10), happened(9)], today), 'active'))
  test('what happened on the very day that it was said to be calm does not', () =>
    assert.equal(stateOf([said('calm', 10), happened(10)], today), 'calm'))
  test('what happens on a later day opens a closed conflict again', () =>
    assert.equal(stateOf([said('closed', 10), happened(9)], today), 'active'))
  test('closed counts more than calm on the same day', () =>
    assert.equal(stateOf([happened(20), said('calm', 5), said('closed', 5)], today), 'closed'))
  test('an event that was taken back counts no more', () => {
    const wrong = happened(3)
    assert.equal(stateOf([happened(40), said('calm', 10), wrong, takingBack(wrong)], today), 'calm')
  })
  test('a day that is still to come changes nothing', () => assert.equal(stateOf([happened(-1)], today), 'cooling'))
})

const someEvents = fc
  .array(
    fc.record({
      kind: fc.constantFrom('happened', 'happened', 'calm', 'closed') as fc.Arbitrary<'happened' | 'calm' | 'closed'>,
      daysAgo: fc.integer({ min: 0, max: 90 }),
      stage: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 12 },
  )
  .map(all =>
    all.map(({ kind, daysAgo, stage }) => (kind === 'happened' ? happened(daysAgo, stage) : said(kind, daysAgo))),
  )

describe('whatever is recorded, in whatever order', () => {
  test('the state is one of five', () => {
    fc.assert(
      fc.property(someEvents, events =>
        ['rising', 'active', 'cooling', 'calm', 'closed'].includes(stateOf(events, today)),
      ),
    )
  })
  test('the order of writing does not matter', () => {
    fc.assert(
      fc.property(someEvents, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (events, keys) => {
        const shuffled = events.map(event => ({ event, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
        assert.equal(
          stateOf(
            shuffled.map(({ event }) => event),
            today,
          ),
          stateOf(events, today),
        )
      }),
    )
  })
  test('nothing is calm or closed unless a person said so', () => {
    fc.assert(
      fc.property(someEvents, events => {
        const onlyHappened = events.filter(({ kind }) => kind === 'happened')
        assert.ok(['rising', 'active', 'cooling'].includes(stateOf(onlyHappened, today)))
      }),
    )
  })
  test('saying today that it is calm makes it calm, unless it is closed', () => {
    fc.assert(
      fc.property(someEvents, events => {
        const before = stateOf(events, today)
        assert.equal(stateOf([...events, said('calm', 0)], today), before === 'closed' ? 'closed' : 'calm')
      }),
    )
  })
  test('an event that is added and taken back changes nothing', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 0, max: 90 }), (events, daysAgo) => {
        const wrong = happened(daysAgo, 5)
        assert.equal(stateOf([...events, wrong, takingBack(wrong)], today), stateOf(events, today))
      }),
    )
  })
  test('after 28 days without an event it is neither rising nor active', () => {
    fc.assert(
      fc.property(someEvents, events => {
        assert.ok(!['rising', 'active'].includes(stateOf(events, daysLater(today, 28))))
      }),
    )
  })
})

describe('the parts', () => {
  test('a calm conflict is looked at again on the latest day that was named; an active one has no such day', () => {
    assert.equal(reviewDay([happened(40), said('calm', 20, 5), said('calm', 3, 30)], today), daysLater(today, 30))
    assert.equal(reviewDay([said('calm', 20), happened(3)], today), undefined)
  })
  test('the furthest stage of nothing is -1', () => assert.equal(highestStage([]), -1))
  test('a taking back is no event of its own', () => {
    const wrong = happened(1)
    assert.deepEqual(standing([wrong, takingBack(wrong)]), [])
  })
  test('nothing is computed of a group of fewer than five, of unknown size, or of no group at all', () => {
    assert.equal(mayCompute(['10-or-more', '5-to-9']), true)
    assert.equal(mayCompute(['10-or-more', 'under-5']), false)
    assert.equal(mayCompute(['unknown']), false)
    assert.equal(mayCompute([]), false)
  })
  test('what a group is told names a district and nothing more', () => {
    assert.equal(neutralTitle('Rugby'), 'A conflict between two groups in Rugby')
    assert.equal(neutralTitle(null), 'A conflict between two groups')
  })
})
