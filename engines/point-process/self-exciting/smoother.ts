import type { Grid } from '../density/grid.ts'
import { massInside, type Window } from './window.ts'

/** A density surface: expected events per square metre over the whole period. */
export type Surface = { readonly at: (x: number, y: number) => number }

/**
 * Gaussian smoothing of weighted events whose bandwidths differ, for many sets of weights. Bandwidths are sorted into a
 * ladder of rungs; each rung is a grid of half its bandwidth, filled by linear binning, filtered by rows and columns and
 * read back by linear interpolation. Each rung's edge loss is repaid by Diggle's weights, so mass is kept exactly.
 */
export class Smoother {
  private readonly x: Float64Array
  private readonly y: Float64Array
  private readonly rungs: readonly Rung[]

  /** One bandwidth (metres) per event. */
  constructor(window: Window, x: Float64Array, y: Float64Array, bandwidths: Float64Array) {
    this.x = x
    this.y = y
    this.rungs = ladder(window, x, y, bandwidths)
  }

  /** The surface at every event without that event's own share: leave-one-out. */
  leaveOneOut(weights: Float64Array): Float64Array {
    const out = new Float64Array(this.x.length)
    const scratch = new Scratch(this.rungs)
    for (const rung of this.rungs) {
      const values = filtered(rung, weights, scratch)
      for (let i = 0; i < out.length; i++) out[i] += read(rung, values, this.x[i], this.y[i])
      for (let m = 0; m < rung.members.length; m++) {
        const i = rung.members[m]
        out[i] -= weights[i] * rung.scale[m] * rung.own[m]
      }
    }
    return out
  }

  /** The surface at every event, its own share included. */
  atEvents(weights: Float64Array): Float64Array {
    const out = new Float64Array(this.x.length)
    const scratch = new Scratch(this.rungs)
    for (const rung of this.rungs) {
      const values = filtered(rung, weights, scratch)
      for (let i = 0; i < out.length; i++) out[i] += read(rung, values, this.x[i], this.y[i])
    }
    return out
  }

  /** Expected events in each cell of a grid: the surface summed over the cell, however narrow the bandwidths. */
  inCells(weights: Float64Array, grid: Grid): Float64Array {
    const out = new Float64Array(grid.across * grid.down)
    const scratch = new Scratch(this.rungs)
    for (const rung of this.rungs) {
      const values = filtered(rung, weights, scratch)
      if (rung.cell * NARROW <= grid.cell) addNodes(rung, values, grid, out)
      else addReadings(rung, values, grid, out)
    }
    return out
  }

  /** A surface that can be read anywhere in the window. */
  surface(weights: Float64Array): Surface {
    const layers = this.rungs.map(rung => ({ rung, values: filtered(rung, weights, new Scratch([rung])) }))
    return { at: (x, y) => layers.reduce((total, { rung, values }) => total + read(rung, values, x, y), 0) }
  }
}

type Rung = {
  readonly left: number
  readonly bottom: number
  readonly cell: number
  readonly across: number
  readonly down: number
  readonly members: Int32Array
  /** Lower left cell of each member, and how far between that cell and the next it lies. */
  readonly corner: Int32Array
  readonly fx: Float64Array
  readonly fy: Float64Array
  /** Weight to density: share on this rung / mass inside the window / cell area. */
  readonly scale: Float64Array
  /** What one member's unit weight adds to its own reading. */
  readonly own: Float64Array
}

const RUNG_RATIO = 1.4
const CELLS_PER_BANDWIDTH = 2
const REACH = 4.2
const PAD = Math.ceil(REACH * CELLS_PER_BANDWIDTH) + 1
const MOST_CELLS = 8_000_000

/** Taps of the row filter. Binning and reading each add cell^2 / 6 of variance, which the filter gives back. */
const TAPS = (() => {
  const spread = CELLS_PER_BANDWIDTH ** 2 - 1 / 3
  const taps = Float64Array.from({ length: 2 * PAD - 1 }, (_, k) => Math.exp(-((k - PAD + 1) ** 2) / (2 * spread)))
  const total = taps.reduce((a, b) => a + b, 0)
  return taps.map(tap => tap / total)
})()

