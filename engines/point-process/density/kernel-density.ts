import { normalCdf, requireAllFinite, requireLength, requirePositive } from '#engines/numerics'
import { Smoother } from '../self-exciting/smoother.ts'
import { centre, type Grid, requireGrid } from './grid.ts'

export type DensityOptions = {
  readonly grid: Grid
  /** Standard deviation of the Gaussian kernel, metres; with `adaptive`, that of an event of middling surroundings. */
  readonly bandwidth: number
  /** One weight per event; without it every event weighs one. */
  readonly weights?: Float64Array
  /** Bandwidths that shrink where events crowd (Abramson 1982). */
  readonly adaptive?: boolean
  /** Repay what the kernel spreads over the edge of the grid; true unless told. */
  readonly edge?: boolean
}

/**
 * Gaussian kernel density on a grid: events per square metre at each cell's centre. Fixed bandwidths are filtered along
 * rows and columns (Silverman 1982, Applied Statistics 31); the grid should be no coarser than the bandwidth.
 * @throws naming the argument that is wrong
 */
export function kernelDensity(x: Float64Array, y: Float64Array, options: DensityOptions): Float64Array {
  const { grid, bandwidth, weights, adaptive = false, edge = true } = options
  requireGrid(grid)
  requirePositive('bandwidth', bandwidth)
  requireLength('y', y, x.length)
  requireAllFinite('x', x)
  requireAllFinite('y', y)
  if (weights !== undefined) requireLength('weights', weights, x.length)
  if (bandwidth < grid.cell) throw new Error('bandwidth must be at least the side of a cell')
  if (adaptive) return adaptiveDensity(x, y, weights ?? new Float64Array(x.length).fill(1), grid, bandwidth)
  const values = filtered(binned(x, y, weights, grid), grid, bandwidth)
  return edge ? repaid(values, grid, bandwidth) : values
}

// Linear binning adds a sixth of a squared cell to the variance of the kernel; the filter gives it back.
const BINNING = 1 / 6
const REACH = 4

/** Counts at cell centres by linear binning, on a grid with one cell of margin all round. */
function binned(x: Float64Array, y: Float64Array, weights: Float64Array | undefined, grid: Grid): Float64Array {
  const { left: west, bottom: south, down } = grid
  const width = grid.across + 2
  const counts = new Float64Array(width * (down + 2))
  const perCell = 1 / grid.cell
  for (let i = 0; i < x.length; i++) {
    const u = (x[i] - west) * perCell + 0.5
    const v = (y[i] - south) * perCell + 0.5
    if (u < 0 || v < 0 || u >= width - 1 || v >= down + 1) continue
    const column = u | 0
    const row = v | 0
    const weight = weights === undefined ? 1 : weights[i]
    const right = (u - column) * weight
    const left = weight - right
    const above = v - row
    const at = row * width + column
    counts[at] += left * (1 - above)
    counts[at + 1] += right * (1 - above)
    counts[at + width] += left * above
    counts[at + width + 1] += right * above
  }
  return counts
}

function filtered(counts: Float64Array, grid: Grid, bandwidth: number): Float64Array {
  const { across, down, cell } = grid
  const taps = tapsOf(bandwidth / cell)
  const columns = filterTransposed(counts, down + 2, across + 2, taps)
  const scale = 1 / (cell * cell)
  return filterTransposed(
    columns,
    across,
    down + 2,
    taps.map(tap => tap * scale),
  )
}

/**
 * Filters each row of a map that has one margin cell at either end, drops the margin and turns the map on its side, so
 * that a second call filters the columns. Four sums at a time keep the processor from waiting for each.
 */
function filterTransposed(map: Float64Array, rows: number, width: number, taps: Float64Array): Float64Array {
  const radius = (taps.length - 1) / 2
  const kept = width - 2
  const padded = new Float64Array(width + 2 * radius + 4)
  const out = new Float64Array(rows * kept)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < width; k++) padded[radius + k] = map[row * width + k]
    for (let q = 0; q < kept; q += 4) {
      let [a, b, c, d] = [0, 0, 0, 0]
      let [one, two, three] = [padded[q + 1], padded[q + 2], padded[q + 3]]
      for (let k = 0; k < taps.length; k++) {
        const tap = taps[k]
        const four = padded[q + 4 + k]
        a += tap * one
        b += tap * two
        c += tap * three
        d += tap * four
        one = two
        two = three
        three = four
      }
      out[q * rows + row] = a
      if (q + 1 < kept) out[(q + 1) * rows + row] = b
      if (q + 2 < kept) out[(q + 2) * rows + row] = c
      if (q + 3 < kept) out[(q + 3) * rows + row] = d
    }
  }
  return out
}

/** Filter weights of a Gaussian of `sd` cells, adding to one. */
function tapsOf(sd: number): Float64Array {
  const radius = Math.ceil(REACH * sd)
  const spread = 2 * (sd * sd - BINNING)
  const taps = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-((k - radius) ** 2) / spread))
  const total = taps.reduce((a, b) => a + b, 0)
  return taps.map(tap => tap / total)
}

/** Divides each cell by the share of its kernel that lies on the grid (Diggle 1985). */
function repaid(values: Float64Array, { across, down, cell }: Grid, bandwidth: number): Float64Array {
  const inside = (k: number, many: number) =>
    normalCdf(((many - k - 0.5) * cell) / bandwidth) - normalCdf((-(k + 0.5) * cell) / bandwidth)
  const columns = Float64Array.from({ length: across }, (_, k) => 1 / inside(k, across))
  const rows = Float64Array.from({ length: down }, (_, k) => 1 / inside(k, down))
  for (let row = 0; row < down; row++) {
    for (let q = 0; q < across; q++) values[row * across + q] *= columns[q] * rows[row]
  }
  return values
}

const MOST_STRETCH = 4

function adaptiveDensity(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  grid: Grid,
  bandwidth: number,
): Float64Array {
  const window = {
    left: grid.left,
    bottom: grid.bottom,
    right: grid.left + grid.across * grid.cell,
    top: grid.bottom + grid.down * grid.cell,
    start: 0,
    end: 1,
  }
  const outside = x.findIndex(
    (value, i) => value < window.left || value > window.right || y[i] < window.bottom || y[i] > window.top,
  )
  if (outside >= 0) throw new Error(`event ${outside} lies outside the grid, which an adaptive density does not allow`)
  const pilot = new Smoother(window, x, y, new Float64Array(x.length).fill(bandwidth)).atEvents(weights)
  const middle = Math.exp(pilot.reduce((total, p) => total + Math.log(p), 0) / pilot.length)
  const stretch = (p: number) => Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, Math.sqrt(middle / p)))
  const surface = new Smoother(
    window,
    x,
    y,
    pilot.map(p => bandwidth * stretch(p)),
  ).surface(weights)
  return Float64Array.from({ length: grid.across * grid.down }, (_, k) => {
    const at = centre(grid, k)
    return surface.at(at.x, at.y)
  })
}
