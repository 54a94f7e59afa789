import { test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { events, progressOf } from './rules.ts'

test('the README shows the states of an action as the rules draw them', () => {
  const after = (happened: readonly (typeof events)[number][]): string =>
    progressOf(happened.map((event, at) => ({ event, at: new Date(at), due: null }))).state
  assertShown(new URL('README.md', import.meta.url), stateDiagram({ begins: 'proposed', events, after }))
})
