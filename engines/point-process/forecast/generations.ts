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

export function generations(productivity: Float64Array, kinds: number, delay: number, horizon: number): Generations {
  const step = horizon / STEPS
  let flow = productivity.map(value => value / delay)
  let byEvent = new Float64Array(kinds * kinds)
  let byRate = new Float64Array(kinds * kinds)
  for (let s = 0; s < STEPS; s++) {
    const middle = plus(flow, change(flow, productivity, kinds, delay), step / 2)
    const end = plus(flow, change(middle, productivity, kinds, delay), step)
    const after = plus(byEvent, simpson(flow, middle, end), step)
    byRate = plus(byRate, plus(byEvent, after, 1), step / 2)
    byEvent = after
    flow = end
  }
  const direct = productivity.map(value => value * -Math.expm1(-horizon / delay))
  return { byEvent, direct, byRate }
}

/** flow' = flow (P - I) / delay. */
function change(flow: Float64Array, productivity: Float64Array, kinds: number, delay: number): Float64Array {
  return flow.map((own, cell) => {
    const from = Math.floor(cell / kinds)
    const to = cell % kinds
    let fed = 0
    for (let via = 0; via < kinds; via++) fed += flow[from * kinds + via] * productivity[via * kinds + to]
    return (fed - own) / delay
  })
}

const plus = (a: Float64Array, b: Float64Array, scale: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(a, (value, k) => value + scale * b[k])

const simpson = (a: Float64Array, b: Float64Array, c: Float64Array): Float64Array =>
  a.map((value, k) => (value + 4 * b[k] + c[k]) / 6)
