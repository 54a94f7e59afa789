import { type Random, random, requireLength, requireLevel, requireNotNegative, requireWhole } from '#engines/numerics'

export type ChangeInput = {
  readonly areas: number
  readonly periods: number
  /** counts[area * periods + period]. */
  readonly counts: Float64Array
  /** The first periods, from which each area's own background is learnt; the rest are watched. */
  readonly baseline: number
  /** Expected multiple of each period (season, level of the whole map); 1 for all unless told. */
  readonly multiples?: Float64Array
}

export type ChangeOptions = {
  /** The rise to look for, as a multiple of the background; 2 unless told. */
  readonly rise?: number
  /** Chance that a map without any rise raises one alarm or more over the watched periods; 0.05 unless told. */
  readonly falseAlarm?: number
  /** Simulated quiet maps behind the threshold; 999 unless told. */
  readonly simulations?: number
  readonly seed?: number
}

export type ChangePoints = {
  readonly threshold: number
  /** statistic[area * periods + period]; zero during the baseline. */
  readonly statistic: Float64Array
  /** First period in which each area passes the threshold, or -1. */
  readonly alarm: Int32Array
  /** Where the rise probably began: the period after the statistic was last zero, or -1. */
  readonly began: Int32Array
}

/**
 * Early rise of an area against its own background: Poisson CUSUM (Page 1954, Biometrika 41; Lucas 1985, Technometrics 27)
 *   S = max(0, S + count * log(rise) - expected * (rise - 1)).
 * The threshold comes from simulated quiet maps in which every area's rate is itself uncertain (gamma, from its baseline
 * counts), so that a short baseline makes the tool slower, not falser, and in which counts vary as much about their mean as
 * they did in the baseline, so that ordinary clusters are no alarm. It bounds alarms over the whole map and period.
 * @throws naming the argument that is wrong
 */
export function changePoints(input: ChangeInput, options: ChangeOptions = {}): ChangePoints {
  const { rise = 2, falseAlarm = 0.05, simulations = 999, seed = 1 } = options
  requireInput(input, rise, simulations)
  requireLevel('falseAlarm', falseAlarm)
  const quiet = backgrounds(input)
  const highest = Float64Array.from({ length: simulations }, (_, k) =>
    highestOfQuietMap(input, quiet, rise, seed, k),
  ).sort()
  // The (1 - falseAlarm) quantile with the observed map counted as one draw, as in a Monte Carlo test.
  const rank = Math.ceil((1 - falseAlarm) * (simulations + 1))
  const threshold = highest[Math.min(simulations, rank) - 1]
  return { threshold, ...watch(input, quiet, rise, threshold) }
}

function requireInput(
  { areas, periods, counts, baseline, multiples }: ChangeInput,
  rise: number,
  simulations: number,
): void {
  requireWhole('areas', areas, 1)
  requireWhole('periods', periods, 2)
  requireWhole('baseline', baseline, 1)
  requireWhole('simulations', simulations, 19)
  requireLength('counts', counts, areas * periods)
  if (baseline >= periods) throw new Error(`baseline must leave periods to watch: ${baseline} of ${periods}`)
  if (!(rise > 1 && rise < Infinity)) throw new Error(`rise must be above 1, got ${rise}`)
  for (let i = 0; i < counts.length; i++) requireNotNegative(`counts[${i}]`, counts[i])
  if (multiples !== undefined) requireLength('multiples', multiples, periods)
}

type Quiet = {
  readonly shape: Float64Array
  readonly scale: number
  readonly multiples: Float64Array
  /** Variance over mean of a count whose rate is known: 1 for Poisson, more where events come in clusters. */
  readonly inflation: number
}

/** Gamma posterior of each area's rate after its baseline, from a prior worth half an event (Jeffreys). */
function backgrounds({ areas, periods, counts, baseline, multiples }: ChangeInput): Quiet {
  const known = multiples ?? new Float64Array(periods).fill(1)
  const exposed = known.slice(0, baseline).reduce((a, b) => a + b, 0)
  const shape = Float64Array.from({ length: areas }, (_, area) =>
    counts.subarray(area * periods, area * periods + baseline).reduce((a, b) => a + b, 0.5),
  )
  return {
    shape,
    scale: 1 / exposed,
    multiples: known,
    inflation: inflationOf({ areas, periods, counts, baseline }, shape, known, exposed),
  }
}

// Below this the baseline cannot be told from Poisson.
const NOTABLE = 1.03

/** Pooled Pearson statistic of the baseline over its degrees of freedom. */
function inflationOf(
  { areas, periods, counts, baseline }: ChangeInput,
  shape: Float64Array,
  multiples: Float64Array,
  exposed: number,
): number {
  let squares = 0
  let means = 0
  for (let area = 0; area < areas; area++) {
    for (let period = 0; period < baseline; period++) {
      const mean = ((shape[area] - 0.5) * multiples[period]) / exposed
      squares += (counts[area * periods + period] - mean) ** 2
      means += mean
    }
  }
  const ratio = means > 0 && baseline > 1 ? ((squares / means) * baseline) / (baseline - 1) : 1
  return ratio > NOTABLE ? ratio : 1
}

function drawCount(chance: Random, mean: number, inflation: number): number {
  if (inflation === 1 || mean === 0) return chance.poisson(mean)
  return chance.poisson(chance.gamma(mean / (inflation - 1), inflation - 1))
}

function highestOfQuietMap(
  input: ChangeInput,
  { shape, scale, multiples, inflation }: Quiet,
  rise: number,
  seed: number,
  map: number,
): number {
  const chance = random(seed).split(map)
  let highest = 0
  for (let area = 0; area < input.areas; area++) {
    const rate = chance.gamma(shape[area], scale)
    let sum = 0
    for (let period = input.baseline; period < input.periods; period++) {
      const count = drawCount(chance, rate * multiples[period], inflation)
      sum = step(sum, count, shape[area] * scale * multiples[period], rise)
      highest = Math.max(highest, sum)
    }
  }
  return highest
}

const step = (sum: number, count: number, expected: number, rise: number): number =>
  Math.max(0, sum + count * Math.log(rise) - expected * (rise - 1))

function watch(
  { areas, periods, counts, baseline }: ChangeInput,
  { shape, scale, multiples }: Quiet,
  rise: number,
  threshold: number,
) {
  const statistic = new Float64Array(areas * periods)
  const alarm = new Int32Array(areas).fill(-1)
  const began = new Int32Array(areas).fill(-1)
  for (let area = 0; area < areas; area++) {
    let sum = 0
    let start = baseline
    for (let period = baseline; period < periods; period++) {
      sum = step(sum, counts[area * periods + period], shape[area] * scale * multiples[period], rise)
      statistic[area * periods + period] = sum
      if (sum === 0) start = period + 1
      if (sum > threshold && alarm[area] < 0) {
        alarm[area] = period
        began[area] = start
      }
    }
  }
  return { statistic, alarm, began }
}
