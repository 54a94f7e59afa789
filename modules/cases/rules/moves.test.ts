import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askedOf, type MoveEvent, type Moving, movesFor, pageByDay, standingOfMove } from './moves.ts'

const it: Moving = { id: 'c', born: '2009-03-01', opened_on: '2026-01-10', open: true, planned: [] }
const at = (event: MoveEvent['event'], day: string): MoveEvent => ({
  ...{ event, at: new Date(`${day}T10:00:00Z`), who: 'The adult team', why: 'x', on_day: day, name: 'A' },
})
const known = (events: readonly MoveEvent[]) => [
  { id: 'm', file: 'c', kind: 'turns 18' as const, due: '2027-03-01', events },
]

describe('a move at 18', () => {
  const asked = (today: string, events: readonly MoveEvent[] = []): string | undefined => {
    const [move] = movesFor(it, known(events), today)
    return move === undefined ? 'gone' : askedOf(move, today)
  }

  test('that nobody planned is asked for from two weeks before 1 September 2026, and on the birthday, and a year after it', () => {
    assert.equal(asked('2026-08-17'), undefined)
    for (const today of ['2026-08-18', '2027-03-01', '2028-03-01'])
      assert.equal(asked(today), 'Plan the move to adult services')
  })
  test('stays among the moves of a case a year after the birthday, late, though nobody ever began to plan it', () => {
    const [move] = movesFor(it, [], '2028-03-01')
    assert.deepEqual([move?.kind, move?.due, move?.nextBy, move?.late], ['turns 18', '2027-03-01', '2026-09-01', true])
  })
  test('that is planned is asked for again two weeks before the day, until somebody over there says yes', () => {
    const planned = [at('planned', '2026-08-20')]
    assert.equal(asked('2027-02-01', planned), undefined)
    assert.equal(asked('2027-04-01', planned), 'See that somebody over there says yes to the move')
    assert.equal(asked('2027-02-20', [...planned, at('accepted', '2027-02-19')]), undefined)
  })
  test('that was accepted is asked about from the day on, and no longer once help goes on or it is not needed', () => {
    const accepted = [at('accepted', '2027-02-19')]
    assert.equal(asked('2027-03-01', accepted), 'Ask whether help goes on over there')
    assert.equal(asked('2027-03-02', [...accepted, at('help goes on', '2027-03-02')]), undefined)
    assert.equal(asked('2027-03-02', [at('not needed', '2027-03-02')]), undefined)
  })
  test('that was planned on the case itself, before there was one register, is planned in the register', () => {
    const [move] = movesFor({ ...it, planned: [at('planned', '2026-08-20')] }, [], '2026-11-20')
    assert.deepEqual([move?.state, move?.late], ['planned', false])
  })
  test('that came before the case was opened, or of a case that is closed, is none of its moves', () => {
    assert.deepEqual(movesFor({ ...it, opened_on: '2027-03-02' }, [], '2027-03-03'), [])
    assert.deepEqual(movesFor({ ...it, open: false }, [], '2026-11-20'), [])
  })
})

describe('other moves', () => {
  test('a custody move is asked for from three weeks before it, a new school from eight', () => {
    const custody = standingOfMove({ kind: 'into custody', due: '2026-12-01' }, [], '2026-11-10')
    assert.equal(askedOf(custody, '2026-11-09'), undefined)
    assert.equal(askedOf(custody, '2026-11-10'), 'Plan a move in their life')
    const school = standingOfMove({ kind: 'new school', due: '2027-01-05' }, [], '2026-11-10')
    assert.equal(askedOf(school, '2026-11-10'), 'Plan a move in their life')
  })
})

describe('a page of the register', () => {
  test('goes on to the end of its last day, and the next begins after that day', () => {
    const rows = ['2026-09-01', '2026-09-02', '2026-09-02', '2026-09-05'].map(nextBy => ({ nextBy }))
    assert.deepEqual(pageByDay(rows, 2), { page: rows.slice(0, 3), next: '2026-09-02' })
    assert.deepEqual(pageByDay(rows, 4), { page: rows, next: undefined })
    assert.deepEqual(pageByDay(rows.slice(3), 2), { page: rows.slice(3), next: undefined })
  })
})
