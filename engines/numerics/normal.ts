import { requireProbability } from './check.ts'

const horner = (coefficients: readonly number[], x: number) => {
  let total = 0
  for (const coefficient of coefficients) total = total * x + coefficient
  return total
}

// Hart (1968) algorithm 5666 as given by West (2005), "Better approximations to cumulative normal functions", Wilmott.
const HART_TOP = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
]
const HART_BOTTOM = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
]

/** Probability that a standard normal is at most `x` (absolute error near 1e-15). */
export function normalCdf(x: number): number {
  const upper = upperTail(Math.abs(x))
  return x > 0 ? 1 - upper : upper
}

function upperTail(z: number): number {
  if (z > 38) return 0
  const height = Math.exp(-0.5 * z * z)
  if (z < 7.07106781186547) return (height * horner(HART_TOP, z)) / horner(HART_BOTTOM, z)
  return height / millsDenominator(z) / Math.sqrt(2 * Math.PI)
}

/** The continued fraction of Mills' ratio (Abramowitz & Stegun 26.2.14): 24 levels settle it beyond z = 7. */
function millsDenominator(z: number): number {
  let fraction = z
  for (let level = 24; level >= 1; level--) fraction = z + level / fraction
  return fraction
}

// Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37: relative error near 1e-16. Highest power first.
const CENTRE_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
]
const CENTRE_BOTTOM = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
]
const SHOULDER_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const SHOULDER_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const TAIL_TOP = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const TAIL_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
]

/** The value a standard normal stays below with probability `p`. @throws when `p` is outside [0, 1] */
export function normalQuantile(p: number): number {
  requireProbability('p', p)
  if (p === 0) return -Infinity
  if (p === 1) return Infinity
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * horner(CENTRE_TOP, r)) / horner(CENTRE_BOTTOM, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const size =
    r <= 5
      ? horner(SHOULDER_TOP, r - 1.6) / horner(SHOULDER_BOTTOM, r - 1.6)
      : horner(TAIL_TOP, r - 5) / horner(TAIL_BOTTOM, r - 5)
  return q < 0 ? -size : size
}
