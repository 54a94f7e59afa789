import type { Fitted } from './fit.ts'
import { exposure } from './step.ts'

/** How the events lie against the fitted rate. */
export type Residuals = {
  /** Expected minus observed events, which a fit by likelihood makes nearly zero. */
  readonly total: number
  /** Time-rescaled times: a unit-rate Poisson process if the model is right (Ogata 1988, JASA 83). */
  readonly rescaled: Float64Array
  /** Largest gap between the rescaled times and a straight line, with its approximate p-value (Kolmogorov). */
  readonly distance: number
  readonly p: number
}

export function residuals({ events, links, state, rate, rhythm }: Fitted): Residuals {
  const { t, kind, kinds, window } = events
  const { productivity, delay } = state.triggering
  const background = state.probability.reduce((a, b) => a + b, 0)
  const offspring = Float64Array.from({ length: kinds }, (_, from) =>
    productivity.subarray(from * kinds, (from + 1) * kinds).reduce((a, b) => a + b, 0),
  )
  const rescaled = new Float64Array(t.length)
  const perDay = background / (window.end - window.start)
  let finished = 0
  let fading = 0
  let last = window.start
  let past = 0
  for (let i = 0; i < t.length; i++) {
    past += perDay * (t[i] - last) * rhythm.at((t[i] + last) / 2)
    const left = fading * Math.exp(-(t[i] - last) / delay)
    finished += fading - left
    fading = left + offspring[kind[i]]
    rescaled[i] = past + finished
    last = t[i]
  }
  const { seen } = exposure(events, links, state.triggering)
  const whole = background + seen.reduce((total, value, from) => total + value * offspring[from], 0)
  const distance = furthest(rescaled, whole)
  return { total: whole - rate.length, rescaled, distance, p: kolmogorov(distance * Math.sqrt(t.length)) }
}

function furthest(rescaled: Float64Array, whole: number): number {
  const n = rescaled.length
  let most = 0
  for (let i = 0; i < n; i++) {
    const at = Math.min(1, rescaled[i] / whole)
    most = Math.max(most, Math.abs(at - i / n), Math.abs(at - (i + 1) / n))
  }
  return most
}

function kolmogorov(z: number): number {
  if (z < 0.2) return 1
  let p = 0
  for (let k = 1; k <= 20; k++) p += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * z * z)
  return Math.min(1, Math.max(0, p))
}
