import { type Random, random, requireNotNegative, requirePositive, requireWhole } from '#engines/numerics'
import type { Window } from './window.ts'

/** A round hill of background risk: a share of the background (with the uniform share they add to one). */
export type Hill = { readonly share: number; readonly x: number; readonly y: number; readonly sd: number }

export type Scenario = {
  readonly window: Window
  /** Expected background events of each kind over the whole window. */
  readonly background: readonly number[]
  readonly hills?: readonly Hill[]
  /** productivity[from][to]: mean number of events of kind `to` that one event of kind `from` sets off. */
  readonly productivity: readonly (readonly number[])[]
  /** Mean delay, days. */
  readonly delay: number
  /** Standard deviation of each coordinate of the step from an event to one it set off, metres. */
  readonly sd: number
}

/** Events in time order; `parent` is the index of the event that set this one off, or -1 for background. */
export type Simulated = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly t: Float64Array
  readonly kind: Int32Array
  readonly parent: Int32Array
}

type Point = {
  readonly x: number
  readonly y: number
  readonly t: number
  readonly kind: number
  readonly parent: Point | undefined
}

/**
 * A self-exciting process by its clusters (Hawkes & Oakes 1974): background events, each the root of a tree of
 * offspring; what falls outside the window is lost with its own offspring, as it would be in a record of one area.
 * @throws when a number is out of range or events would set off one or more events each
 */
export function simulate(scenario: Scenario, seed: number): Simulated {
  requireScenario(scenario)
  const chance = random(seed)
  const points = scenario.background.flatMap((expected, kind) =>
    Array.from({ length: chance.poisson(expected) }, () => backgroundPoint(scenario, kind, chance)),
  )
  for (let i = 0; i < points.length; i++) {
    for (const child of offspring(scenario, points[i], chance)) if (inside(scenario.window, child)) points.push(child)
  }
  return arrays(points.sort((a, b) => a.t - b.t))
}

function requireScenario({ window, background, productivity, delay, sd }: Scenario): void {
  requirePositive('delay', delay)
  requirePositive('sd', sd)
  requirePositive('window duration', window.end - window.start)
  requireWhole('number of kinds', background.length, 1)
  for (const expected of background) requireNotNegative('background', expected)
  if (productivity.length !== background.length) throw new Error('productivity must have one row per kind')
  for (const row of productivity) {
    if (row.length !== background.length) throw new Error('productivity must have one column per kind')
    for (const value of row) requireNotNegative('productivity', value)
    if (row.reduce((total, value) => total + value, 0) >= 1)
      throw new Error('productivity rows must add to less than 1')
  }
}

function backgroundPoint({ window, hills = [] }: Scenario, kind: number, chance: Random): Point {
  for (;;) {
    const { x, y } = place(window, hills, chance)
    const t = window.start + (window.end - window.start) * chance.next()
    const point = { x, y, t, kind, parent: undefined }
    if (inside(window, point)) return point
  }
}

function place(window: Window, hills: readonly Hill[], chance: Random): { x: number; y: number } {
  let level = chance.next()
  for (const hill of hills) {
    if (level < hill.share) return { x: hill.x + hill.sd * chance.normal(), y: hill.y + hill.sd * chance.normal() }
    level -= hill.share
  }
  return {
    x: window.left + (window.right - window.left) * chance.next(),
    y: window.bottom + (window.top - window.bottom) * chance.next(),
  }
}

function offspring({ productivity, delay, sd }: Scenario, parent: Point, chance: Random): Point[] {
  return productivity[parent.kind].flatMap((mean, kind) =>
    Array.from({ length: chance.poisson(mean) }, () => ({
      x: parent.x + sd * chance.normal(),
      y: parent.y + sd * chance.normal(),
      t: parent.t + chance.exponential(delay),
      kind,
      parent,
    })),
  )
}

function inside({ left, right, bottom, top, end }: Window, { x, y, t }: Point): boolean {
  return x >= left && x <= right && y >= bottom && y <= top && t <= end
}

function arrays(points: readonly Point[]): Simulated {
  const index = new Map(points.map((point, i) => [point, i]))
  return {
    x: Float64Array.from(points, point => point.x),
    y: Float64Array.from(points, point => point.y),
    t: Float64Array.from(points, point => point.t),
    kind: Int32Array.from(points, point => point.kind),
    parent: Int32Array.from(points, ({ parent }) => (parent === undefined ? -1 : (index.get(parent) ?? -1))),
  }
}
