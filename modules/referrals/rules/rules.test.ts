import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clockOf, dueOf, firstClocks, isLate } from './clocks.ts'
import { everyOutcome, groupsAfter, outcomes } from './outcomes.ts'
import {
  type EventKind,
  everyEvent,
  groupsLeft,
  heardOf,
  heardWords,
  movesFrom,
  outcomeOf,
  type ReferralEvent,
  standsSince,
  stateOf,
  stateWords,
  wasAnswered,
} from './states.ts'
import { ageGroup, ageOn, neutralTitle, referenceOf } from './titles.ts'

const everyKind = everyEvent
const start = Date.parse('2026-06-01T09:00:00Z')
const eventAt = fc.record({
  event: fc.constantFrom(...everyKind),
  what: fc.oneof(fc.constantFrom(...everyOutcome, 'urgent', 'nonsense', ''), fc.string()),
  minutes: fc.integer({ min: 0, max: 10_000 }),
})
const someEvents = fc.array(eventAt, { maxLength: 25 }).map(list =>
  list.map(
    ({ event, what, minutes }, n): ReferralEvent => ({
      id: `e${n}`,
      event,
      what,
      why: '',
      at: new Date(start + minutes * 60_000),
    }),
  ),
)
const said = (...kinds: (EventKind | readonly [EventKind, string])[]): ReferralEvent[] =>
  kinds.map((it, n) => {
    const [event, what] = typeof it === 'string' ? [it, ''] : it
    return { id: `e${n}`, event, what, why: '', at: new Date(start + n * 60_000) }
  })

describe('what a referral is', () => {
  test('no order of any events reaches an undefined state, for whoever sorts or for whoever asked', () => {
    fc.assert(
      fc.property(someEvents, events => {
        assert.ok(stateOf(events) in stateWords)
        assert.ok(heardOf(stateOf(events)) in heardWords)
        const outcome = outcomeOf(events)
        assert.ok(outcome === undefined || everyOutcome.includes(outcome))
      }),
    )
  })

  test('the order in which events are read does not count', () => {
    fc.assert(
      fc.property(someEvents, fc.infiniteStream(fc.integer()), (events, keys) => {
        const shuffled = events.map(it => [keys.next().value, it] as const).toSorted((a, b) => a[0] - b[0])
        assert.equal(stateOf(shuffled.map(([, it]) => it)), stateOf(events))
      }),
    )
  })

  test('an event that its state does not allow changes nothing, and one that it allows is never lost', () => {
    fc.assert(
      fc.property(
        someEvents,
        fc.constantFrom(...everyKind),
        fc.constantFrom(...everyOutcome),
        (events, event, what) => {
          const before = stateOf(events)
          const state = stateOf([...events, { id: 'z', event, what, why: '', at: new Date(start + 1e9) }])
          const allowed = movesFrom(before).some(it => it === event)
          if (!allowed) assert.equal(state, before)
          else if (event === 'decided') assert.equal(state, outcomes[what].leads)
          else assert.notEqual(state, before)
        },
      ),
    )
  })

  test('accepted and passed on have an outcome; waiting after it was opened again has none', () => {
    fc.assert(
      fc.property(someEvents, events => {
        if (['accepted', 'passed on', 'being helped'].includes(stateOf(events))) assert.ok(outcomeOf(events))
      }),
    )
    assert.equal(outcomeOf(said('sent', ['decided', 'declined'], 'reopened')), undefined)
  })

  test('safeguarding never waits: it can be decided at once, and the referral accepted afterwards', () => {
    assert.equal(stateOf(said('sent', ['decided', 'child-protection'])), 'passed on')
    const both = said('sent', ['decided', 'child-protection'], ['decided', 'interventions'])
    assert.deepEqual([stateOf(both), outcomeOf(both)], ['accepted', 'interventions'])
  })

  test('a case that is open stays open, whatever comes', () => {
    const open = said('sent', ['decided', 'interventions'], 'case opened')
    fc.assert(
      fc.property(fc.constantFrom(...everyKind), event =>
        assert.equal(
          stateOf([
            ...open,
            { ...said(event)[0], id: 'z', event, what: 'declined', why: '', at: new Date(start + 1e9) },
          ]),
          'being helped',
        ),
      ),
    )
  })

  test('whoever asked hears one word of every decision, whatever it was, and nothing of what comes after it', () => {
    const heard = everyOutcome
      .filter(outcome => outcomes[outcome].leads !== 'offered')
      .map(outcome => heardOf(stateOf(said('sent', 'returned', ['decided', outcome]))))
    assert.deepEqual([...new Set(heard)], ['closed'])
    const helped = said('sent', ['decided', 'interventions'], 'case opened')
    assert.equal(heardOf(stateOf(helped)), 'closed')
    assert.equal(heardOf(stateOf(said('sent', ['decided', 'out-of-area']))), 'received')
  })

  test('they are told once that somebody decided, and again only after it was opened to them again', () => {
    const answers = (...kinds: Parameters<typeof said>): boolean => wasAnswered(said(...kinds))
    assert.deepEqual(
      [answers('sent'), answers('sent', 'answered', 'noted'), answers('sent', 'answered', 'reopened')],
      [false, true, false],
    )
  })

  test('accepted for both groups, it waits for each until that one has decided; a decision made anew asks both again', () => {
    const both = said('sent', ['decided', 'both'])
    assert.deepEqual(groupsLeft(both), ['grp.interventions', 'grp.tactical'])
    const one = said('sent', ['decided', 'both'], ['group decided', 'grp.tactical'])
    assert.deepEqual(groupsLeft(one), ['grp.interventions'])
    const anew = said('sent', ['decided', 'both'], ['group decided', 'grp.tactical'], ['decided', 'both'])
    assert.deepEqual(groupsLeft(anew), ['grp.interventions', 'grp.tactical'])
    assert.deepEqual(groupsLeft(said('sent', ['decided', 'both'], 'case opened')), [])
  })

  test('it stands since the last event that its state allowed: a withdrawal of an open case, or more after a decision, moves nothing', () => {
    const at = (...kinds: Parameters<typeof said>): number => (Number(standsSince(said(...kinds))) - start) / 60_000
    assert.equal(at('sent', ['decided', 'interventions'], 'case opened', 'withdrawn', 'noted'), 2)
    assert.equal(at('sent', 'returned', ['decided', 'declined'], 'added to'), 2)
    assert.equal(at('sent', ['decided', 'tactical'], ['group decided', 'grp.tactical']), 2)
    assert.equal(at('sent', 'noted'), 0)
  })

  test('what goes to a group is what a group is named for', () => {
    const named = everyOutcome.filter(it => groupsAfter(it).length > 0)
    assert.deepEqual(
      named,
      everyOutcome.filter(it => outcomes[it].leads === 'accepted'),
    )
  })
})