function ladder(window: Window, x: Float64Array, y: Float64Array, bandwidths: Float64Array): Rung[] {
  const span = Math.sqrt((window.right - window.left) * (window.top - window.bottom))
  const least = (CELLS_PER_BANDWIDTH * span) / Math.sqrt(MOST_CELLS)
  const held = bandwidths.map(h => Math.max(h, least))
  const lowest = held.reduce((a, b) => Math.min(a, b), Infinity)
  const place = held.map(h => Math.log(h / lowest) / Math.log(RUNG_RATIO))
  const highest = place.reduce((a, b) => Math.max(a, b), 0)
  return Array.from({ length: Math.ceil(highest) + 1 }, (_, k) => k)
    .map(k => rungOf(window, x, y, lowest * RUNG_RATIO ** k, place, k))
    .filter(rung => rung.members.length > 0)
}

function membersOf(place: Float64Array, k: number): Int32Array {
  const found = new Int32Array(place.length)
  let many = 0
  for (let i = 0; i < place.length; i++) if (Math.abs(place[i] - k) < 1 - 1e-9) found[many++] = i
  return found.slice(0, many)
}

/** An event between two rungs is shared between them in proportion to its distance on the log scale. */
function rungOf(window: Window, x: Float64Array, y: Float64Array, sd: number, place: Float64Array, k: number): Rung {
  const members = membersOf(place, k)
  const cell = sd / CELLS_PER_BANDWIDTH
  const left = window.left - PAD * cell
  const bottom = window.bottom - PAD * cell
  const across = Math.ceil((window.right - window.left) / cell) + 2 + 2 * PAD
  const u = cellsAlong(x, members, left, cell)
  const v = cellsAlong(y, members, bottom, cell)
  const fx = fractions(u)
  const fy = fractions(v)
  return {
    left,
    bottom,
    cell,
    across,
    down: Math.ceil((window.top - window.bottom) / cell) + 2 + 2 * PAD,
    members,
    corner: corners(u, v, across),
    fx,
    fy,
    scale: Float64Array.from(
      members,
      i => (1 - Math.abs(place[i] - k)) / (massInside(window, x[i], y[i], sd) * cell * cell),
    ),
    own: fx.map((f, m) => ownTap(f) * ownTap(fy[m])),
  }
}

// Plain loops: `from` with a function walks an iterator, which for every event and rung was half of a back-test.
function cellsAlong(values: Float64Array, members: Int32Array, start: number, cell: number): Float64Array {
  const out = new Float64Array(members.length)
  for (let m = 0; m < out.length; m++) out[m] = (values[members[m]] - start) / cell
  return out
}

function corners(u: Float64Array, v: Float64Array, across: number): Int32Array {
  const out = new Int32Array(u.length)
  for (let m = 0; m < out.length; m++) out[m] = Math.floor(v[m]) * across + Math.floor(u[m])
  return out
}

function fractions(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length)
  for (let m = 0; m < out.length; m++) out[m] = values[m] - Math.floor(values[m])
  return out
}

/** One coordinate of a point's reading of itself: binned at f between two cells, filtered, read at f. */
function ownTap(f: number): number {
  const centre = TAPS[PAD - 1]
  return ((1 - f) ** 2 + f ** 2) * centre + 2 * f * (1 - f) * TAPS[PAD]
}

// A rung this much finer than the cells is added up node by node; a coarser one is read at a few points of each cell.
const NARROW = 8

function addNodes(rung: Rung, values: Float32Array, grid: Grid, out: Float64Array): void {
  for (let line = 0; line < rung.down; line++) {
    const row = Math.floor((rung.bottom + line * rung.cell - grid.bottom) / grid.cell)
    if (row < 0 || row >= grid.down) continue
    for (let k = 0; k < rung.across; k++) {
      const value = values[line * rung.across + k]
      if (value === 0) continue
      const column = Math.floor((rung.left + k * rung.cell - grid.left) / grid.cell)
      if (column >= 0 && column < grid.across) out[row * grid.across + column] += value * rung.cell * rung.cell
    }
  }
}

