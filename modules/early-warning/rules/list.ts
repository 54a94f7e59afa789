// The list itself: at most ten entries, each with the reports and incidents that moved it.
import { changePoints } from '#engines/point-process'
import { exciting, type Middle } from './exciting.ts'
import { baselines, fading, type MethodName } from './methods.ts'
import { type Counts, chances, chooseMemory, inFigures, type Outlook, posterior } from './outlook.ts'
import { firstTried, highest, listed, type Past, tryPast } from './record.ts'
import { signals } from './signal.ts'
import { countSigns, daysAgo, fortnight, monthsOf, type Sign } from './signs.ts'
import { rhythms } from './unit.ts'

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
  /** The part of what is expected that its long-run rate alone would bring. */
  readonly background: number
  readonly movedBy: readonly Mover[]
}

export type PlacesQuestion = {
  readonly places: number
  readonly signs: readonly Sign[]
  /** Ids of reports that were closed: they are part of the past, and raise no signal. */
  readonly settled: ReadonlySet<string>
  readonly today: string
  readonly seed: number
  /** The middle of every place in metres; empty where no outlines are loaded. */
  readonly middles: readonly Middle[]
  /** Methods that took themselves out of use. */
  readonly withdrawn: readonly MethodName[]
  /** Lets others work between two windows of the past. */
  readonly breathe: () => Promise<void>
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

export type PlacesAnswer = {
  readonly entries: readonly Entry[]
  readonly past: Past
  readonly fresh: number
  /** What every method says of every place in the coming window. */
  readonly chances: readonly Said[]
}

export type Said = { readonly name: MethodName; readonly chance: Float64Array }

/** The fortnights of a map, and every way of foretelling them. */
export function fortnightly(question: Omit<PlacesQuestion, 'settled' | 'seed' | 'withdrawn' | 'breathe'>) {
  const { signs, places, today, middles } = question
  const months = monthsOf(periods, today)
  const counts: Counts = { places, periods, counts: countSigns(signs, places, periods, today), months }
  const first = firstTried(counts, rhythms.fortnight, 0) ?? periods
  const memory = chooseMemory(counts, first - rhythms.fortnight.tuned, first)
  const shape = { signs, middles, daysAgo: ({ on }: Sign) => daysAgo(on, today), days: fortnight, periods }
  const clever = exciting(shape)
  const methods = [...baselines(26), fading(memory), ...(clever === undefined ? [] : [clever])]
  return { counts, memory, methods }
}

/** The places of the list: those with a signal first, all of them, then those with the highest chance until there are ten. */
export async function placesToWatch(question: PlacesQuestion): Promise<PlacesAnswer> {
  const { places, signs, settled, today, seed, withdrawn, breathe } = question
  const { counts, memory, methods } = fortnightly(question)
  const past = await tryPast(counts, { methods, memory, withdrawn, rhythm: rhythms.fortnight, lag: 0, breathe })
  const told = methods.map(method => ({ method, told: method.tell(counts, { until: periods, target: periods }) }))
  const usual = posterior(counts, { until: periods, memory: 1 })
  const next = inFigures(told.find(({ method }) => method.name === past.record.shown)?.told ?? usual)
  const reports = freshReports(signs, settled, today)
  const raised = raisedBy({ places, signs, today, seed, counts, reports })
  const order = highest(
    next.chance.map((chance, at) => chance + (raised(at) ? 2 : 0)),
    places,
  ).slice(0, Math.max(listed, next.chance.filter((_, at) => raised(at)).length))
  const fades = past.record.shown === 'fading' ? memory : 1
  const entries = order.map(at => ({
    ...figuresAt(next, at),
    usual: usual.rate[at] ?? 0,
    background: Math.min(next.expected[at] ?? 0, usual.rate[at] ?? 0),
    signal: raised(at),
    movedBy: movers(signs, at, today, { adds: next.weight[at] ?? 0, memory: fades }),
  }))
  const chancesSaid = told.map(({ method, told: it }) => ({ name: method.name, chance: chances(it) }))
  return { entries, past, fresh: reports.length, chances: chancesSaid }
}

type Raising = {
  readonly places: number
  readonly signs: readonly Sign[]
  readonly today: string
  readonly seed: number
  readonly counts: Counts
  readonly reports: readonly Sign[]
}

function raisedBy({ places, signs, today, seed, counts, reports }: Raising): (at: number) => boolean {
  // Where reports usually come from is learnt before the fresh ones, or they would explain themselves away.
  const before = posterior(counts, { until: periods - freshDays / fortnight, memory: 1 }).rate
  const byReports = signals(
    { counts: countsOf(reports, places), usual: before, simulations: 999, seed },
    falseAlarmEach,
  )
  const byIncidents = rises(signs, places, today, seed)
  return at => byReports[at] === true || byIncidents[at] === true
}

/** One place of an outlook. */
export function figuresAt(next: Outlook, at: number) {
  const figure = (values: Float64Array): number => values[at] ?? 0
  return {
    at,
    expected: figure(next.expected),
    chance: figure(next.chance),
    low: figure(next.low),
    high: figure(next.high),
  }
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
