import { requirePositive, requireProbability } from './check.ts'
import { logGamma } from './log-gamma.ts'

const TINY = 1e-300

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) is at most `x`. Lentz's continued
 * fraction (Abramowitz & Stegun 26.5.8), mirrored where it converges faster.
 * @throws when `a` or `b` is not above 0 or `x` is outside [0, 1]
 */
export function regularisedBeta(a: number, b: number, x: number): number {
  requirePositive('a', a)
  requirePositive('b', b)
  requireProbability('x', x)
  if (x === 0 || x === 1) return x
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a
  return 1 - (front * betaFraction(b, a, 1 - x)) / b
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return h
}

const nonZero = (value: number) => (Math.abs(value) < TINY ? TINY : value)

/**
 * The value that a Beta(a, b) stays below with probability `p`, by bisection to the last bit that matters.
 * @throws when `p` is outside [0, 1] or `a` or `b` is not above 0
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability('p', p)
  requirePositive('a', a)
  requirePositive('b', b)
  if (p === 0 || p === 1) return p
  let low = 0
  let high = 1
  while (high - low > 1e-16 * high) {
    const middle = low === 0 ? high / 2 : (low + high) / 2
    if (middle <= low || middle >= high || middle < TINY) break
    if (regularisedBeta(a, b, middle) < p) low = middle
    else high = middle
  }
  return high
}
