import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { asksForMore, concernsPeople, type Decided, heardFrom, itemState, namesIn, outcomes } from './item.ts'
import {
  allowedEvents,
  isOpen,
  type MeetingEvent,
  type MeetingEventName,
  meetingEvents,
  meetingState,
  nextDay,
} from './meeting.ts'
import { stepState, targetsOf } from './steps.ts'

const happened = (...names: readonly MeetingEventName[]): MeetingEvent[] =>
  names.map((event, at) => ({ event, at: new Date(Date.UTC(2026, 0, 1 + at)) }))
const anyEvents = fc.array(fc.constantFrom(...meetingEvents), { maxLength: 12 }).map(names => happened(...names))
const states = ['planned', 'cancelled', 'minutes ready', 'minutes sent back', 'approved']

describe('where a meeting stands', () => {
  test('no order of events leads to a state that has no name', () => {
    fc.assert(fc.property(anyEvents, list => states.includes(meetingState(list))))
  })
  test('the order in which events arrive does not matter', () => {
    fc.assert(fc.property(anyEvents, list => meetingState([...list].reverse()) === meetingState(list)))
  })
  test('what is approved or cancelled stays so, and is closed', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (first, more) => {
        const state = meetingState(first)
        fc.pre(state === 'approved' || state === 'cancelled')
        const later = more.map(it => ({ ...it, at: new Date(it.at.getTime() + 10 ** 12) }))
        return meetingState([...first, ...later]) === state && !isOpen(state)
      }),
    )
  })
  test('minutes that are sent back are ready again before they are approved', () => {
    assert.equal(meetingState(happened('planned', 'ended', 'sent back', 'approved')), 'minutes sent back')
    assert.equal(meetingState(happened('planned', 'ended', 'sent back', 'ended', 'approved')), 'approved')
  })
  test('every event that is offered, but a change of day or place, changes the state', () => {
    fc.assert(
      fc.property(anyEvents, fc.boolean(), fc.boolean(), fc.boolean(), (list, runs, chairs, metSince) => {
        const state = meetingState(list)
        return allowedEvents(state, { runs, chairs, metSince })
          .filter(event => event !== 'changed')
          .every(event => meetingState([...list, { event, at: new Date('2030-01-01') }]) !== state)
      }),
    )
  })
})

describe('who approves minutes', () => {
  const nobody = { runs: false, chairs: false, metSince: true }
  test('the chair', () =>
    assert.deepEqual(allowedEvents('minutes ready', { ...nobody, chairs: true }), ['approved', 'sent back']))
  test('the next meeting, by whoever runs it', () =>
    assert.deepEqual(allowedEvents('minutes ready', { ...nobody, runs: true }), ['approved', 'sent back']))
  test('nobody else before the group has met again', () =>
    assert.deepEqual(allowedEvents('minutes ready', { ...nobody, runs: true, metSince: false }), []))
  test('no member', () => assert.deepEqual(allowedEvents('minutes ready', nobody), []))
})

describe('the day of the next meeting', () => {
  test('14 days after the last', () => assert.equal(nextDay('2026-11-20', 14, '2026-11-21'), '2026-12-04'))
  test('tomorrow, where that day has passed', () => assert.equal(nextDay('2026-10-01', 14, '2026-11-21'), '2026-11-22'))
  test('14 days from today, where there was none', () =>
    assert.equal(nextDay(undefined, 14, '2026-11-21'), '2026-12-05'))
  test('none, where the rhythm is not known', () => assert.equal(nextDay('2026-11-20', null, '2026-11-21'), undefined))
  test('is never in the past', () => {
    const day = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
      .map(it => it.toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        day,
        day,
        fc.integer({ min: 1, max: 366 }),
        (last, today, every) => (nextDay(last, every, today) ?? '') >= today,
      ),
    )
  })
})

