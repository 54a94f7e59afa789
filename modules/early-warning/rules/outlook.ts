// How many signs to expect in the next fortnight: the long-run rate of each place, shrunk to all places, in which old fortnights
// may count for less. It is the baseline that any cleverer model must beat.
import { atLeastOne, countInterval, countLog, fitPrior, shrunkRate } from '#engines/point-process'

export type Counts = {
  readonly places: number
  readonly periods: number
  /** counts[place * periods + period], oldest first. */
  readonly counts: Float64Array
  /** The first period in which each place was watched; all from the first unless told. */
  readonly since?: Int32Array
}

export type Outlook = {
  readonly expected: Float64Array
  readonly chance: Float64Array
  /** Central 90 % interval of the count. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** What one sign of the last fortnight adds to the expected count of its place. */
  readonly weight: Float64Array
}

type Posterior = { readonly rate: Float64Array; readonly shape: Float64Array; readonly weight: Float64Array }

/** How much a fortnight's count is worth a fortnight later: the values that are tried. */
export const memories = [1, 0.98, 0.95, 0.9, 0.8] as const

/**
 * Gamma-Poisson rates from the periods before `until`, each worth `memory` times the one after it (the power steady model:
 * Smith 1979, Journal of the Royal Statistical Society B 41), shrunk to all places (Clayton and Kaldor 1987, Biometrics 43).
 */
export function posterior({ places, periods, counts, since }: Counts, until: number, memory: number): Posterior {
  const worth = Float64Array.from({ length: until }, (_, period) => memory ** (until - 1 - period))
  const seen = new Float64Array(places)
  const exposed = new Float64Array(places)
  for (let place = 0; place < places; place++) {
    for (let period = since?.[place] ?? 0; period < until; period++) {
      const weight = worth[period] ?? 0
      seen[place] = (seen[place] ?? 0) + weight * (counts[place * periods + period] ?? 0)
      exposed[place] = (exposed[place] ?? 0) + weight
    }
  }
  const prior = fitPrior(seen, exposed)
  return {
    rate: seen.map((count, place) => shrunkRate(prior, count, exposed[place] ?? 0)),
    shape: seen.map(count => count + prior.shape),
    weight: exposed.map(exposure => 1 / (exposure + prior.shape / prior.mean)),
  }
}

/** The fortnight after the last. */
export function outlook(counts: Counts, memory: number): Outlook {
  const { rate, shape, weight } = posterior(counts, counts.periods, memory)
  const intervals = Array.from(rate, (mean, place) => countInterval(mean, shape[place] ?? 1, 0.9))
  return {
    expected: rate,
    chance: rate.map((mean, place) => atLeastOne(mean, shape[place] ?? 1)),
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    weight,
  }
}

/** The memory that foretold the periods from `from` to before `until` best, each from the periods before it (mean log score). */
export function chooseMemory(counts: Counts, from: number, until: number): number {
  const scored = memories.map(memory => {
    let score = 0
    for (let period = from; period < until; period++) score += logScore(counts, period, memory)
    return { memory, score }
  })
  return scored.reduce((best, it) => (it.score > best.score ? it : best)).memory
}

function logScore(all: Counts, period: number, memory: number): number {
  const { rate, shape } = posterior(all, period, memory)
  let score = 0
  for (let place = 0; place < all.places; place++)
    score += countLog(all.counts[place * all.periods + period] ?? 0, rate[place] ?? 0, shape[place] ?? 1)
  return score
}
