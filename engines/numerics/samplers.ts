import { logGamma } from './log-gamma.ts'
import type { Random } from './random.ts'

/** One gamma draw of unit scale: Marsaglia & Tsang (2000), ACM TOMS 26(3), with their boost for a shape below 1. */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) {
    const boost = (1 - random.next()) ** (1 / shape)
    return drawGamma(random, shape + 1) * boost
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** One Poisson draw: multiplication of uniforms below a mean of 10, else PTRS (Hörmann 1993, Insurance: Math. & Econ. 12). */
export function drawPoisson(random: Random, mean: number): number {
  return mean < 10 ? poissonByProducts(random, mean) : poissonByRejection(random, mean)
}

function poissonByProducts(random: Random, mean: number): number {
  const floor = Math.exp(-mean)
  let count = 0
  for (let product = random.next(); product > floor; product *= random.next()) count++
  return count
}

function poissonByRejection(random: Random, mean: number): number {
  const logMean = Math.log(mean)
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const sure = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random.next() - 0.5
    const v = 1 - random.next()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= sure) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logGamma(k + 1)) return k
  }
}

/** One binomial draw: inversion while n * p is below 10, else BTRS (Hörmann 1993, J. Stat. Comput. Simul. 46). */
export function drawBinomial(random: Random, trials: number, p: number): number {
  if (p > 0.5) return trials - drawBinomial(random, trials, 1 - p)
  if (p === 0 || trials === 0) return 0
  return trials * p < 10 ? binomialByInversion(random, trials, p) : binomialByRejection(random, trials, p)
}

/** Sums geometric gaps between successes (Devroye 1986, X.4.3), so that a tiny p never underflows. */
function binomialByInversion(random: Random, trials: number, p: number): number {
  const logMiss = Math.log1p(-p)
  let successes = -1
  for (let used = 0; used <= trials; successes++) {
    used += Math.floor(Math.log(1 - random.next()) / logMiss) + 1
  }
  return successes
}

function binomialByRejection(random: Random, trials: number, p: number): number {
  const spread = Math.sqrt(trials * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = trials * p + 0.5
  const alpha = (2.83 + 5.1 / b) * spread
  const sure = 0.92 - 4.2 / b
  const logOdds = Math.log(p / (1 - p))
  const mode = Math.floor((trials + 1) * p)
  const atMode = logGamma(mode + 1) + logGamma(trials - mode + 1)
  for (;;) {
    const u = random.next() - 0.5
    const v = 1 - random.next()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (us >= 0.07 && v <= sure) return k
    if (k < 0 || k > trials) continue
    const height = Math.log((v * alpha) / (a / (us * us) + b))
    if (height <= atMode - logGamma(k + 1) - logGamma(trials - k + 1) + (k - mode) * logOdds) return k
  }
}
