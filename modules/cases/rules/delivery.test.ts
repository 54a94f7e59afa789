import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { outcomeForm } from '../forms/work.ts'
import { followUpOn, followUpsOwed, workersMet } from './delivery.ts'
import { meetBy, metInTime } from './meeting.ts'
import {
  birthdayMoves,
  isAccepted,
  type MoveFact,
  moveEventWords,
  moveState,
  moveStateWords,
  standingOfMove,
} from './moves.ts'
import { type Agreement, standingOf } from './plan.ts'
import { stepNow } from './state.ts'

const at = (ms: number): Date => new Date(ms)

describe('workers met', () => {
  test('three workers in four sessions that they came to count three; one that they missed counts nobody', () => {
    const met = (worker: string, came = 'came') => ({ worker, came, worker_name: worker })
    assert.deepEqual(workersMet([met('a'), met('b'), met('a'), met('c'), met('d', 'missed')]), {
      count: 3,
      sessions: 4,
      names: ['a', 'b', 'c'],
    })
  })
})

describe('an ending at 18', () => {
  const filled = {
    ...{ 'on-day': '20', 'on-month': '11', 'on-year': '2026', 'accepted-day': '19', 'accepted-month': '11' },
    ...{ 'accepted-year': '2026', ending: 'transferred: Turned 18', why: 'He is an adult', view: 'It helped' },
    ...{ handoverTo: 'The adult team', handover: 'Over tea', acceptedBy: 'Their lead' },
  }
  const answer = (fields: object, moved: boolean): string[] | string => {
    const parsed = outcomeForm('2026-11-20', [], moved).safeParse({ ...filled, ...fields })
    return parsed.success ? (parsed.data.no_move_why ?? '') : parsed.error.issues.map(({ path }) => String(path[0]))
  }
  test('without an accepted move on the register it asks for a reason, which is kept', () => {
    assert.deepEqual(answer({}, false), ['noMoveWhy'])
    assert.equal(answer({ noMoveWhy: 'Their list is full until May' }, false), 'Their list is full until May')
  })
  test('with an accepted move it asks for none, and another ending never does', () => {
    assert.equal(answer({ noMoveWhy: 'Left over' }, true), '')
    assert.equal(answer({ ending: 'transferred: Moved to another area' }, false), '')
  })
  test('a move is accepted once somebody over there said yes: met is not enough, and help that goes on is', () => {
    const reached = (['planned', 'met', 'accepted', 'help goes on'] as const).map(event => [{ event, at: at(1) }])
    assert.deepEqual(reached.map(isAccepted), [false, false, true, true])
  })
})

describe('follow-up', () => {
  const ended = { id: 'o', ended_on: '2026-01-31', reason: 'What worried us has eased' }
  const look = (months: 3 | 6 | 12, reached: 'yes' | 'no') => ({ outcome: 'o', months, reached })
  const owed = (today: string, ...made: readonly ReturnType<typeof look>[]) =>
    followUpsOwed(true, ended, made, today).map(({ months, due }) => [months, due])
  const on = (day: string) => followUpOn(day, followUpsOwed(true, ended, [], day))?.months

  test('a case closed on 31 January is asked about after 3, 6 and 12 months, and each only once', () => {
    assert.deepEqual(owed('2026-02-01', look(6, 'yes')), [
      [3, '2026-05-01'],
      [12, '2027-01-31'],
    ])
  })
  test('a look on the day of closing is none of them; one from two weeks before is the first, and later ones as their time comes', () => {
    const days = ['2026-01-31', '2026-04-16', '2026-04-17', '2026-07-16', '2026-07-17', '2027-01-17', '2027-05-03']
    assert.deepEqual(days.map(on), [undefined, undefined, 3, 3, 6, 12, 12])
    assert.equal(on('2027-05-04'), undefined)
  })
  test('whoever was not reached is tried again, until the time for it is over', () => {
    assert.deepEqual(owed('2026-05-02', look(3, 'no'))[0], [3, '2026-05-01'])
    assert.deepEqual(owed('2026-07-17', look(3, 'no'))[0], [6, '2026-07-31'])
  })
  test('nobody is asked after a death, of a case that is open again, or without an ending', () => {
    const today = '2026-04-20'
    assert.deepEqual(followUpsOwed(true, { ...ended, reason: 'Died' }, [], today), [])
    assert.deepEqual(followUpsOwed(false, ended, [], today), [])
    assert.deepEqual(followUpsOwed(true, undefined, [], today), [])
  })
})

