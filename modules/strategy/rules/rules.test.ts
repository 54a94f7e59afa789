import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  boardFinding,
  holdsPersonalNumber,
  lateWords,
  linkOf,
  monthsBetween,
  progressOf,
  type StatusEvent,
  statuses,
} from './commitments.ts'
import { byMonth, changeSince, monthBefore, shownFigure, type Taken } from './measures.ts'

const day = fc
  .integer({ min: 0, max: 2_500 })
  .map(days => new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const event: fc.Arbitrary<StatusEvent> = fc.record({
  onDay: day,
  recordedAt: fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  status: fc.constantFrom(...statuses),
})

describe('how a commitment stands', () => {
  test('the order in which events are read never changes the answer', () => {
    fc.assert(
      fc.property(fc.uniqueArray(event, { selector: it => it.recordedAt.getTime() }), day, day, (events, due, today) =>
        assert.deepEqual(
          progressOf({ due, events, evidence: 1 }, today),
          progressOf({ due, events: events.toReversed(), evidence: 1 }, today),
        ),
      ),
    )
  })

  test('what is done or stopped is never late, and nothing is late on its own day', () => {
    fc.assert(
      fc.property(fc.array(event), day, day, (events, due, today) => {
        const { standing, late } = progressOf({ due, events, evidence: 0 }, today)
        assert.equal(late, due < today && standing !== 'done' && standing !== 'stopped')
      }),
    )
  })

  test('with no event it says that nobody has said, never that it was not started', () => {
    const nothing = progressOf({ due: '2025-07-31', events: [], evidence: 0 }, '2026-11-21')
    assert.deepEqual(nothing, { standing: 'not recorded', late: true, monthsLate: 15, unproved: false })
    assert.equal(lateWords(nothing), 'Late by 15 months')
  })

  test('an event of tomorrow does not count today', () => {
    const events: StatusEvent[] = [{ onDay: '2026-11-22', recordedAt: new Date('2026-11-20'), status: 'done' }]
    assert.equal(progressOf({ due: '2030-12-31', events, evidence: 0 }, '2026-11-21').standing, 'not recorded')
  })

  test('done with nothing that shows it is unproved', () => {
    const events: StatusEvent[] = [{ onDay: '2026-11-20', recordedAt: new Date('2026-11-20'), status: 'done' }]
    assert.equal(progressOf({ due: '2030-12-31', events, evidence: 0 }, '2026-11-21').unproved, true)
    assert.equal(progressOf({ due: '2030-12-31', events, evidence: 1 }, '2026-11-21').unproved, false)
  })

  test('from 31 January to 28 February 2026 is a month, to 27 February none; 31 July 2025 to 30 November 2026 is 16', () => {
    assert.equal(monthsBetween('2026-01-31', '2026-02-28'), 1)
    assert.equal(monthsBetween('2026-01-31', '2026-02-27'), 0)
    assert.equal(monthsBetween('2025-07-31', '2026-11-30'), 16)
    assert.equal(monthsBetween('2026-05-01', '2026-04-01'), 0)
  })

  test('the finding counts what is due, not what is promised for 2030', () => {
    const due = { due: '2025-07-31', standing: 'done', late: false, monthsLate: 0, unproved: false } as const
    const late = { ...due, standing: 'under way', late: true, monthsLate: 15 } as const
    assert.equal(
      boardFinding([due, late, late, { ...late, late: false, due: '2030-12-31' }], '2026-11-21'),
      '1 of 3 commitments that are due is done; 2 are late',
    )
  })
})

describe('evidence', () => {
  test('points to an https address or to a page that is not about a person', () => {
    assert.deepEqual(linkOf('https://example.org/report.pdf'), {
      kind: null,
      id: null,
      url: 'https://example.org/report.pdf',
    })
    assert.deepEqual(linkOf('/measures/cases-closed'), { kind: 'measures', id: 'cases-closed', url: null })
    assert.deepEqual(linkOf(''), { kind: null, id: null, url: null })
  })

  test('never points to a record of a person, a script, a plain http address or another path', () => {
    const refused = ['/people/0199', '/cases/0199', '/referrals/0199', '/subject-access/0199', 'javascript:alert(1)']
    assert.deepEqual(
      [...refused, 'http://example.org/a', '//example.org', '/actions/a/b'].filter(it => linkOf(it)),
      [],
    )
  })

  test('an e-mail address or a long number in its sentence is noticed, a year and a count are not', () => {
    assert.equal(holdsPersonalNumber('Trained 120 people between 2024 and 2026'), false)
    assert.equal(holdsPersonalNumber('See a.person@example.org'), true)
    assert.equal(holdsPersonalNumber('NHS number 999 000 0018'), true)
  })
})

const taken = (period: string, value: number | null, more: Partial<Taken> = {}): Taken => ({
  period,
  value,
  denominator: null,
  unit: 'cases',
  notGiven: value === null ? 'Why.' : null,
  takenAt: new Date(`${period}-28`),
  ...more,
})

describe('what of a figure is shown', () => {
  const shown = (value: number | null, more: Partial<Taken> = {}) => shownFigure(taken('2026-11', value, more)).text

  test('0 is none, 1 and 4 are fewer than 5, 5 is 5', () => {
    assert.deepEqual(
      [0, 1, 4, 5].map(it => shown(it)),
      ['none', 'fewer than 5', 'fewer than 5', '5'],
    )
  })
  test('what was not given is never 0', () => assert.equal(shown(null), 'Not given. Why.'))
  test('a share of 19, of an unknown number, or with 1 to 4 on either side is not shown', () => {
    const share = (value: number, denominator: number | null) => shown(value, { unit: '%', denominator })
    assert.equal(share(50, 19), 'too few to show')
    assert.equal(share(50, null), 'too few to show')
    assert.equal(share(10, 40), 'too few to show')
    assert.equal(share(90, 40), 'too few to show')
    assert.equal(share(25, 40), '25% of 40')
    assert.equal(share(100, 40), '100% of 40')
  })
  test('an average of 4 is not shown, of 5 it is', () => {
    assert.equal(shown(12, { unit: 'days', denominator: 4 }), 'too few to show')
    assert.equal(shown(12, { unit: 'days', denominator: 5 }), '12 days')
  })
  test('no count of 1 to 4 can be read from a figure or its change', () => {
    const count = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (other, small, another) => {
        const before = taken('2026-10', other)
        const words = (value: number) => changeSince(taken('2026-11', value), before).words
        assert.equal(words(small), words(another))
        assert.equal(shown(small), shown(another))
        const after = taken('2026-11', other)
        const since = (value: number) => changeSince(after, taken('2026-10', value)).words
        if (other === 0 || other >= 5) assert.equal(since(small), since(another))
      }),
    )
  })
})

