import { test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { type ConflictEvent, daysLater, recentDays, stateOf } from './rules.ts'

const events = ['something happens', 'something worse happens', '28 quiet days', 'said to be calm', 'closed'] as const

/** Each event is on the day after the one before. */
function after(happened: readonly (typeof events)[number][]): string {
  const first = { id: '0', kind: 'happened', on: '2026-01-01', stage: 1, reviewOn: null, refers: null } as const
  const known: ConflictEvent[] = [first]
  let [today, stage]: [string, number] = [first.on, 1]
  for (const event of happened) {
    today = daysLater(today, event === '28 quiet days' ? recentDays : 1)
    if (event === '28 quiet days') continue
    if (event === 'something worse happens') stage += 1
    const kind = event === 'closed' ? 'closed' : event === 'said to be calm' ? 'calm' : 'happened'
    const said = { kind, on: today, stage: kind === 'happened' ? stage : null } as const
    known.push({ ...first, ...said, id: String(known.length) })
  }
  return stateOf(known, today)
}

test('the README shows the states of a conflict as the rules draw them', () =>
  assertShown(new URL('README.md', import.meta.url), stateDiagram({ begins: 'something happens', events, after })))
