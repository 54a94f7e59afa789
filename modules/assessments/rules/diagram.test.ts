import { test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { momentState } from './moments.ts'

const events = ['met', 'missed', 'the time runs out'] as const

/** An answer is for good: the database takes one. */
function after(happened: readonly (typeof events)[number][]): string {
  const outcome = happened.find(it => it !== 'the time runs out') ?? null
  const now = happened.includes('the time runs out') ? '2026-01-03T09:00:00Z' : '2026-01-01T10:00:00Z'
  return momentState({ opened_at: '2026-01-01T09:00:00Z', hours: 24, outcome }, new Date(now))
}

test('the README shows the states of a reachable moment as the rules draw them', () =>
  assertShown(new URL('../README.md', import.meta.url), stateDiagram({ begins: 'somebody is to go', events, after })))
