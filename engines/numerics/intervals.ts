import { betaQuantile } from './beta.ts'
import { requireLevel, requireNotNegative, requireWhole } from './check.ts'
import { gammaQuantile, regularisedGamma, regularisedGammaUpper } from './gamma.ts'
import { normalQuantile } from './normal.ts'

/** The two ends of an interval. */
export interface Interval {
  low: number
  high: number
}

/**
 * Exact interval for a Poisson mean from one count (Garwood 1936, Biometrika 28): the coverage is never below `level`.
 * @throws when `count` is not a whole number of 0 or more or `level` is outside (0, 1)
 */
export function poissonInterval(count: number, level: number): Interval {
  requireWhole('count', count)
  requireLevel('level', level)
  const tail = (1 - level) / 2
  return {
    low: count === 0 ? 0 : gammaQuantile(tail, count),
    high: gammaQuantile(1 - tail, count + 1),
  }
}

/** Chance of `count` or more from a Poisson of that mean. @throws when `count` is not whole or `mean` is below 0 */
export function poissonTail(count: number, mean: number): number {
  requireWhole('count', count)
  requireNotNegative('mean', mean)
  return count === 0 ? 1 : regularisedGamma(count, mean)
}

/** Chance of `count` or fewer from a Poisson of that mean. @throws when `count` is not whole or `mean` is below 0 */
export function poissonCdf(count: number, mean: number): number {
  requireWhole('count', count)
  requireNotNegative('mean', mean)
  return regularisedGammaUpper(count + 1, mean)
}

function requireTrials(successes: number, trials: number, level: number): void {
  requireWhole('trials', trials, 1)
  requireWhole('successes', successes)
  if (successes > trials) throw new Error(`successes must be at most trials (${trials}), got ${successes}`)
  requireLevel('level', level)
}

/**
 * Wilson's (1927) score interval for a proportion: good average coverage at small numbers.
 * @throws when `successes` is not in 0..`trials`, `trials` is 0 or `level` is outside (0, 1)
 */
export function wilsonInterval(successes: number, trials: number, level: number): Interval {
  requireTrials(successes, trials, level)
  const z = normalQuantile(1 - (1 - level) / 2)
  const p = successes / trials
  const shrink = 1 + (z * z) / trials
  const centre = (p + (z * z) / (2 * trials)) / shrink
  const half = (z / shrink) * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials))
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half }
}

/**
 * Exact interval for a proportion (Clopper & Pearson 1934): the coverage is never below `level`.
 * @throws as wilsonInterval
 */
export function exactProportionInterval(successes: number, trials: number, level: number): Interval {
  requireTrials(successes, trials, level)
  const tail = (1 - level) / 2
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  }
}