describe('moves', () => {
  const facts = fc.array(
    fc.record({
      event: fc.constantFrom(...(Object.keys(moveEventWords) as MoveFact['event'][])),
      at: fc.integer({ min: 0, max: 50 }).map(at),
    }),
  )
  test('no facts in any order lead anywhere but to one of six states', () => {
    fc.assert(fc.property(facts, some => assert.ok(Object.hasOwn(moveStateWords, moveState(some)))))
  })
  test('the order in which facts of different times are given changes nothing', () => {
    const distinct = fc.uniqueArray(
      facts.map(([it]) => it).filter(it => it !== undefined),
      { selector: it => it.at.getTime() },
    )
    fc.assert(fc.property(distinct, some => assert.equal(moveState(some.toReversed()), moveState(some))))
  })
  test('born on 1 March 2009: in November 2026 the move at 18 is the only one ahead, to be planned by 1 September', () => {
    const [move, ...others] = birthdayMoves('2009-03-01', '2026-11-20', '2026-11-20')
    assert.deepEqual([move, others], [{ kind: 'turns 18', due: '2027-03-01' }, []])
    assert.ok(move !== undefined)
    const standing = standingOfMove(move, [], '2026-11-20')
    assert.deepEqual([standing.planBy, standing.state, standing.late], ['2026-09-01', 'to plan', true])
  })
  test('a move that goes on over there, or is not needed, is never late', () => {
    const move = { kind: 'turns 18', due: '2026-01-01' } as const
    assert.equal(standingOfMove(move, [{ event: 'help goes on', at: at(1) }], '2026-11-20').late, false)
    assert.equal(standingOfMove(move, [{ event: 'not needed', at: at(1) }], '2026-11-20').late, false)
    assert.equal(standingOfMove(move, [{ event: 'accepted', at: at(1) }], '2026-11-20').late, true)
  })
})

describe('signing a plan off', () => {
  const yes = (what: Agreement['what']): Agreement => ({
    what,
    answer: 'yes',
    why: '',
    how: 'x',
    answered_on: '2026-01-10',
    recorded_at: at(1),
  })
  test('a draft that somebody signed off is a draft all the same', () => {
    assert.equal(standingOf([], [{ answer: 'signed off', at: at(2) }]), 'draft')
  })
  test('the newest look counts: sent back, and then signed off', () => {
    const looks = [
      { answer: 'signed off', at: at(3) },
      { answer: 'sent back', at: at(2) },
    ] as const
    assert.equal(standingOf([yes('plan by person'), yes('plan by carer')], looks), 'signed off')
    assert.equal(standingOf([yes('plan by person'), yes('plan by carer')], []), 'agreed')
  })
})

describe('clocks', () => {
  test('a navigator of 72 hours from 10 on the 20th who met them on the 23rd was in time, on the 24th not, whenever it is written down', () => {
    const clock = { from: new Date('2026-11-20T10:00:00Z'), hours: 72 }
    const dayOf = (when: Date): string => when.toISOString().slice(0, 10)
    assert.equal(dayOf(meetBy(clock)), '2026-11-23')
    assert.deepEqual(
      ['2026-11-19', '2026-11-23', '2026-11-24'].map(day => metInTime(clock, day, dayOf)),
      [true, true, false],
    )
  })
  test('the newest step says whether there is more help or less than at first', () => {
    assert.equal(stepNow([]), 'usual')
    const up = { event: 'stepped up', at: at(1) }
    assert.equal(stepNow([{ event: 'stepped down', at: at(2) }, up]), 'less')
  })
})
