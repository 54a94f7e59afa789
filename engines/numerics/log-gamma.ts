// Lanczos (1964) approximation, g = 7 with 9 terms (Godfrey's coefficients): relative error near 1e-15.
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
]
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Natural logarithm of the gamma function for x > 0; NaN otherwise (hot path: callers have checked). */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  if (x > 1e7) return stirling(x)
  const shifted = x - 1
  let series = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) series += LANCZOS[i] / (shifted + i)
  const t = shifted + 7.5
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(series)
}

/** Stirling's series; at x > 1e7 its third term is already below 1e-21. */
function stirling(x: number): number {
  return HALF_LOG_TWO_PI + (x - 0.5) * Math.log(x) - x + 1 / (12 * x)
}

/** The derivative of logGamma for x > 0 (Abramowitz & Stegun 6.3.5 up to x = 8, then 6.3.18); NaN otherwise. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let lift = 0
  let y = x
  for (; y < 8; y++) lift += 1 / y
  const r = 1 / (y * y)
  const tail = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))))
  return Math.log(y) - 0.5 / y - tail - lift
}
