/**
 * Events still to come within a horizon, all generations, per kind. Row `from`, column `to` of
 *   byEvent = W int_0^H P exp(W (P - I) t) dt     events that one event now will have brought after H days,
 *   direct  = P (1 - exp(-W H))                   its own offspring among them,
 *   byRate  = int_0^H byEvent(s) ds               what one background event a day will have brought,
 * with productivity P and W = 1 / delay (first moments of a branching process, Harris 1963).
 */
export type Generations = {
  readonly byEvent: Float64Array
  readonly direct: Float64Array
  readonly byRate: Float64Array
}

const STEPS = 200
/** The longest stretch that is integrated step by step, in delays; what is longer is doubled out of it. */
const LONGEST = 2

/** Delay and horizon in days. Each cell is exact to about 1 in 10^5, however short the delay is beside the horizon. */
export function generations(productivity: Float64Array, kinds: number, delay: number, horizon: number): Generations {
  const doublings = Math.max(0, Math.ceil(Math.log2(horizon / (LONGEST * delay))))
  let length = horizon / 2 ** doublings
  let reached = firstStretch(productivity, kinds, delay, length)
  for (let d = 0; d < doublings; d++) {
    reached = doubled(reached, kinds, length)
    length *= 2
  }
  const direct = productivity.map(value => value * -Math.expm1(-horizon / delay))
  return { byEvent: reached.byEvent, direct, byRate: reached.byRate }
}

/** After some time: exp(W (P - I) t), and what has come until then. All three are functions of P, so their products commute. */
type Reached = { readonly going: Float64Array; readonly byEvent: Float64Array; readonly byRate: Float64Array }

function firstStretch(productivity: Float64Array, kinds: number, delay: number, length: number): Reached {
  const step = length / STEPS
  const perDay = productivity.map(value => value / delay)
  let going = Float64Array.from(productivity, (_, cell) => (cell % (kinds + 1) === 0 ? 1 : 0))
  let byEvent = new Float64Array(kinds * kinds)
  let byRate = new Float64Array(kinds * kinds)
  for (let s = 0; s < STEPS; s++) {
    const middle = plus(going, change(going, productivity, kinds, delay), step / 2)
    const end = plus(going, change(middle, productivity, kinds, delay), step)
    const after = plus(byEvent, times(perDay, simpson(going, middle, end), kinds), step)
    byRate = plus(byRate, plus(byEvent, after, 1), step / 2)
    byEvent = after
    going = end
  }
  return { going, byEvent, byRate }
}

/** What comes in the second half is what came in the first, from as much as still goes on. */
function doubled({ going, byEvent, byRate }: Reached, kinds: number, length: number): Reached {
  return {
    going: times(going, going, kinds),
    byEvent: plus(byEvent, times(going, byEvent, kinds), 1),
    byRate: plus(plus(byRate, byEvent, length), times(going, byRate, kinds), 1),
  }
}

/** going' = going (P - I) / delay. */
function change(going: Float64Array, productivity: Float64Array, kinds: number, delay: number): Float64Array {
  return times(going, productivity, kinds).map((fed, cell) => (fed - going[cell]) / delay)
}

function times(a: Float64Array, b: Float64Array, kinds: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(a, (_, cell) => {
    const row = cell - (cell % kinds)
    let sum = 0
    for (let via = 0; via < kinds; via++) sum += a[row + via] * b[via * kinds + (cell % kinds)]
    return sum
  })
}

const plus = (a: Float64Array, b: Float64Array, scale: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(a, (value, k) => value + scale * b[k])

const simpson = (a: Float64Array, b: Float64Array, c: Float64Array): Float64Array =>
  a.map((value, k) => (value + 4 * b[k] + c[k]) / 6)
