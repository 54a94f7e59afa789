// Which places have more fresh reports than chance explains.
import { poissonTail, random } from '#engines/numerics'

export type Placement = {
  /** Fresh reports by place. */
  readonly counts: Float64Array
  /** How many reports each place usually gets, in any unit: only the proportions count. All above 0. */
  readonly usual: Float64Array
  readonly simulations: number
  readonly seed: number
}

/** Fewer fresh reports than this are never a signal: one event may have been told twice. */
export const fewestReports = 3

/**
 * For each place with reports, how often one or more places would stand out as much if the same number of reports had fallen
 * where they usually do: a Monte Carlo p-value of the smallest Poisson tail over the whole map, the observed map counted as one
 * draw (Westfall and Young 1993, single step). It is the chance of a false alarm anywhere. 1 where nothing was reported.
 */
export function surprise({ counts, usual, simulations, seed }: Placement): Float64Array {
  const reports = counts.reduce((sum, count) => sum + count, 0)
  const shares = sharesOf(usual)
  const tail = tails(shares, reports)
  const smallest = Float64Array.from({ length: simulations }, (_, draw) =>
    smallestTail(scatter(shares, reports, seed, draw), tail),
  ).sort()
  return counts.map((count, place) => {
    if (count === 0) return 1
    const own = tail(place, count)
    return (1 + countUpTo(smallest, own)) / (simulations + 1)
  })
}

/** The places that raise a signal: enough reports, and at most this chance that any place does by chance. */
export function signals(placement: Placement, falseAlarm: number): boolean[] {
  const values = surprise(placement)
  return Array.from(values, (value, place) => (placement.counts[place] ?? 0) >= fewestReports && value <= falseAlarm)
}

function sharesOf(usual: Float64Array): Float64Array {
  const total = usual.reduce((sum, value) => sum + value, 0)
  return usual.map(value => value / total)
}

/** Chance of so many reports or more at a place, each computed once. */
function tails(shares: Float64Array, reports: number): (place: number, count: number) => number {
  const known = new Map<number, number>()
  return (place, count) => {
    const key = place * (reports + 1) + count
    const found = known.get(key)
    if (found !== undefined) return found
    const value = poissonTail(count, reports * (shares[place] ?? 0))
    known.set(key, value)
    return value
  }
}

/** Reports that fall where they usually do: how many at each place that got any. */
function scatter(shares: Float64Array, reports: number, seed: number, draw: number): Map<number, number> {
  const chance = random(seed).split(draw)
  const ends = cumulated(shares)
  const found = new Map<number, number>()
  for (let report = 0; report < reports; report++) {
    const place = Math.min(shares.length - 1, countUpTo(ends, chance.next()))
    found.set(place, (found.get(place) ?? 0) + 1)
  }
  return found
}

function cumulated(shares: Float64Array): Float64Array {
  let sum = 0
  return shares.map(share => (sum += share))
}

function smallestTail(scattered: ReadonlyMap<number, number>, tail: (place: number, count: number) => number): number {
  let smallest = 1
  for (const [place, count] of scattered) smallest = Math.min(smallest, tail(place, count))
  return smallest
}

/** How many of the sorted values are at most this. */
function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
