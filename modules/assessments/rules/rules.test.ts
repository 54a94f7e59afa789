import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dayOf, dayWritten, findingsIn, weightsIn } from '../forms/assessment.ts'
import { ageWords, axisOf, placeOf } from './drawing.ts'
import { byContext, changesBetween, type FoundFactor } from './findings.ts'
import { dueOf, momentState, momentWords } from './moments.ts'
import { ageOn, type Span, spanOf, type Told, toldInWords } from './spans.ts'

const nothing: Told = { day: '', month: '', year: '', age: '', about: false }
const born = { born: '2010-03-27', precision: 'day' } as const
const unknown = { born: null, precision: 'unknown' } as const

describe('dates as somebody knows them', () => {
  const span = (told: Partial<Told>): Span | string => spanOf({ ...nothing, ...told }, born)

  test('a day is that day, March 2019 its 31 days, and 2019 its whole year', () => {
    assert.deepEqual(span({ day: '27', month: '3', year: '2019' }), { low: '2019-03-27', high: '2019-03-27' })
    assert.deepEqual(span({ month: '3', year: '2019' }), { low: '2019-03-01', high: '2019-03-31' })
    assert.deepEqual(span({ year: '2019' }), { low: '2019-01-01', high: '2019-12-31' })
  })
  test('age 4 of somebody born on 27 March 2010 is from that day in 2014 to the day before in 2015', () => {
    assert.deepEqual(span({ age: '4' }), { low: '2014-03-27', high: '2015-03-26' })
  })
  test('about age 0 begins no earlier than birth', () => {
    assert.deepEqual(span({ age: '0', about: true }), { low: '2010-03-27', high: '2012-03-25' })
  })
  test('about a year opens by 365 days on both sides', () => {
    assert.deepEqual(span({ year: '2019', about: true }), { low: '2018-01-01', high: '2020-12-30' })
  })
  test('an age and a date together, a 31 April, and nothing at all are each sent back in words', () => {
    assert.match(String(span({ age: '4', year: '2014' })), /not both/)
    assert.match(String(span({ day: '31', month: '4', year: '2019' })), /real date/)
    assert.match(String(span({})), /real date/)
  })
  test('an age without a date of birth is sent back with what to give in its place', () => {
    assert.match(String(spanOf({ ...nothing, age: '4' }, unknown)), /give a year instead/)
  })
  test('no digits in any box give a span that ends before it begins', () => {
    const digits = fc.stringMatching(/^\d{0,4}$/)
    fc.assert(
      fc.property(digits, digits, digits, digits, fc.boolean(), (day, month, year, age, about) => {
        const it = spanOf({ day, month, year, age, about }, born)
        if (typeof it !== 'string') assert.ok(it.low <= it.high)
      }),
    )
  })
  test('words say what is not known: about March 2019, about age 4', () => {
    assert.equal(toldInWords({ ...nothing, month: '3', year: '2019', about: true }), 'about March 2019')
    assert.equal(toldInWords({ ...nothing, age: '4', about: true }), 'about age 4')
  })
  test('on the day before the 14th birthday they are 13', () => {
    assert.deepEqual(
      [ageOn('2024-03-26', born), ageOn('2024-03-27', born), ageOn('2024-03-27', unknown)],
      [13, 14, undefined],
    )
  })
})

describe('a reachable moment', () => {
  const opened = new Date('2026-11-20T10:00:00Z')
  const moment = { opened_at: opened, hours: 24, outcome: null }
  test('of 24 hours ends at the same time of the next day, and is late a second after', () => {
    assert.equal(dueOf(moment)?.toISOString(), '2026-11-21T10:00:00.000Z')
    assert.equal(momentState(moment, new Date('2026-11-21T10:00:00Z')), 'waiting')
    assert.equal(momentState(moment, new Date('2026-11-21T10:00:01Z')), 'late')
  })
  test('that was answered is never late, whatever the clock says; every one has a state', () => {
    const outcome = fc.constantFrom('met' as const, 'missed' as const, null)
    fc.assert(
      fc.property(outcome, fc.date({ noInvalidDate: true }), (answer, now) => {
        const state = momentState({ ...moment, outcome: answer }, now)
        assert.ok(Object.hasOwn(momentWords, state))
        if (answer !== null) assert.equal(state, answer)
      }),
    )
  })
})

const factor = (name: string, kind: 'strength' | 'risk', state: FoundFactor['state']): FoundFactor => ({
  ...{ factor: name, kind, context: 'family', label: name, state },
  ...{ evidence: 'x', source: 'x', seen_on: null, told_to: '' },
})

