// State diagrams of READMEs, drawn from the rules themselves by trying every event: nobody draws one by hand, so none can drift.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

export type Machine<E extends string> = {
  /** What begins it. */
  readonly begins: string
  readonly events: readonly E[]
  /** The state, as it is called, after these events in this order. */
  readonly after: (happened: readonly E[]) => string
}

/** No story of more events than this is tried. What a state hides shows within it. */
const longest = 6

/**
 * The states that can be reached and what leads from each to another, as Mermaid text. Two stories that are in one state, and from which
 * each event leads to the same states, are one: what a state remembers without showing it, such as a plan that was agreed before a case
 * was put on hold, is drawn as the several ways on.
 */
export function stateDiagram<E extends string>({ begins, events, after }: Machine<E>): string {
  const ways = new Map<string, E[]>()
  const seen = new Set<string>()
  const waiting: (readonly E[])[] = [[]]
  for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
    const told = story
    const from = after(told)
    const next = events.map(event => ({ event, to: after([...told, event]) }))
    const alike = JSON.stringify([from, ...next.map(({ to }) => to)])
    if (seen.has(alike) || told.length > longest) continue
    seen.add(alike)
    waiting.push(...events.map(event => [...told, event]))
    for (const { event, to } of next.filter(it => it.to !== from)) {
      const way = `${idOf(from)} --> ${idOf(to)}`
      ways.set(way, [...new Set([...(ways.get(way) ?? []), event])])
    }
  }
  const named = [...seen].map(alike => String(JSON.parse(alike)[0]))
  const words = [...new Set(named)].filter(state => idOf(state) !== state).map(state => `  ${idOf(state)}: ${state}`)
  const drawn = [...ways].map(([way, by]) => `  ${way}: ${by.toSorted(inOrderOf(events)).join(', ')}`)
  return ['stateDiagram-v2', `  [*] --> ${idOf(after([]))}: ${begins}`, ...words, ...drawn].join('\n')
}

const idOf = (state: string): string => state.replaceAll(/[^a-z0-9]+/gi, '_')

const inOrderOf =
  <E>(events: readonly E[]) =>
  (a: E, b: E): number =>
    events.indexOf(a) - events.indexOf(b)

/** Fails, with what should stand there, unless this README shows this diagram. */
export function assertShown(readme: URL, diagram: string): void {
  const shown = readFileSync(readme, 'utf8').includes(`\`\`\`mermaid\n${diagram}\n\`\`\``)
  assert.ok(shown, `The README should show:\n${diagram}`)
}
