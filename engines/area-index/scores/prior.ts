import { digamma, type Numbers, variance } from '#engines/numerics'
import type { Observations } from './observations.ts'

/** How the true values are spread over the reference areas. */
export type Prior =
  | { kind: 'gamma'; mean: number; shape: number }
  | { kind: 'normal'; mean: number; variance: number }
  | { kind: 'none' }

/** Fits the prior that an area's own figure is shrunk towards. */
export function fitPrior(observations: Observations, members: Numbers): Prior {
  if (observations.noise === 'none') return { kind: 'none' }
  const { first, second, noise } = observations
  const known = { first: new Float64Array(first.length), second: new Float64Array(first.length) }
  let count = 0
  for (let area = 0; area < first.length; area++) {
    if (members[area] !== 1 || Number.isNaN(first[area])) continue
    known.first[count] = first[area]
    known.second[count++] = second[area]
  }
  const fit = noise === 'poisson' ? fitGamma : fitNormal
  return fit(known.first.subarray(0, count), known.second.subarray(0, count))
}

const LEAST_SHAPE = 0.02
const MOST_SHAPE = 1e6

/**
 * Gamma prior of rates by maximum likelihood of the negative binomial that the counts then follow (Clayton & Kaldor
 * 1987, Biometrics 43, section 3). The shape is where the score crosses zero; counts that vary no more than Poisson get
 * the greatest shape, which shrinks every area to the common rate.
 */
export function fitGamma(counts: Float64Array, exposures: Float64Array): Prior {
  const tally = tallied(counts)
  const score = (logShape: number) => Math.exp(logShape) * gammaScore(counts, exposures, tally, Math.exp(logShape))
  const [least, most] = [Math.log(LEAST_SHAPE), Math.log(MOST_SHAPE)]
  const shape = Math.exp(score(most) >= 0 ? most : fallingRoot(score, least, most))
  return { kind: 'gamma', mean: bestMean(counts, exposures, shape), shape }
}

const CLOSE_ENOUGH = 1e-3

/** Where a falling function crosses 0 between `from` and `to`, to 0.001: halving while the span is wide, then secants. */
function fallingRoot(value: (x: number) => number, from: number, to: number): number {
  let low = { x: from, y: value(from) }
  let high = { x: to, y: value(to) }
  if (low.y <= 0) return from
  while (high.x - low.x > CLOSE_ENOUGH) {
    const span = high.x - low.x
    const share = span > 2 ? 0.5 : low.y / (low.y - high.y)
    // Stepping just past the secant's guess lets the span close from both sides.
    const nudge = share < 0.5 ? 0.4 * CLOSE_ENOUGH : -0.4 * CLOSE_ENOUGH
    const x = Math.min(Math.max(low.x + share * span + nudge, low.x), high.x)
    const point = { x, y: value(x) }
    if (point.y > 0) low = point
    else high = point
  }
  return (low.x + high.x) / 2
}

/** Each different value above 0 and how often it occurs: counts repeat, and digamma is slow. */
function tallied(counts: Float64Array): Map<number, number> {
  const tally = new Map<number, number>()
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1)
  return tally
}

/** Derivative of the log likelihood in the shape, at the best mean for that shape. */
function gammaScore(counts: Float64Array, exposures: Float64Array, tally: Map<number, number>, shape: number): number {
  const mean = bestMean(counts, exposures, shape)
  let score = 0
  for (let i = 0; i < counts.length; i++) {
    const expected = mean * exposures[i]
    score += (expected - counts[i]) / (shape + expected) - Math.log1p(expected / shape)
  }
  const ground = digamma(shape)
  for (const [count, times] of tally) score += times * (digamma(count + shape) - ground)
  return score
}

/** Solves the mean's own score equation by three rounds of weighting each area by 1 / (1 + expected / shape). */
function bestMean(counts: Float64Array, exposures: Float64Array, shape: number): number {
  let mean = 0
  for (let round = 0; round < 4; round++) {
    let events = 0
    let exposure = 0
    for (let i = 0; i < counts.length; i++) {
      const weight = 1 / (1 + (mean * exposures[i]) / shape)
      events += weight * counts[i]
      exposure += weight * exposures[i]
    }
    // Half an event stands in for none at all, so that a rate is never exactly 0.
    mean = Math.max(events, 0.5) / exposure
  }
  return mean
}

/**
 * Normal prior by Paule & Mandel (1982): the variance between areas at which the weighted squares about the weighted
 * mean equal their degrees of freedom. Estimates that vary no more than their errors get 0 and shrink to the mean.
 */
export function fitNormal(estimates: Float64Array, errors: Float64Array): Prior {
  const most = estimates.length < 2 ? 0 : variance(estimates)
  const centre = (between: number) => weightedSquares(estimates, errors, between)
  if (most === 0) return { kind: 'normal', mean: estimates[0], variance: 0 }
  let low = 1e-9 * most
  let high = most
  if (centre(low).squares <= estimates.length - 1) return { kind: 'normal', mean: centre(low).mean, variance: 0 }
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2
    if (centre(middle).squares > estimates.length - 1) low = middle
    else high = middle
  }
  return { kind: 'normal', mean: centre(high).mean, variance: high }
}

function weightedSquares(estimates: Float64Array, errors: Float64Array, between: number) {
  let weights = 0
  let total = 0
  for (let i = 0; i < estimates.length; i++) {
    const weight = 1 / (between + errors[i] * errors[i])
    weights += weight
    total += weight * estimates[i]
  }
  const mean = total / weights
  let squares = 0
  for (let i = 0; i < estimates.length; i++) {
    squares += (estimates[i] - mean) ** 2 / (between + errors[i] * errors[i])
  }
  return { mean, squares }
}