describe('what was found', () => {
  test('five contexts always, in the fixed order, and one that nobody weighed is not known', () => {
    const [first, family] = byContext([factor('a', 'strength', 'present'), factor('b', 'risk', 'not present')], [])
    assert.deepEqual([first?.context, first?.weight], ['individual', 'not known'])
    assert.deepEqual([family?.strengths.length, family?.risks.length, family?.others.length], [1, 0, 1])
  })
  test('findings hold words alone: no field of any of them is a number', () => {
    const found = byContext([factor('a', 'strength', 'present'), factor('b', 'risk', 'suspected')], [])
    JSON.parse(JSON.stringify(found), (_, value: unknown) => assert.notEqual(typeof value, 'number'))
  })
  test('between two assessments, changed strengths come before changed risks, and what is the same is left out', () => {
    const before = [factor('b', 'risk', 'present'), factor('c', 'risk', 'present')]
    const now = [factor('b', 'risk', 'not present'), factor('c', 'risk', 'present'), factor('a', 'strength', 'present')]
    const changed = changesBetween(before, now).map(it => [it.label, it.before, it.now])
    assert.deepEqual(changed, [
      ['a', 'not known', 'present'],
      ['b', 'present', 'not present'],
    ])
  })
  test('what nobody answered is not known, and an answer that is none of the four as well', () => {
    const [asked] = findingsIn({ 'state-a': 'very high' }, [factor('a', 'risk', 'present')])
    assert.deepEqual([asked?.state, asked?.evidence], ['not known', ''])
    assert.deepEqual(
      weightsIn({}).map(({ weight }) => weight),
      Array(5).fill('not known'),
    )
  })
  test('27/3/2026 is kept as 2026-03-27 and shown as it was written; 31/2/2026 is no date', () => {
    assert.deepEqual(
      [dayOf('27/3/2026'), dayWritten('2026-03-27'), dayOf('31/2/2026')],
      ['2026-03-27', '27/3/2026', null],
    )
  })
})

describe('the axis of a life', () => {
  const stages = [
    { name: 'Early', age_from: 0, age_to: 5 },
    { name: 'Primary', age_from: 5, age_to: 11 },
    { name: 'Identity', age_from: 11, age_to: 16 },
    { name: 'Adult', age_from: 16, age_to: 21 },
  ]
  test('runs from birth to today in ages, with the stages begun so far and no line at 18 before it is reached', () => {
    const axis = axisOf([{ low: '2014-03-27', high: '2014-03-27' }], born, '2024-03-27', stages)
    assert.deepEqual(
      axis.bands.map(({ name }) => name),
      ['Early', 'Primary', 'Identity'],
    )
    assert.deepEqual([axis.from, Math.round(axis.to * 10) / 10, axis.marks.length], [0, 14, 0])
  })
  test('has a line at 18 for somebody of 20', () => {
    assert.deepEqual(axisOf([], born, '2030-03-27', stages).marks, [{ at: 18, text: '18' }])
  })
  test('begins a year before birth where something certainly was before it, and never for a year that may have been after it', () => {
    const [autumn, perhaps] = [
      { low: '2009-09-01', high: '2009-09-30' },
      { low: '2010-01-01', high: '2010-12-31' },
    ]
    assert.deepEqual([axisOf([autumn], born, '2024-03-27', stages).from, placeOf('2009-03-27', born) < 0], [-1, true])
    assert.equal(axisOf([perhaps], born, '2024-03-27', stages).from, 0)
  })
  const ticksOn = (today: string): string[] =>
    axisOf([], born, today, [...stages, { name: 'On', age_from: 21, age_to: null }]).ticks.map(({ text }) => text)
  test('ends with now, and writes round ages after the last stage has begun', () => {
    assert.deepEqual(ticksOn('2024-03-27'), ['age 0', '5', '11', 'now'])
    assert.deepEqual(ticksOn('2036-01-27'), ['age 0', '5', '11', '16', '21', 'now'])
    assert.deepEqual(ticksOn('2053-03-27'), ['age 0', '5', '11', '16', '21', '25', '30', '35', '40', 'now'])
  })
  test('leaves now out where it would stand on another age', () => {
    assert.deepEqual(ticksOn('2021-06-27'), ['age 0', '5', '11'])
    assert.deepEqual(ticksOn('2028-06-27'), ['age 0', '5', '11', '16'])
  })
  test('an age in words: 4, 3 or 4, 2 to 5, before birth, before birth or 0, and nothing without a date of birth', () => {
    const words = (low: string, high: string): string => ageWords({ low, high }, born)
    assert.equal(words('2014-03-27', '2015-03-26'), '4')
    assert.equal(words('2014-01-01', '2014-12-31'), '3 or 4')
    assert.equal(words('2012-03-27', '2016-03-26'), '2 to 5')
    assert.equal(words('2009-09-01', '2009-09-30'), 'before birth')
    assert.equal(words('2010-01-01', '2010-12-31'), 'before birth or 0')
    assert.equal(ageWords({ low: '2014-01-01', high: '2014-01-01' }, unknown), '')
  })
  test('runs in years where the date of birth is not known', () => {
    const axis = axisOf([{ low: '2019-06-01', high: '2019-06-01' }], unknown, '2026-11-20', stages)
    assert.deepEqual([axis.from, axis.to, axis.bands.length], [2019, 2027, 0])
    assert.equal(placeOf('2019-01-01', unknown), 2019)
  })
})
