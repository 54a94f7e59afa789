// The list itself: at most ten entries, each with the reports and incidents that moved it.
import { changePoints } from '#engines/point-process'
import { type Counts, outlook, posterior } from './outlook.ts'
import { highest, listed, pastRecord, type Record } from './record.ts'
import { signals } from './signal.ts'
import { countSigns, daysAgo, fortnight, type Sign } from './signs.ts'

export type Mover = { readonly kind: Sign['kind']; readonly id: string; readonly on: string; readonly adds: number }

export type Entry = {
  /** Position of the small area or conflict that it is about. */
  readonly at: number
  readonly expected: number
  readonly usual: number
  readonly chance: number
  readonly low: number
  readonly high: number
  readonly signal: boolean
  readonly movedBy: readonly Mover[]
}

export type PlacesQuestion = {
  readonly places: number
  readonly signs: readonly Sign[]
  /** Ids of reports that were closed: they are part of the past, and raise no signal. */
  readonly settled: ReadonlySet<string>
  readonly today: string
  readonly seed: number
}

/** Fortnights that are looked back on: three years. */
export const periods = 78
/** Days within which a report is fresh. */
export const freshDays = 28
/** Fortnights that are watched for a rise. */
const watched = 4
/** Of each of two tests: the chance that a list without any rise holds a signal of it. */
export const falseAlarmEach = 0.025
/** Days of which a sign can be named as what moved an entry. */
const namedDays = 56
const named = 8

export type PlacesAnswer = { readonly entries: readonly Entry[]; readonly record: Record; readonly fresh: number }

/** The places of the list: those with a signal first, all of them, then those with the highest chance until there are ten. */
export function placesToWatch({ places, signs, settled, today, seed }: PlacesQuestion): PlacesAnswer {
  const counts: Counts = { places, periods, counts: countSigns(signs, places, periods, today) }
  const record = pastRecord(counts)
  const next = outlook(counts, record.memory)
  const usual = posterior(counts, periods, 1).rate
  const reports = freshReports(signs, settled, today)
  const told = countsOf(reports, places)
  // Where reports usually come from is learnt before the fresh ones, or they would explain themselves away.
  const before = posterior(counts, periods - freshDays / fortnight, 1).rate
  const byReports = signals({ counts: told, usual: before, simulations: 999, seed }, falseAlarmEach)
  const byIncidents = rises(signs, places, today, seed)
  const raised = (at: number): boolean => byReports[at] === true || byIncidents[at] === true
  const order = highest(
    next.chance.map((chance, at) => chance + (raised(at) ? 2 : 0)),
    places,
  ).slice(0, Math.max(listed, next.chance.filter((_, at) => raised(at)).length))
  const entries = order.map(at => ({
    at,
    expected: next.expected[at] ?? 0,
    usual: usual[at] ?? 0,
    chance: next.chance[at] ?? 0,
    low: next.low[at] ?? 0,
    high: next.high[at] ?? 0,
    signal: raised(at),
    movedBy: movers(signs, at, today, { adds: next.weight[at] ?? 0, memory: record.memory }),
  }))
  return { entries, record, fresh: reports.length }
}

function freshReports(signs: readonly Sign[], settled: ReadonlySet<string>, today: string): Sign[] {
  return signs.filter(({ kind, id, on }) => {
    const ago = daysAgo(on, today)
    return kind === 'tension' && !settled.has(id) && ago >= 0 && ago < freshDays
  })
}

function countsOf(signs: readonly Sign[], places: number): Float64Array {
  const counts = new Float64Array(places)
  for (const { at } of signs) counts[at] = (counts[at] ?? 0) + 1
  return counts
}

/** Places whose incidents alone have risen against their own past, and still do. */
function rises(signs: readonly Sign[], places: number, today: string, seed: number): boolean[] {
  const incidents = signs.filter(({ kind }) => kind === 'incident')
  const counts = countSigns(incidents, places, periods, today)
  const input = { areas: places, periods, counts, baseline: periods - watched }
  const { statistic, threshold } = changePoints(input, { falseAlarm: falseAlarmEach, simulations: 199, seed })
  return Array.from({ length: places }, (_, at) => (statistic[at * periods + periods - 1] ?? 0) > threshold)
}

type Moving = { readonly adds: number; readonly memory: number }

/** The signs of the last eight weeks that add most: reports before incidents where they add the same, then the newest. */
export function movers(signs: readonly Sign[], at: number, today: string, { adds, memory }: Moving): Mover[] {
  const rank = (kind: Sign['kind']): number => (kind === 'incident' ? 1 : 0)
  return signs
    .flatMap(sign => {
      const ago = daysAgo(sign.on, today)
      if (sign.at !== at || ago < 0 || ago >= namedDays) return []
      return [{ kind: sign.kind, id: sign.id, on: sign.on, adds: adds * memory ** Math.floor(ago / fortnight) }]
    })
    .sort(
      (a, b) => rank(a.kind) - rank(b.kind) || b.adds - a.adds || b.on.localeCompare(a.on) || a.id.localeCompare(b.id),
    )
    .slice(0, named)
}

export type ConflictQuestion = {
  readonly conflicts: number
  readonly events: readonly Sign[]
  /** Which conflicts are rising by the rule of modules/conflicts. */
  readonly rising: readonly boolean[]
  readonly today: string
  readonly most: number
}

/** The conflicts of the list: rising ones first, then those with most events to expect. */
export function conflictsToWatch({ conflicts, events, rising, today, most }: ConflictQuestion): Entry[] {
  if (conflicts === 0) return []
  const counts = countSigns(events, conflicts, periods, today)
  const since = firstPeriods(counts, conflicts)
  const all = { places: conflicts, periods, counts, since }
  const memory = 0.9
  const next = outlook(all, memory)
  const usual = posterior(all, periods, 1).rate
  const order = highest(
    next.expected.map((expected, at) => expected + (rising[at] === true ? 1_000 : 0)),
    most,
  )
  return order.map(at => ({
    at,
    expected: next.expected[at] ?? 0,
    usual: usual[at] ?? 0,
    chance: next.chance[at] ?? 0,
    low: next.low[at] ?? 0,
    high: next.high[at] ?? 0,
    signal: rising[at] === true,
    movedBy: movers(events, at, today, { adds: next.weight[at] ?? 0, memory }),
  }))
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
