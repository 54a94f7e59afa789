import { centre, type Grid } from '../density/grid.ts'
import { decay, roughDecay } from './decay.ts'
import type { Links } from './links.ts'
import { Smoother, type Surface } from './smoother.ts'
import { area, type Window } from './window.ts'

/** Events in time order, with their kind. */
export type Sorted = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly t: Float64Array
  readonly kind: Int32Array
  readonly kinds: number
  readonly window: Window
  /** How finely places are recorded, metres: no kernel is narrower. */
  readonly resolution: number
  /** The shortest delay that the times can tell, days. */
  readonly leastDelay: number
}

/** Expected background events per square metre over the period, at each event, itself and its neighbours in time left out. */
export type Background = {
  readonly bandwidths: Float64Array
  readonly density: (probability: Float64Array, links: Links) => Float64Array
  readonly surface: (kind: number, probability: Float64Array) => Surface
  /** Expected background events of a kind in each cell of a grid, over the period. */
  readonly inCells: (kind: number, probability: Float64Array, grid: Grid) => Float64Array
}

// Adaptive bandwidths stay within four times the general one, so that one lonely event cannot flatten a district.
const MOST_STRETCH = 4
const FLOOR = 1e-3
const LEAST_LEFT = 0.2

/**
 * Adaptive kernel estimate (Abramson 1982, Annals of Statistics 10): bandwidth h * sqrt(g / pilot density), g the
 * geometric mean, which cancels the smoothing bias to second order; a fixed kernel instead leaves the tops of hot spots
 * to be mistaken for triggering.
 */
export function adaptiveBackground(events: Sorted, general: number, probability: Float64Array): Background {
  const groups = Array.from({ length: events.kinds }, (_, kind) => groupOf(events, kind, general, probability))
  const bandwidths = new Float64Array(events.x.length)
  for (const group of groups) for (const [m, i] of group.members.entries()) bandwidths[i] = group.bandwidths[m]
  return {
    bandwidths,
    density: (weights, links) => {
      const out = new Float64Array(events.x.length)
      for (const { members, smoother } of groups) {
        const values = smoother.leaveOneOut(picked(weights, members))
        for (const [m, i] of members.entries()) out[i] = values[m]
      }
      return withoutNeighboursInTime(events, out, bandwidths, weights, links)
    },
    surface: (kind, weights) => {
      const { members, smoother } = groups[kind]
      return smoother.surface(picked(weights, members))
    },
    inCells: (kind, weights, grid) => {
      const { members, smoother } = groups[kind]
      return smoother.inCells(picked(weights, members), grid)
    },
  }
}

function membersOf(kinds: Int32Array, kind: number): Int32Array {
  const found = new Int32Array(kinds.length)
  let many = 0
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === kind) found[many++] = i
  return found.slice(0, many)
}

function picked(values: Float64Array, members: Int32Array): Float64Array {
  const out = new Float64Array(members.length)
  for (let m = 0; m < out.length; m++) out[m] = values[members[m]]
  return out
}

function groupOf(events: Sorted, kind: number, general: number, probability: Float64Array) {
  const members = membersOf(events.kind, kind)
  const x = picked(events.x, members)
  const y = picked(events.y, members)
  const weights = picked(probability, members)
  // The general bandwidth is that of all events; a kind with fewer needs more, h ~ n^(-1/6).
  const own = general * (events.x.length / Math.max(1, members.length)) ** (1 / 6)
  const pilot = new Smoother(events.window, x, y, new Float64Array(members.length).fill(own)).atEvents(weights)
  const bandwidths = abramson(pilot, weights, own).map(h => Math.max(h, events.resolution))
  return { members, bandwidths, smoother: new Smoother(events.window, x, y, bandwidths) }
}

function abramson(pilot: Float64Array, weights: Float64Array, general: number): Float64Array {
  let logs = 0
  let total = 0
  for (let i = 0; i < pilot.length; i++) {
    logs += weights[i] * Math.log(pilot[i])
    total += weights[i]
  }
  const middle = Math.exp(logs / total)
  return pilot.map(p => general * Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, Math.sqrt(middle / p))))
}

/**
 * Takes out of each event's background what its neighbours in time put there: among them are its parent and its
 * offspring, and an event of a cluster would else look as if it stood on higher ground. The rest of the period is scaled
 * up for what was taken.
 */
function withoutNeighboursInTime(
  { x, t, kind, window }: Sorted,
  density: Float64Array,
  bandwidths: Float64Array,
  weights: Float64Array,
  links: Links,
): Float64Array {
  const { starts, parent, square, reach, horizon } = links
  const duration = window.end - window.start
  const scale = bandwidths.map(h => 1 / (2 * h * h))
  const floor = (FLOOR * weights.reduce((a, b) => a + b, 0)) / area(window)
  const height = weights.map((weight, i) => (weight * scale[i]) / Math.PI)
  const near = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) {
    const [ownScale, ownHeight, ownKind] = [scale[i], height[i], kind[i]]
    let around = 0
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      const j = parent[k]
      if (kind[j] !== ownKind) continue
      around += height[j] * roughDecay(square[k] * scale[j])
      near[j] += ownHeight * roughDecay(square[k] * ownScale)
    }
    near[i] += around
  }
  return density.map((value, i) => {
    const days = Math.min(t[i] - window.start, horizon) + Math.min(window.end - t[i], horizon)
    const taken = (days / duration) * (1 - decay(reach * reach * scale[i]))
    // A record hardly longer than the horizon leaves little to scale up from.
    return Math.max(floor, (value - near[i]) / Math.max(LEAST_LEFT, 1 - taken))
  })
}

/** A background known beforehand up to its level: a density that integrates to one over the window. */
export function knownBackground(events: Sorted, shape: (x: number, y: number) => number): Background {
  const at = Float64Array.from(events.x, (value, i) => shape(value, events.y[i]))
  const totals = (weights: Float64Array) => {
    const sums = new Float64Array(events.kinds)
    for (let i = 0; i < weights.length; i++) sums[events.kind[i]] += weights[i]
    return sums
  }
  return {
    bandwidths: new Float64Array(events.x.length).fill(Infinity),
    density: weights => {
      const sums = totals(weights)
      return at.map((value, i) => value * sums[events.kind[i]])
    },
    surface: (kind, weights) => {
      const level = totals(weights)[kind]
      return { at: (x, y) => level * shape(x, y) }
    },
    inCells: (kind, weights, grid) => {
      const level = totals(weights)[kind]
      return Float64Array.from({ length: grid.across * grid.down }, (_, cell) => {
        const { x, y } = centre(grid, cell)
        return level * shape(x, y) * grid.cell * grid.cell
      })
    },
  }
}
