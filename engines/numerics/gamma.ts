import { requireNotNegative, requirePositive, requireProbability } from './check.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'

const EPSILON = 1e-16
const TINY = 1e-300
const MAX_TERMS = 1_000_000

/**
 * The regularised lower incomplete gamma function P(shape, x): the chance that a gamma of that shape and unit scale is
 * at most `x`. Series below shape + 1, Lentz's continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
 * @throws when `shape` is not above 0 or `x` is below 0
 */
export function regularisedGamma(shape: number, x: number): number {
  requirePositive('shape', shape)
  requireNotNegative('x', x)
  if (x === 0) return 0
  return x < shape + 1 ? lowerSeries(shape, x) : 1 - upperFraction(shape, x)
}

/** The upper tail 1 - P(shape, x), without the loss of figures that a subtraction would bring. @throws as regularisedGamma */
export function regularisedGammaUpper(shape: number, x: number): number {
  requirePositive('shape', shape)
  requireNotNegative('x', x)
  if (x === 0) return 1
  return x < shape + 1 ? 1 - lowerSeries(shape, x) : upperFraction(shape, x)
}

const gammaFront = (shape: number, x: number) => Math.exp(-x + shape * Math.log(x) - logGamma(shape))

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape
  let total = term
  for (let n = 1; n < MAX_TERMS && term > total * EPSILON; n++) {
    term *= x / (shape + n)
    total += term
  }
  return total * gammaFront(shape, x)
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let i = 1; i < MAX_TERMS; i++) {
    const a = -i * (i - shape)
    b += 2
    d = 1 / nonZero(a * d + b)
    c = nonZero(b + a / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < EPSILON * 4) break
  }
  return h * gammaFront(shape, x)
}

const nonZero = (value: number) => (Math.abs(value) < TINY ? TINY : value)

/**
 * The value that a gamma of mean shape * scale stays below with probability `p`: Wilson and Hilferty's start, then
 * Newton steps kept inside a bracket.
 * @throws when `p` is outside [0, 1] or `shape` or `scale` is not above 0
 */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  requireProbability('p', p)
  requirePositive('shape', shape)
  requirePositive('scale', scale)
  if (p === 0) return 0
  if (p === 1) return Infinity
  return scale * unitGammaQuantile(p, shape)
}

function unitGammaQuantile(p: number, shape: number): number {
  let x = startingPoint(p, shape)
  let low = 0
  let high = Infinity
  for (let i = 0; i < 100; i++) {
    const error = p < 0.5 ? regularisedGamma(shape, x) - p : 1 - p - regularisedGammaUpper(shape, x)
    if (error < 0) low = x
    else high = x
    const next = x - (error * x) / gammaFront(shape, x)
    const inside = next > low && next < high
    const moved = inside ? next : bracketMiddle(low, high)
    if (Math.abs(moved - x) <= 1e-15 * x || moved === 0) return moved
    x = moved
  }
  return x
}

const bracketMiddle = (low: number, high: number) => {
  if (high === Infinity) return low * 2
  return low === 0 ? high / 16 : Math.sqrt(low * high)
}

/** Wilson & Hilferty (1931); near zero the first term of the series is closer. */
function startingPoint(p: number, shape: number): number {
  const cube = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))
  if (cube > 0.3 && shape > 0.5) return shape * cube ** 3
  return Math.max(Math.exp((Math.log(p) + logGamma(shape + 1)) / shape), TINY)
}

/** The value that chi-square with `freedom` degrees stays below with probability `p`. @throws as gammaQuantile */
export function chiSquareQuantile(p: number, freedom: number): number {
  requirePositive('freedom', freedom)
  return gammaQuantile(p, freedom / 2, 2)
}