describe('where an item stands', () => {
  const decided = (...list: readonly Decided['outcome'][]): Decided[] =>
    list.map((outcome, at) => ({ outcome, at: new Date(Date.UTC(2026, 0, 1 + at)) }))
  const anyDecisions = fc.array(fc.constantFrom(...outcomes), { maxLength: 6 }).map(list => decided(...list))

  test('it is open exactly while nothing is decided', () => {
    fc.assert(fc.property(anyDecisions, list => (itemState(list) === 'open') === (list.length === 0)))
  })
  test('the latest decision counts', () => {
    assert.equal(itemState(decided('put off', 'act')), 'decided')
    assert.equal(itemState(decided('act', 'put off')), 'put off')
  })
  test('agencies are asked while it is open, or while more was asked for', () => {
    assert.deepEqual(
      [asksForMore([]), asksForMore(decided('ask')), asksForMore(decided('ask', 'act'))],
      [true, true, false],
    )
  })
})

describe('who has spoken', () => {
  test('each agency of the group once: heard, knowing nothing, or silent', () => {
    const said = [
      { agency: 'Police', standing: 'fact' },
      { agency: 'Fire', standing: 'nothing' },
    ] as const
    assert.deepEqual(heardFrom(['Police', 'Police', 'Fire', 'Health'], said), [
      { agency: 'Fire', heard: 'knows nothing' },
      { agency: 'Health', heard: 'nothing sent' },
      { agency: 'Police', heard: 'heard' },
    ])
  })
})

describe('names in a title', () => {
  test('Rhys is found in “Help for RHYS’s family”', () =>
    assert.deepEqual(namesIn('Help for RHYS’s family', ['Rhys', 'Merriwyn']), ['Rhys']))
  test('accents do not hide a name', () => assert.deepEqual(namesIn('Zoe and the park', ['Zoë']), ['Zoë']))
  test('part of a word is no name: Ash is not in “Washing up club”', () =>
    assert.deepEqual(namesIn('Washing up club', ['Ash']), []))
  test('an empty name and a letter are found nowhere', () => assert.deepEqual(namesIn('A quiet place', ['', 'A']), []))
  test('a text made of a name and others holds it, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/)
    fc.assert(
      fc.property(
        word,
        fc.array(word),
        fc.array(word),
        (name, before, after) => namesIn([...before, name, ...after].join(' '), [name]).length === 1,
      ),
    )
  })
})

test('a case concerns people, a conflict between groups does not', () =>
  assert.deepEqual(
    [concernsPeople('case'), concernsPeople('peer group'), concernsPeople('conflict'), concernsPeople(null)],
    [true, true, false, false],
  ))

describe('where a matter may go', () => {
  const rule = (id: string, from: string, to: string) => ({ id, from, to, condition: 'x', emergency: null })
  const groups = [
    { id: 'grp.a', name: 'A', reports_to: 'grp.c' },
    { id: 'grp.b', name: 'B', reports_to: null },
    { id: 'grp.c', name: 'C', reports_to: null },
  ]
  const rules = [
    rule('any', 'any_referrer', 'grp.b'),
    rule('own', 'grp.a', 'grp.b'),
    rule('door', 'grp.a', 'front_door'),
  ]

  test('by a rule that names it, then up; never to what is no group', () => {
    const found = targetsOf('grp.a', rules, groups).map(it => [it.to, it.rule])
    assert.deepEqual(found, [
      ['grp.b', 'own'],
      ['grp.c', null],
    ])
  })
  test('never to itself', () => assert.deepEqual(targetsOf('grp.b', rules, groups), []))
  test('by the rule for whoever refers, where no other names it', () =>
    assert.deepEqual(
      targetsOf('grp.c', rules, groups).map(it => it.rule),
      ['any'],
    ))
})

test('a step waits until it is answered', () =>
  assert.deepEqual(
    [stepState(undefined), stepState({ accepted: true }), stepState({ accepted: false })],
    ['waiting', 'accepted', 'refused'],
  ))
