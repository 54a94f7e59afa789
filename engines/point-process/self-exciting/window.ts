import { normalCdf } from '#engines/numerics'
import type { Events } from '../events.ts'

/** The rectangle (metres) and the span (days) in which every event would have been recorded. */
export type Window = {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
  readonly start: number
  readonly end: number
}

/** Refuses a window without area or duration, or one that leaves an event outside. @throws naming it */
export function requireWindow(window: Window, events: Events): void {
  const { left, right, bottom, top, start, end } = window
  if (![left, right, bottom, top, start, end].every(Number.isFinite)) throw new Error('window must hold finite numbers')
  if (!(right > left && top > bottom)) throw new Error('window must have right above left and top above bottom')
  if (!(end > start)) throw new Error('window must end after it starts')
  for (let i = 0; i < events.x.length; i++) {
    const inside = events.x[i] >= left && events.x[i] <= right && events.y[i] >= bottom && events.y[i] <= top
    if (!inside) throw new Error(`events[${i}] lies outside the window: ${events.x[i]}, ${events.y[i]}`)
    if (events.t[i] < start || events.t[i] > end)
      throw new Error(`events.t[${i}] lies outside the window: ${events.t[i]}`)
  }
}

/** The smallest window that holds the events, widened by the mean gap that a uniform sample would leave. */
export function windowAround({ x, y, t }: Events): Window {
  const [left, right] = widened(x)
  const [bottom, top] = widened(y)
  const [start, end] = widened(t)
  return { left, right, bottom, top, start, end }
}

function widened(values: Float64Array): [number, number] {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const gap = most > least ? (most - least) / (values.length - 1) : 0.5
  return [least - gap, most + gap]
}

export const area = ({ left, right, bottom, top }: Window): number => (right - left) * (top - bottom)

/** Share of a round Gaussian about (x, y) that falls inside the window: Diggle (1985), Applied Statistics 34, edge weight. */
export function massInside(window: Window, x: number, y: number, sd: number): number {
  return between(window.left, window.right, x, sd) * between(window.bottom, window.top, y, sd)
}

const FAR = 6

function between(low: number, high: number, centre: number, sd: number): number {
  const below = (low - centre) / sd
  const above = (high - centre) / sd
  if (below < -FAR && above > FAR) return 1
  return normalCdf(above) - normalCdf(below)
}
