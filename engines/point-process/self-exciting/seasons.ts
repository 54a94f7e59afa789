import type { Sorted } from './background.ts'

/** Multiples of the background by weekday and by twelfth of the year; both average one over the period. */
export type Rhythm = {
  readonly weekday: Float64Array
  readonly season: Float64Array
  /** The background's multiple at time t. */
  readonly at: (t: number) => number
}

export type RhythmOptions = {
  /** Weekday of day 0, 0 for Monday; without it the week is flat. */
  readonly firstWeekday?: number
  /** Day of the year of day 0, 0 for 1 January; without it the year is flat. */
  readonly firstYearDay?: number
}

const YEAR = 365.25
const flat = (many: number): Float64Array => new Float64Array(many).fill(1)
const wrap = (value: number, span: number): number => ((value % span) + span) % span
// Half a percent of the events, spread evenly: a month without an event is quiet, not impossible.
const PRIOR_SHARE = 0.005

export const steady: Rhythm = { weekday: flat(7), season: flat(12), at: () => 1 }

/** Multiples from the events' background probabilities: their share of a bin over the bin's share of the period. */
export function rhythmOf(events: Sorted, probability: Float64Array, options: RhythmOptions, last: Rhythm): Rhythm {
  const { firstWeekday, firstYearDay } = options
  if (firstWeekday === undefined && firstYearDay === undefined) return steady
  const day = (t: number) => (firstWeekday === undefined ? 0 : wrap(Math.floor(t) + firstWeekday, 7))
  const month = (t: number) => (firstYearDay === undefined ? 0 : Math.floor((wrap(t + firstYearDay, YEAR) / YEAR) * 12))
  const weekday =
    firstWeekday === undefined ? flat(7) : multiples(events, probability, 7, day, t => last.season[month(t)])
  const season = firstYearDay === undefined ? flat(12) : multiples(events, probability, 12, month, t => weekday[day(t)])
  return { weekday, season, at: t => weekday[day(t)] * season[month(t)] }
}

function multiples(
  { t, window }: Sorted,
  probability: Float64Array,
  bins: number,
  bin: (t: number) => number,
  other: (t: number) => number,
): Float64Array {
  const seen = new Float64Array(bins)
  const exposed = new Float64Array(bins)
  for (let i = 0; i < t.length; i++) seen[bin(t[i])] += probability[i]
  const steps = Math.ceil((window.end - window.start) * 4)
  const step = (window.end - window.start) / steps
  for (let s = 0; s < steps; s++) {
    const at = window.start + (s + 0.5) * step
    exposed[bin(at)] += other(at) / steps
  }
  const total = seen.reduce((a, b) => a + b, 0)
  const prior = PRIOR_SHARE * total
  return seen.map((count, b) => (exposed[b] > 0 ? (count + prior * exposed[b]) / (exposed[b] * (total + prior)) : 1))
}
