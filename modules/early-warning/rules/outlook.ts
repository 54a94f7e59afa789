// How many signs to expect in the next period: the long-run rate of each place, shrunk to all places, in which old periods may
// count for less. With all periods worth the same it is the baseline that any cleverer model must beat.
import { atLeastOne, countInterval, countLog, fitPrior, shrunkRate } from '#engines/point-process'

export type Counts = {
  readonly places: number
  readonly periods: number
  /** counts[place * periods + period], oldest first; NaN where nothing is on file. */
  readonly counts: Float64Array
  /** The first period in which each place was watched; all from the first unless told. */
  readonly since?: Int32Array
  /** The calendar month of each period, 0 for January, and of the periods that may be foretold after them. Without it: no season. */
  readonly months?: Int8Array
}

export type Outlook = {
  readonly expected: Float64Array
  readonly chance: Float64Array
  /** Central 90 % interval of the count. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** What one sign of the last period adds to the expected count of its place. */
  readonly weight: Float64Array
}

/** Expected signs of each place in a period, how surely they are known (shape of a gamma), and what one fresh sign adds. */
export type Told = { readonly rate: Float64Array; readonly shape: Float64Array; readonly weight: Float64Array }

/** How much a period's count is worth a period later: the values that are tried. */
export const memories = [1, 0.98, 0.95, 0.9, 0.8] as const

export type Past = {
  /** Only what came before this period is read. */
  readonly until: number
  /** How much a period is worth a period later. */
  readonly memory: number
  /** The first period that is read; 0 unless told. */
  readonly first?: number
  /** The period that is foretold; `until` unless told. */
  readonly target?: number
}

/**
 * Gamma-Poisson rates from the periods before `until`, each worth `memory` times the one after it (the power steady model:
 * Smith 1979, Journal of the Royal Statistical Society B 41), shrunk to all places (Clayton and Kaldor 1987, Biometrics 43). Where
 * calendar months are given, exposure and target carry the season's multiple.
 */
export function posterior(all: Counts, { until, memory, first = 0, target = until }: Past): Told {
  const { places, periods, counts, since } = all
  const season = seasonOf(all, until)
  const times = Float64Array.from({ length: until }, (_, period) => season(period))
  const seen = new Float64Array(places)
  const exposed = new Float64Array(places)
  for (let place = 0; place < places; place++) {
    for (let period = Math.max(first, since?.[place] ?? 0); period < until; period++) {
      const count = counts[place * periods + period] ?? 0
      if (Number.isNaN(count)) continue
      const worth = memory ** (until - 1 - period)
      seen[place] = (seen[place] ?? 0) + worth * count
      exposed[place] = (exposed[place] ?? 0) + worth * (times[period] ?? 1)
    }
  }
  const prior = fitPrior(seen, exposed)
  const ahead = season(target)
  return {
    rate: seen.map((count, place) => ahead * shrunkRate(prior, count, exposed[place] ?? 0)),
    shape: seen.map(count => count + prior.shape),
    weight: exposed.map(exposure => ahead / (exposure + prior.shape / prior.mean)),
  }
}

// A calendar month's multiple is weighed against 1 as if thirty signs had shown it to be ordinary.
const priorSigns = 30

/** The multiple of a period's calendar month over the whole map, from the periods before `until`; 1 everywhere without months. */
function seasonOf({ places, periods, counts, months }: Counts, until: number): (period: number) => number {
  if (months === undefined) return () => 1
  const total = new Float64Array(12)
  const watched = new Float64Array(12)
  for (let period = 0; period < until; period++) {
    const month = months[period] ?? 0
    for (let place = 0; place < places; place++) {
      const count = counts[place * periods + period] ?? 0
      if (Number.isNaN(count)) continue
      total[month] = (total[month] ?? 0) + count
      watched[month] = (watched[month] ?? 0) + 1 / places
    }
  }
  const all = total.reduce((sum, count) => sum + count, 0)
  const mean =
    all /
    Math.max(
      1e-9,
      watched.reduce((sum, count) => sum + count, 0),
    )
  if (mean === 0) return () => 1
  const multiple = total.map((count, month) => (count + priorSigns) / ((watched[month] ?? 0) * mean + priorSigns))
  return period => multiple[months[period] ?? 0] ?? 1
}

/** What was told, as chances and ranges. */
export function inFigures({ rate, shape, weight }: Told): Outlook {
  const intervals = Array.from(rate, (mean, place) => countInterval(mean, shape[place] ?? 1, 0.9))
  return {
    expected: rate,
    chance: chances({ rate, shape }),
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    weight,
  }
}

/** The chance of one sign or more at each place. */
export function chances({ rate, shape }: Pick<Told, 'rate' | 'shape'>): Float64Array {
  return rate.map((mean, place) => atLeastOne(mean, shape[place] ?? 1))
}

/** The period after the last. */
export function outlook(counts: Counts, memory: number): Outlook {
  return inFigures(posterior(counts, { until: counts.periods, memory }))
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
  const { rate, shape } = posterior(all, { until: period, memory })
  let score = 0
  for (let place = 0; place < all.places; place++) {
    const count = all.counts[place * all.periods + period] ?? 0
    if (!Number.isNaN(count)) score += countLog(count, rate[place] ?? 0, shape[place] ?? 1)
  }
  return score
}
