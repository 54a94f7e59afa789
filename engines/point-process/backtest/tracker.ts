import { generations } from '../forecast/generations.ts'
import { type Source, spreadOver } from '../forecast/spread.ts'
import { adaptiveBackground } from '../self-exciting/background.ts'
import { decay } from '../self-exciting/decay.ts'
import { type Fitted, fitted } from '../self-exciting/fit.ts'
import type { Surface } from '../self-exciting/smoother.ts'
import type { Triggering } from '../self-exciting/step.ts'
import type { Window } from '../self-exciting/window.ts'
import type { Method } from './baselines.ts'
import { firstAt, type History } from './history.ts'

const MOST_FITTED = 20_000
const WINDOWS_PER_FIT = 26
const WINDOWS_PER_DRAWING = 4
// No cell is impossible: as for the density, a small share of what is expected is spread evenly.
const EVEN = 0.02

/**
 * The self-exciting model carried forward from fortnight to fortnight. It is fitted anew every 26 windows, to the latest
 * 20,000 events before the origin; between fits only new events are looked at, and the background is drawn again
 * from all of them every fourth window. Nothing at or after the origin is read.
 */
export function selfExcitingMethod(window: Window): Method {
  let carried: Carried | undefined
  return {
    name: 'self-exciting',
    baseline: false,
    settings: ['estimated background'],
    expect: (history, origin, horizon) => {
      const current = carried !== undefined && carried.age < WINDOWS_PER_FIT ? carried : undefined
      carried = current ? advance(history, window, origin, current) : refit(history, window, origin, carried)
      return [expected(history, origin, horizon, carried)]
    },
  }
}

type Carried = {
  readonly triggering: Triggering
  readonly bandwidth: number
  readonly resolution: number
  readonly leastDelay: number
  /** Probability of background of every event seen so far. */
  readonly probability: Float64Array
  readonly surface: Surface
  /** Background events per cell since the start. */
  readonly inCells: Float64Array
  readonly seen: number
  readonly age: number
  /** The origin for which the background was last drawn. */
  readonly drawn: number
}

function refit(history: History, window: Window, origin: number, last: Carried | undefined): Carried {
  const seen = firstAt(history, origin)
  const first = Math.max(0, seen - MOST_FITTED)
  const from = first === 0 ? history.start : history.t[first]
  const part = { x: history.x.slice(first, seen), y: history.y.slice(first, seen), t: history.t.slice(first, seen) }
  const fit: Fitted = fitted(part, {
    window: { ...window, start: from, end: origin },
    ...(last === undefined ? {} : { start: last.triggering }),
  })
  const { triggering, probability } = fit.state
  const usual = probability.reduce((a, b) => a + b, 0) / probability.length
  const all = new Float64Array(history.t.length).fill(usual)
  fit.order.forEach((i, k) => {
    all[first + i] = probability[k]
  })
  // Fewer events were fitted than the background will be drawn from: narrower by n^(-1/6).
  const bandwidth = fit.bandwidth * (part.x.length / seen) ** (1 / 6)
  return redraw(history, window, {
    triggering,
    bandwidth,
    resolution: fit.events.resolution,
    leastDelay: fit.events.leastDelay,
    probability: all,
    seen,
    age: 0,
    drawn: origin,
  })
}

function advance(history: History, window: Window, origin: number, last: Carried): Carried {
  const seen = firstAt(history, origin)
  const { triggering, probability, surface } = last
  const { delay, sd } = triggering
  const height = triggering.productivity[0] / (delay * 2 * Math.PI * sd * sd)
  for (let i = last.seen; i < seen; i++) {
    const background = surface.at(history.x[i], history.y[i]) / (last.drawn - history.start)
    let triggered = 0
    for (let j = i - 1; j >= 0 && history.t[i] - history.t[j] < 8 * delay; j--) {
      const square = (history.x[i] - history.x[j]) ** 2 + (history.y[i] - history.y[j]) ** 2
      if (square < 20 * sd * sd)
        triggered += height * decay((history.t[i] - history.t[j]) / delay + square / (2 * sd * sd))
    }
    probability[i] = background / (background + triggered)
  }
  const age = last.age + 1
  return age % WINDOWS_PER_DRAWING === 0
    ? redraw(history, window, { ...last, seen, age, drawn: origin })
    : { ...last, seen, age }
}

function redraw(history: History, window: Window, carried: Omit<Carried, 'surface' | 'inCells'>): Carried {
  const { seen, drawn, bandwidth, probability } = carried
  const part = {
    x: history.x.subarray(0, seen),
    y: history.y.subarray(0, seen),
    t: history.t.subarray(0, seen),
    kind: new Int32Array(seen),
    kinds: 1,
    window: { ...window, start: history.start, end: drawn },
    resolution: carried.resolution,
    leastDelay: carried.leastDelay,
  }
  const known = probability.subarray(0, seen)
  const background = adaptiveBackground(part, bandwidth, known)
  return { ...carried, surface: background.surface(0, known), inCells: background.inCells(0, known, history.grid) }
}

function expected(history: History, origin: number, horizon: number, carried: Carried): Float64Array {
  const { grid } = history
  const { productivity, delay, sd } = carried.triggering
  const ahead = generations(productivity, 1, delay, horizon)
  const days = horizon + ahead.byRate[0]
  const values = carried.inCells.map(value => (value * days) / (carried.drawn - history.start))
  const sources: Source[] = []
  for (let i = carried.seen - 1; i >= 0 && origin - history.t[i] < 8 * delay; i--) {
    const fade = Math.exp(-(origin - history.t[i]) / delay)
    const place = { event: i, x: history.x[i], y: history.y[i] }
    sources.push({ ...place, count: fade * ahead.direct[0], sd })
    sources.push({ ...place, count: fade * (ahead.byEvent[0] - ahead.direct[0]), sd: sd * Math.SQRT2 })
  }
  spreadOver(grid, sources, (cell, _, share) => {
    values[cell] += share
  })
  const even = (EVEN * values.reduce((a, b) => a + b, 0)) / values.length
  return values.map(value => (1 - EVEN) * value + even)
}
