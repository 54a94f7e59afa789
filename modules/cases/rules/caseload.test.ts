import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type CaseFacts, type DatedEvent, workOf } from './caseload.ts'
import type { Agreement } from './plan.ts'

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day))
const event = (name: string, day: number, member: string | null = null): DatedEvent => ({
  event: name,
  at: at(day),
  member,
})
const nothing: CaseFacts = {
  openedOn: '2026-01-01',
  events: [event('opened', 1), event('joined', 1, 'ann'), event('led', 1, 'ann')],
  plans: [],
  reviewed: null,
  nextReview: null,
  assessed: null,
}
const yes = (what: Agreement['what']): Agreement => ({
  ...{ what, answer: 'yes', why: '', how: 'Face to face' },
  ...{ answered_on: '2026-01-20', recorded_at: '2026-01-20T10:00:00Z' },
})
const agreed = {
  version: 1,
  madeOn: '2026-01-03',
  signed: false,
  agreements: [yes('plan by person'), yes('plan by carer')],
} as const

describe('where a case stands in the lists', () => {
  test('opened on 1 January, it waits for an assessment by 15 January, in the list of its lead', () => {
    const { state, waits, dueOn, lead, team } = workOf(nothing)
    assert.deepEqual([state, waits, dueOn, lead, team], ['assessing', 'assessment', '2026-01-15', 'ann', ['ann']])
  })

  test('assessed, it waits for a plan by 29 January', () => {
    const { state, waits, dueOn } = workOf({ ...nothing, assessed: at(10) })
    assert.deepEqual([state, waits, dueOn], ['planning', 'plan', '2026-01-29'])
  })

  test('a plan agreed on 20 January is reviewed by 3 March, and waits for a second person until somebody looked at it', () => {
    const { waits, dueOn, unsigned } = workOf({ ...nothing, plans: [agreed] })
    assert.deepEqual([waits, dueOn, unsigned], ['review', '2026-03-03', true])
    assert.equal(workOf({ ...nothing, plans: [{ ...agreed, signed: true }] }).unsigned, false)
  })

  test('a newer draft waits for nobody’s look, although the version before was agreed', () => {
    const draft = { version: 2, madeOn: '2026-01-03', signed: false, agreements: [] }
    assert.equal(workOf({ ...nothing, plans: [draft, agreed] }).unsigned, false)
  })

  test('on hold since 5 January it is looked at within 12 weeks, by 30 March; a lead who left leads no longer, and it stands in no list of theirs', () => {
    const held = workOf({ ...nothing, events: [...nothing.events, event('held', 5)] })
    assert.deepEqual([held.state, held.waits, held.dueOn], ['held', 'review', '2026-03-30'])
    const left = workOf({ ...nothing, events: [...nothing.events, event('left', 5, 'ann')] })
    assert.deepEqual([left.lead, left.team, left.gone], [null, [], ['ann']])
  })

  test('the order in which the facts come decides nothing, and nobody is both in a team and gone from it', () => {
    const names = fc.constantFrom('held', 'resumed', 'closed', 'reopened', 'led', 'joined', 'left')
    const facts = fc.uniqueArray(fc.record({ name: names, day: fc.integer({ min: 2, max: 300 }), who: fc.nat(3) }), {
      selector: ({ day }) => day,
      maxLength: 12,
    })
    fc.assert(
      fc.property(facts, some => {
        const events = some.map(({ name, day, who }) =>
          event(name, day, ['led', 'joined', 'left'].includes(name) ? `p${who}` : null),
        )
        const work = workOf({ ...nothing, events })
        const { gone, ...turned } = workOf({ ...nothing, events: events.toReversed() })
        assert.deepEqual({ ...turned, gone: [...gone].sort() }, { ...work, gone: [...work.gone].sort() })
        assert.deepEqual(
          work.gone.filter(id => work.team.includes(id)),
          [],
        )
      }),
    )
  })
})
