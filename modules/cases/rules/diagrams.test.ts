import { describe, test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { type MoveEventName, moveEventWords, moveState, moveStateWords } from './moves.ts'
import { type Agreement, type SignOff, standingOf } from './plan.ts'
import { type CaseFact, stateOf } from './state.ts'

const readme = new URL('../README.md', import.meta.url)
const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 9, at))

const caseEvents = ['assessed', 'plan agreed', 'held', 'resumed', 'closed', 'reopened'] as const
const ofCase = (happened: readonly CaseFact['event'][]): string =>
  stateOf((['opened', ...happened] as const).map((event, at) => ({ event, at: minute(at) })))

const planEvents = ['everybody says yes', 'somebody says no', 'signed off', 'sent back'] as const
type PlanEvent = (typeof planEvents)[number]

/** A second person looks only at a plan that is agreed. */
function ofPlan(happened: readonly PlanEvent[]): string {
  const agreements: Agreement[] = []
  const signOffs: SignOff[] = []
  happened.forEach((event, at) => {
    if (event === 'signed off' || event === 'sent back') {
      if (standingOf(agreements, signOffs) !== 'draft')
        signOffs.push({ answer: event, why: 'x', at: minute(at), name: null })
    } else {
      const answer = event === 'everybody says yes' ? 'yes' : 'no'
      const said = { answer, why: '', how: '', answered_on: '2026-01-01', recorded_at: minute(at) } as const
      agreements.push({ ...said, what: 'plan by person' }, { ...said, what: 'plan by carer' })
    }
  })
  return standingOf(agreements, signOffs)
}

const moveEvents = Object.keys(moveEventWords) as MoveEventName[]
const ofMove = (happened: readonly MoveEventName[]): string =>
  moveStateWords[moveState(happened.map((event, at) => ({ event, at: minute(at) })))]

describe('the diagrams of the README are those that the rules draw', () => {
  test('of a case', () => assertShown(readme, stateDiagram({ begins: 'opened', events: caseEvents, after: ofCase })))
  test('of a plan', () => assertShown(readme, stateDiagram({ begins: 'written', events: planEvents, after: ofPlan })))
  test('of the handover of a move', () =>
    assertShown(readme, stateDiagram({ begins: 'a move is known', events: moveEvents, after: ofMove })))
})
