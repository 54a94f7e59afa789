import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { daysAfter, transitionOf } from './clocks.ts'
import { birthdayMoves, planDayOf } from './moves.ts'

describe('by when the move at 18 is planned', () => {
  test('whoever turns 18 on 1 March 2027: by 1 September 2026, six months before, on the case and among the moves', () => {
    assert.equal(planDayOf({ kind: 'turns 18', due: '2027-03-01' }), '2026-09-01')
    assert.equal(transitionOf('2009-03-01', '2026-11-20')?.planBy, '2026-09-01')
  })

  test('for every birthday both pages name one day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 360 }), ahead => {
        const today = '2026-11-20'
        const eighteen = daysAfter(today, ahead)
        const born = `${Number(eighteen.slice(0, 4)) - 18}${eighteen.slice(4)}`
        const move = birthdayMoves(born, today).find(({ kind }) => kind === 'turns 18')
        assert.ok(move !== undefined)
        assert.equal(planDayOf(move), transitionOf(born, today)?.planBy)
      }),
    )
  })
})
