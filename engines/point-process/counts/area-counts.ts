import { requireLength, requireNotNegative, requireWhole } from '#engines/numerics'
import { atLeastOne, countInterval, countLog, fitPrior, shrunkRate } from './gamma-poisson.ts'

export type AreaCountsInput = {
  readonly areas: number
  readonly months: number
  /** counts[area * months + month]; NaN where the month was not published. */
  readonly counts: Float64Array
  /** Calendar month of month 0, 0 for January. */
  readonly firstMonth: number
}

export type AreaForecast = {
  readonly expected: Float64Array
  readonly atLeastOne: Float64Array
  /** Central 90 % interval of the count. */
  readonly low: Float64Array
  readonly high: Float64Array
}

export type AreaCounts = {
  /** Shrunk events a month of each area, season taken out. */
  readonly rate: Float64Array
  /** Multiple of each calendar month, shrunk towards 1. */
  readonly season: Float64Array
  /** How much a month's count is worth a month later; chosen by one-month-ahead log score. */
  readonly memory: number
  /** Mean log probability of an area's count one month ahead, over the months that could be foretold. */
  readonly logScore: number
  /** The month after the last. */
  readonly next: AreaForecast
}

const MEMORIES = [1, 0.99, 0.97, 0.94, 0.9, 0.8]

/**
 * Area by month counts, for data without days: each area's rate is gamma-Poisson, shrunk to all areas, with calendar
 * months' multiples; old months fade by a factor (the power steady model, Smith 1979, JRSS B 41) chosen by how well each
 * month was foretold from those before it. @throws naming the argument that is wrong
 */
export function areaCounts(input: AreaCountsInput): AreaCounts {
  requireInput(input)
  const scored = MEMORIES.map(memory => ({ memory, logScore: pastScore(input, memory) }))
  const best = scored.reduce((a, b) => (b.logScore > a.logScore ? b : a))
  const { rate, shapes, season } = outlook(input, input.months, best.memory)
  const expected = rate.map(value => value * season[(input.firstMonth + input.months) % 12])
  const intervals = Array.from(expected, (mean, area) => countInterval(mean, shapes[area], 0.9))
  const next = {
    expected,
    atLeastOne: expected.map((mean, area) => atLeastOne(mean, shapes[area])),
    low: Float64Array.from(intervals, interval => interval.low),
    high: Float64Array.from(intervals, interval => interval.high),
  }
  return { rate, season, memory: best.memory, logScore: best.logScore, next }
}

function requireInput({ areas, months, counts, firstMonth }: AreaCountsInput): void {
  requireWhole('areas', areas, 1)
  requireWhole('months', months, 3)
  requireWhole('firstMonth', firstMonth)
  requireLength('counts', counts, areas * months)
  for (let i = 0; i < counts.length; i++) if (!Number.isNaN(counts[i])) requireNotNegative(`counts[${i}]`, counts[i])
}

const MONTHS_BEFORE_SCORING = 2

function pastScore(input: AreaCountsInput, memory: number): number {
  let total = 0
  let many = 0
  for (let month = MONTHS_BEFORE_SCORING; month < input.months; month++) {
    const { rate, shapes, season } = outlook(input, month, memory)
    for (let area = 0; area < input.areas; area++) {
      const count = input.counts[area * input.months + month]
      if (Number.isNaN(count)) continue
      total += countLog(count, rate[area] * season[(input.firstMonth + month) % 12], shapes[area])
      many += 1
    }
  }
  return many === 0 ? -Infinity : total / many
}

/** Posterior mean and shape of every area's rate from the months before `until`. */
function outlook(input: AreaCountsInput, until: number, memory: number) {
  const season = seasonOf(input, until)
  const seen = new Float64Array(input.areas)
  const exposed = new Float64Array(input.areas)
  for (let month = 0; month < until; month++) {
    const worth = memory ** (until - 1 - month)
    for (let area = 0; area < input.areas; area++) {
      const count = input.counts[area * input.months + month]
      if (Number.isNaN(count)) continue
      seen[area] += worth * count
      exposed[area] += worth * season[(input.firstMonth + month) % 12]
    }
  }
  const prior = fitPrior(seen, exposed)
  return {
    season,
    rate: seen.map((count, area) => shrunkRate(prior, count, exposed[area])),
    shapes: seen.map(count => count + prior.shape),
  }
}

// A calendar month's multiple is weighed against 1 as if thirty events had shown it to be ordinary.
const PRIOR_EVENTS = 30

function seasonOf({ areas, months, counts, firstMonth }: AreaCountsInput, until: number): Float64Array {
  const total = new Float64Array(12)
  const seen = new Float64Array(12)
  for (let month = 0; month < until; month++) {
    for (let area = 0; area < areas; area++) {
      const count = counts[area * months + month]
      if (Number.isNaN(count)) continue
      total[(firstMonth + month) % 12] += count
      seen[(firstMonth + month) % 12] += 1 / areas
    }
  }
  const mean =
    total.reduce((a, b) => a + b, 0) /
    Math.max(
      1e-9,
      seen.reduce((a, b) => a + b, 0),
    )
  if (mean === 0) return new Float64Array(12).fill(1)
  return total.map((count, m) => (count + PRIOR_EVENTS) / (seen[m] * mean + PRIOR_EVENTS))
}
