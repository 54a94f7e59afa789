// Conflicts of the list: never more than four, so that six places or more are always on it.
import { type Entry, figuresAt, movers, periods } from './list.ts'
import { outlook, posterior } from './outlook.ts'
import { highest } from './record.ts'
import { countSigns, type Sign } from './signs.ts'

export type ConflictQuestion = {
  readonly conflicts: number
  readonly events: readonly Sign[]
  /** Which conflicts are rising by the rule of modules/conflicts. */
  readonly rising: readonly boolean[]
  readonly today: string
  readonly most: number
}

/** The conflicts that are listed, and the chance of at least one event of every one: sealed, and shown to nobody until it is tried. */
export type ConflictsAnswer = { readonly entries: readonly Entry[]; readonly chance: Float64Array }

/** The conflicts of the list: rising ones first, then those with most events to expect. */
export function conflictsToWatch({ conflicts, events, rising, today, most }: ConflictQuestion): ConflictsAnswer {
  if (conflicts === 0) return { entries: [], chance: new Float64Array() }
  const counts = countSigns(events, conflicts, periods, today)
  const since = firstPeriods(counts, conflicts)
  const all = { places: conflicts, periods, counts, since }
  const memory = 0.9
  const next = outlook(all, memory)
  const usual = posterior(all, { until: periods, memory: 1 }).rate
  const order = highest(
    next.expected.map((expected, at) => expected + (rising[at] === true ? 1_000 : 0)),
    most,
  )
  const entries = order.map(at => ({
    ...figuresAt(next, at),
    usual: usual[at] ?? 0,
    background: Math.min(next.expected[at] ?? 0, usual[at] ?? 0),
    signal: rising[at] === true,
    movedBy: movers(events, at, today, { adds: next.weight[at] ?? 0, memory }),
  }))
  return { entries, chance: next.chance }
}

/** Fortnights that a conflict counts as watched at least, so that a first few reports are not read as a rate that goes on. */
const leastWatched = 4

/** The period from which each counts as watched: that of its first event, and at least eight weeks ago. */
function firstPeriods(counts: Float64Array, places: number): Int32Array {
  return Int32Array.from({ length: places }, (_, place) => {
    const found = counts.subarray(place * periods, (place + 1) * periods).findIndex(count => count > 0)
    return Math.min(found < 0 ? periods : found, periods - leastWatched)
  })
}

/** Conflicts that a list has room for, so that six places or more are always on it. */
export const mostConflicts = 4