describe('how a figure moved', () => {
  test('from 9 to 12 is up 3', () => {
    assert.deepEqual(changeSince(taken('2026-11', 12), taken('2026-10', 9)), {
      direction: 'up',
      words: 'Up 3, from 9 in October 2026',
    })
  })
  test('from none to 1 is up, and the 1 stays hidden', () => {
    assert.deepEqual(changeSince(taken('2026-11', 1), taken('2026-10', 0)), {
      direction: 'up',
      words: 'Up from none in October 2026 to fewer than 5',
    })
  })
  test('from 2 to 4 would not show', () =>
    assert.equal(
      changeSince(taken('2026-11', 4), taken('2026-10', 2)).words,
      'fewer than 5, as in October 2026: a change would not show',
    ))
  test('a figure that was not given is held against nothing', () =>
    assert.equal(changeSince(taken('2026-11', 4), taken('2026-10', null)).direction, 'unknown'))
  test('a figure taken twice in the first month is held against the first time', () =>
    assert.equal(
      changeSince(taken('2026-11', 6), taken('2026-11', 0)).words,
      'Up 6, from none in November 2026, the first time',
    ))
  test('the month before January 2026 is December 2025', () => assert.equal(monthBefore('2026-01'), '2025-12'))
})

describe('one figure for each month', () => {
  test('the last that was given counts, and one that was not given never displaces it', () => {
    const all = [
      taken('2026-11', 7, { takenAt: new Date('2026-11-02') }),
      taken('2026-11', 9, { takenAt: new Date('2026-11-03') }),
      taken('2026-11', null, { takenAt: new Date('2026-11-04') }),
      taken('2026-10', null),
    ]
    assert.deepEqual(
      byMonth(all).map(({ period, value }) => [period, value]),
      [
        ['2026-10', null],
        ['2026-11', 9],
      ],
    )
  })
})