describe('by when it must be sorted', () => {
  const ukDay = (at: Date): string => at.toISOString().slice(0, 10)
  const clockNamed = (key: string) =>
    firstClocks.find(it => it.key === key) ?? { key: 'routine' as const, minutes: null, working_days: 5 }

  test('immediate is an hour, by day and night: sent on Saturday at 23.30, late at 0.31 on Sunday', () => {
    const due = dueOf(clockNamed('immediate'), new Date('2026-06-06T23:30:00Z'), ukDay)
    assert.equal(due.at?.toISOString(), '2026-06-07T00:30:00.000Z')
    assert.equal(isLate(due, new Date('2026-06-07T00:30:00Z'), ukDay), false)
    assert.equal(isLate(due, new Date('2026-06-07T00:31:00Z'), ukDay), true)
  })

  test('urgent, sent on a Friday, may be sorted until the end of Monday; routine until the Friday after', () => {
    const friday = new Date('2026-06-05T16:00:00Z')
    assert.equal(dueOf(clockNamed('urgent'), friday, ukDay).day, '2026-06-08')
    assert.equal(dueOf(clockNamed('routine'), friday, ukDay).day, '2026-06-12')
    const due = dueOf(clockNamed('urgent'), friday, ukDay)
    assert.equal(isLate(due, new Date('2026-06-08T23:00:00Z'), ukDay), false)
    assert.equal(isLate(due, new Date('2026-06-09T00:00:00Z'), ukDay), true)
  })

  test('a longer clock is never due before a shorter one, whenever it began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 400 }), minutes => {
        const began = new Date(start + minutes * 60_000)
        const days = firstClocks.map(clock => dueOf(clock, began, ukDay).day)
        assert.deepEqual(days, days.toSorted())
      }),
    )
  })

  test('the clock of the urgency runs until a coordinator sets another; nonsense sets none', () => {
    assert.equal(clockOf(said('sent'), 'week'), 'priority')
    assert.equal(clockOf(said('sent', ['clock', 'immediate'], ['clock', 'nonsense']), 'week'), 'immediate')
  })
})

describe('how it is called', () => {
  const id = '01920000-0000-7000-8000-00000a3f2a9c'

  test('by six signs of its id, an age in words, and what happened: never by a name', () => {
    assert.equal(referenceOf(id), '3F2A9C')
    assert.equal(
      neutralTitle({ id, about: 'person', age: 15, moment: 'injury' }),
      'Referral 3F2A9C: young person, injury seen in hospital',
    )
    assert.equal(
      neutralTitle({ id, about: 'peer group', age: null, moment: 'none' }),
      'Referral 3F2A9C: group of friends',
    )
    assert.equal(neutralTitle({ id, about: 'place', age: null, moment: null }), 'Referral 3F2A9C: place')
  })

  test('a child is under 11, a young person under 25; the day before a birthday does not count as the birthday', () => {
    assert.deepEqual([10, 11, 24, 25, null].map(ageGroup), ['child', 'young person', 'young person', 'adult', 'person'])
    assert.deepEqual([ageOn('2011-03-27', '2026-03-26'), ageOn('2011-03-27', '2026-03-27')], [14, 15])
  })
})
