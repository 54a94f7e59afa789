// How the methods would have done: before each past window they foretell again from what was known then.
import { type Method, type MethodName, toBeat } from './methods.ts'
import { type Counts, chances } from './outlook.ts'
import { type Bin, binned, brierOf, logScoreOf } from './scores.ts'
import { evidence, type Gain, gainOf } from './skill.ts'
import type { Rhythm } from './unit.ts'

/** Places on a list. */
export const listed = 10

/** One method over the windows that were tried. */
export type Tried = {
  readonly name: MethodName
  readonly baseline: boolean
  /** Places of its ten that had a sign, on average. */
  readonly hits: number
  /** How many it said would. */
  readonly said: number
  /** Mean log score of a window, in nats: nearer to 0 is better. */
  readonly logScore: number
  readonly brier: number
  readonly byWindow: readonly number[]
  /** Against the baseline that every model has to beat. */
  readonly gains: readonly Gain[]
  /** By how many fewer or more places the shown list found than this method, with the ends of a rough 95 % interval. */
  readonly behind: { readonly more: number; readonly low: number; readonly high: number }
}

export type Record = {
  /** Windows that were foretold and have passed. */
  readonly windows: number
  /** How much a period counts a period later: chosen from earlier periods alone. */
  readonly memory: number
  /** The method with the best log score: the list is its. */
  readonly shown: MethodName
  /** How many of any ten places had a sign. */
  readonly anyTen: number
  readonly methods: readonly Tried[]
  /** Of the method shown: chance said against share that came true. */
  readonly bins: readonly Bin[]
  /** Evidence after the last window that the method shown beats the baseline; 20 is proof. */
  readonly evidence: number
  readonly rises: Rises
}

/** New rises after a quiet quarter, and how soon the place stood on the list. */
export type Rises = { readonly many: number; readonly found: number; readonly windows: number | null }

/** The first period that can be foretold; undefined where there is too little past to learn from, and to tune in. */
export function firstTried({ periods }: Counts, { before, tuned, scored }: Rhythm, lag: number): number | undefined {
  const first = Math.max(before + tuned + lag, periods - scored)
  return first < periods ? first : undefined
}

export type Tries = {
  readonly methods: readonly Method[]
  /** Methods that took themselves out of use: tried and told of, never shown. */
  readonly withdrawn: readonly MethodName[]
  readonly memory: number
  readonly rhythm: Rhythm
  /** Periods between the last one on file and the one that is foretold. */
  readonly lag: number
  /** Lets others work between two windows. */
  readonly breathe: () => Promise<void>
}

export type Past = {
  readonly record: Record
  /** Of the method shown: the ten places of each window, and where a sign came. */
  readonly lists: readonly (readonly number[])[]
  readonly happened: readonly Float64Array[]
}

export async function tryPast(counts: Counts, tries: Tries): Promise<Past> {
  const first = firstTried(counts, tries.rhythm, tries.lag)
  if (first === undefined) return untried(tries.memory)
  const told: Float64Array[][] = []
  const happened: Float64Array[] = []
  for (let target = first; target < counts.periods; target++) {
    const seen = happenedIn(counts, target)
    if (seen.every(Number.isNaN) || onFileBefore(counts, target - tries.lag) < fewestOnFile) continue
    const window = { until: target - tries.lag, target }
    told.push(tries.methods.map(({ tell }) => chances(tell(counts, window))))
    happened.push(seen)
    await tries.breathe()
  }
  return summary(counts, tries, told, happened)
}

/** Periods on file without which nothing is foretold, even where the map begins earlier. */
const fewestOnFile = 3

function onFileBefore({ periods, counts }: Counts, until: number): number {
  return counts.subarray(0, Math.min(periods, until)).filter(count => !Number.isNaN(count)).length
}

function untried(memory: number): Past {
  const rises = { many: 0, found: 0, windows: null }
  const record: Record = { windows: 0, memory, shown: toBeat, anyTen: 0, methods: [], bins: [], evidence: 1, rises }
  return { record, lists: [], happened: [] }
}

/** 1 where a sign came in that period, NaN where nothing is on file. */
export function happenedIn({ places, periods, counts }: Counts, period: number): Float64Array {
  return Float64Array.from({ length: places }, (_, place) => {
    const count = counts[place * periods + period] ?? 0
    return Number.isNaN(count) ? count : Math.min(1, count)
  })
}