function addReadings(rung: Rung, values: Float32Array, grid: Grid, out: Float64Array): void {
  const points = Math.ceil(grid.cell / rung.cell)
  const step = grid.cell / points
  for (let row = 0; row < grid.down * points; row++) {
    const y = grid.bottom + (row + 0.5) * step
    const line = Math.floor((y - rung.bottom) / rung.cell)
    if (line < 0 || line >= rung.down - 1) continue
    for (let column = 0; column < grid.across * points; column++) {
      const x = grid.left + (column + 0.5) * step
      const k = Math.floor((x - rung.left) / rung.cell)
      if (k < 0 || k >= rung.across - 1) continue
      const cell = Math.floor(row / points) * grid.across + Math.floor(column / points)
      out[cell] += read(rung, values, x, y) * step * step
    }
  }
}

class Scratch {
  readonly binned: Float32Array
  readonly rows: Float32Array
  readonly values: Float32Array

  constructor(rungs: readonly Rung[]) {
    const size = rungs.reduce((most, rung) => Math.max(most, rung.across * rung.down), 0)
    this.binned = new Float32Array(size)
    this.rows = new Float32Array(size)
    this.values = new Float32Array(size)
  }
}

/** The rung's grid for these weights; it stands in the scratch space until the next call. */
function filtered(rung: Rung, weights: Float64Array, { binned, rows, values }: Scratch): Float32Array {
  const size = rung.across * rung.down
  binned.fill(0, 0, size)
  rows.fill(0, 0, size)
  values.fill(0, 0, size)
  for (let m = 0; m < rung.members.length; m++) bin(rung, binned, m, weights[rung.members[m]] * rung.scale[m])
  filterAlongRows(rung, binned, rows)
  filterAcrossRows(rung, rows, values)
  return values
}

function bin({ corner, fx, fy, across }: Rung, grid: Float32Array, m: number, weight: number): void {
  const at = corner[m]
  const right = weight * fx[m]
  const left = weight - right
  grid[at] += left * (1 - fy[m])
  grid[at + 1] += right * (1 - fy[m])
  grid[at + across] += left * fy[m]
  grid[at + across + 1] += right * fy[m]
}

function filterAlongRows({ across, down }: Rung, from: Float32Array, to: Float32Array): void {
  for (let line = 0; line < down; line++) {
    const start = line * across
    for (let at = start; at < start + across; at++) {
      const value = from[at]
      if (value === 0) continue
      const first = Math.max(start, at - PAD + 1)
      const last = Math.min(start + across - 1, at + PAD - 1)
      for (let k = first; k <= last; k++) to[k] += value * TAPS[k - at + PAD - 1]
    }
  }
}

function filterAcrossRows({ across, down }: Rung, from: Float32Array, to: Float32Array): void {
  for (let line = 0; line < down; line++) {
    if (isEmpty(from, line * across, across)) continue
    for (let k = Math.max(0, line - PAD + 1); k <= Math.min(down - 1, line + PAD - 1); k++) {
      const tap = TAPS[k - line + PAD - 1]
      const source = line * across
      const target = k * across
      for (let q = 0; q < across; q++) to[target + q] += from[source + q] * tap
    }
  }
}

function isEmpty(values: Float32Array, start: number, many: number): boolean {
  for (let k = start; k < start + many; k++) if (values[k] !== 0) return false
  return true
}

function read(rung: Rung, values: Float32Array, x: number, y: number): number {
  const u = (x - rung.left) / rung.cell
  const v = (y - rung.bottom) / rung.cell
  const column = Math.floor(u)
  const line = Math.floor(v)
  const fx = u - column
  const fy = v - line
  const at = line * rung.across + column
  const above = at + rung.across
  return (
    (values[at] * (1 - fx) + values[at + 1] * fx) * (1 - fy) + (values[above] * (1 - fx) + values[above + 1] * fx) * fy
  )
}
