// How the list would have done: before each past fortnight it is made again from what was known then.

import { atLeastOne } from '#engines/point-process'
import { type Counts, chooseMemory, posterior } from './outlook.ts'

/** Places on a list. */
export const listed = 10

export type Rival = {
  readonly name: 'long-run' | 'last-four-weeks'
  /** Places of its ten that had a sign, on average. */
  readonly hits: number
  /** By how many the list found more, on average, with the ends of a rough 95 % interval over the fortnights. */
  readonly more: number
  readonly low: number
  readonly high: number
}

export type Record = {
  /** Fortnights that were foretold and have passed. */
  readonly windows: number
  /** How much a fortnight counts a fortnight later: chosen from earlier fortnights alone. */
  readonly memory: number
  /** Of ten places named, how many had at least one sign, on average. */
  readonly hits: number
  /** How many the list said would. */
  readonly said: number
  /** How many of any ten places did. */
  readonly anyTen: number
  readonly byWindow: readonly number[]
  readonly rivals: readonly Rival[]
}

const scored = 26
const tuned = 13
/** Fortnights without which nothing is foretold. */
const before = 13

/** The record over the last 26 fortnights, or as many as there are after a quarter of a year to learn from and one to tune in. */
export function pastRecord(counts: Counts): Record {
  const first = Math.max(before + tuned, counts.periods - scored)
  if (first >= counts.periods) return { windows: 0, memory: 1, hits: 0, said: 0, anyTen: 0, byWindow: [], rivals: [] }
  const memory = chooseMemory(counts, first - tuned, first)
  const windows = Array.from({ length: counts.periods - first }, (_, at) => first + at)
  const made = windows.map(period => ({ period, ...listBefore(counts, period, memory) }))
  const byWindow = made.map(({ period, places }) => hitsOf(counts, places, period))
  const rivals = [
    rivalOf(
      'long-run',
      byWindow,
      windows.map(period => hitsOf(counts, listBefore(counts, period, 1).places, period)),
    ),
    rivalOf(
      'last-four-weeks',
      byWindow,
      windows.map(period => hitsOf(counts, busiest(counts, period), period)),
    ),
  ]
  return {
    windows: windows.length,
    memory,
    hits: mean(byWindow),
    said: mean(made.map(({ said }) => said)),
    anyTen: mean(windows.map(period => anyTenOf(counts, period))),
    byWindow,
    rivals,
  }
}

function listBefore(counts: Counts, period: number, memory: number) {
  const { rate, shape } = posterior(counts, period, memory)
  const chance = rate.map((value, place) => atLeastOne(value, shape[place] ?? 1))
  const places = highest(chance)
  return { places, said: places.reduce((sum, place) => sum + (chance[place] ?? 0), 0) }
}

/** The places with most signs in the two fortnights before; the long run decides between equals. */
function busiest(counts: Counts, period: number): number[] {
  const { rate } = posterior(counts, period, 1)
  const at = (place: number, ago: number): number => counts.counts[place * counts.periods + period - ago] ?? 0
  return highest(rate.map((value, place) => at(place, 1) + at(place, 2) + value / 1_000))
}

/** The positions of the ten highest values, highest first. */
export function highest(values: Float64Array, many = listed): number[] {
  return Array.from(values.keys())
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
    .slice(0, many)
}

function hitsOf({ counts, periods }: Counts, places: readonly number[], period: number): number {
  return places.filter(place => (counts[place * periods + period] ?? 0) > 0).length
}

function anyTenOf(all: Counts, period: number): number {
  const everywhere = Array.from({ length: all.places }, (_, place) => place)
  return (hitsOf(all, everywhere, period) / all.places) * Math.min(listed, all.places)
}

function rivalOf(name: Rival['name'], ours: readonly number[], theirs: readonly number[]): Rival {
  const differences = ours.map((hits, at) => hits - (theirs[at] ?? 0))
  const more = mean(differences)
  const spread = differences.reduce((sum, it) => sum + (it - more) ** 2, 0) / Math.max(1, differences.length - 1)
  const margin = 2 * Math.sqrt(spread / differences.length)
  return { name, hits: mean(theirs), more, low: more - margin, high: more + margin }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