function summary(counts: Counts, tries: Tries, told: Float64Array[][], happened: Float64Array[]): Past {
  const at = tries.methods.findIndex(({ name }) => name === toBeat)
  const raw = tries.methods.map((method, m) => {
    const own = told.map(methods => methods[m] ?? new Float64Array())
    const lists = own.map(chance => highest(chance))
    return { method, own, lists, byWindow: lists.map((places, w) => hitsOf(places, happened[w])) }
  })
  const scores = raw.map(({ own }) => mean(own.map((chance, w) => logScoreOf(chance, happened[w] ?? chance))))
  const allowed = raw.map(({ method }) => !tries.withdrawn.includes(method.name))
  const best = scores.reduce((top, score, m) => (allowed[m] && score > (scores[top] ?? -Infinity) ? m : top), at)
  const shown = raw[best]
  const methods = raw.map(({ method, own, lists, byWindow }, m) => ({
    name: method.name,
    baseline: method.baseline,
    hits: mean(byWindow),
    said: mean(lists.map((places, w) => places.reduce((sum, place) => sum + (own[w]?.[place] ?? 0), 0))),
    logScore: scores[m] ?? 0,
    brier: mean(own.map((chance, w) => brierOf(chance, happened[w] ?? chance))),
    byWindow,
    gains: own.map((chance, w) => gainOf(chance, told[w]?.[at] ?? chance, happened[w] ?? chance)),
    behind: difference(shown?.byWindow ?? [], byWindow),
  }))
  const record = {
    windows: told.length,
    memory: tries.memory,
    shown: shown?.method.name ?? toBeat,
    anyTen: mean(happened.map(anyTenOf)),
    methods,
    bins: binned(shown?.own ?? [], happened),
    evidence: evidence(methods[best]?.gains ?? []).at(-1) ?? 1,
    rises: risesFound(counts, shown?.lists ?? []),
  }
  return { record, lists: shown?.lists ?? [], happened }
}

/** The positions of the ten highest values, highest first. */
export function highest(values: Float64Array, many = listed): number[] {
  return Array.from(values.keys())
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
    .slice(0, many)
}

export function hitsOf(places: readonly number[], happened: Float64Array | undefined): number {
  return places.filter(place => (happened?.[place] ?? 0) > 0).length
}

export function anyTenOf(happened: Float64Array): number {
  const known = happened.filter(value => !Number.isNaN(value))
  return (known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)) * Math.min(listed, known.length)
}

function difference(ours: readonly number[], theirs: readonly number[]) {
  const differences = ours.map((hits, at) => hits - (theirs[at] ?? 0))
  const more = mean(differences)
  const spread = differences.reduce((sum, it) => sum + (it - more) ** 2, 0) / Math.max(1, differences.length - 1)
  const margin = 2 * Math.sqrt(spread / Math.max(1, differences.length))
  return { more, low: more - margin, high: more + margin }
}

const quiet = 6
const patience = 3

/** A rise: two signs or more, at least four times the usual, after at most one in six periods. Found if listed in it or the two after. */
function risesFound({ places, periods, counts }: Counts, lists: readonly (readonly number[])[]): Rises {
  const first = periods - lists.length
  let many = 0
  const waits: number[] = []
  for (let place = 0; place < places; place++) {
    const own = counts.subarray(place * periods, (place + 1) * periods)
    for (let window = 0; window < lists.length; window++) {
      if (!isRise(own, first + window)) continue
      many += 1
      const wait = lists.slice(window, window + patience).findIndex(list => list.includes(place))
      if (wait >= 0) waits.push(wait)
    }
  }
  return { many, found: waits.length, windows: waits.length === 0 ? null : mean(waits) }
}

function isRise(own: Float64Array, period: number): boolean {
  const sum = (part: Float64Array): number =>
    part.reduce((total, count) => total + (Number.isNaN(count) ? 0 : count), 0)
  const usual = sum(own.subarray(0, period)) / Math.max(1, period)
  const count = own[period] ?? 0
  return count >= 2 && count >= 4 * usual && sum(own.subarray(Math.max(0, period - quiet), period)) <= 1
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
