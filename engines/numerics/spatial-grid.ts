import { type Numbers, requireAllFinite, requireLength, requirePositive } from './check.ts'

/** Pairs of points in CSR form: the neighbours of i are neighbours[offsets[i]] to neighbours[offsets[i + 1] - 1]. */
export interface Pairs {
  /** n + 1 positions. */
  offsets: Int32Array
  /** The other point of each pair. */
  neighbours: Int32Array
  /** Its distance, in the unit of the coordinates. */
  distances: Float64Array
}

interface Extent {
  left: number
  bottom: number
  width: number
  height: number
}

/** Points sorted into square cells, so that what is near a place is found without looking at the rest. */
export class SpatialGrid {
  /** Side of a cell: what was asked for, or larger where that many cells would outnumber the points. */
  readonly cellSize: number
  readonly columns: number
  readonly rows: number
  /** Point indices cell by cell, ascending within a cell. */
  readonly order: Int32Array
  /** Where each cell starts in `order`: columns * rows + 1 positions, row by row. */
  readonly starts: Int32Array
  /** Coordinates in the order of `order`. */
  readonly x: Float64Array
  readonly y: Float64Array
  private readonly left: number
  private readonly bottom: number

  /** @throws when lengths differ, a coordinate is not finite, or `cellSize` is not above 0 */
  constructor(x: Numbers, y: Numbers, cellSize: number) {
    requireLength('y', y, x.length)
    requireAllFinite('x', x)
    requireAllFinite('y', y)
    requirePositive('cellSize', cellSize)
    const extent = extentOf(x, y)
    this.left = extent.left
    this.bottom = extent.bottom
    this.cellSize = affordableCell(extent, cellSize, x.length)
    this.columns = Math.floor(extent.width / this.cellSize) + 1
    this.rows = Math.floor(extent.height / this.cellSize) + 1
    const cells = Int32Array.from(x, (_, i) => this.rowOf(y[i]) * this.columns + this.columnOf(x[i]))
    this.starts = new Int32Array(this.columns * this.rows + 1)
    this.order = sortByCell(cells, this.starts)
    this.x = Float64Array.from(this.order, i => x[i])
    this.y = Float64Array.from(this.order, i => y[i])
  }

  /** The column that holds `x`, clamped to the grid. */
  columnOf(x: number): number {
    return clamp(Math.floor((x - this.left) / this.cellSize), this.columns - 1)
  }

  /** The row that holds `y`, clamped to the grid. */
  rowOf(y: number): number {
    return clamp(Math.floor((y - this.bottom) / this.cellSize), this.rows - 1)
  }

  /**
   * Calls `visit(index, distance)` for every point within `radius` of a place, the edge included.
   * @throws when `radius` is not above 0
   */
  within(x: number, y: number, radius: number, visit: (index: number, distance: number) => void): void {
    requirePositive('radius', radius)
    const [first, last] = [this.columnOf(x - radius), this.columnOf(x + radius)]
    const top = this.rowOf(y + radius)
    for (let row = this.rowOf(y - radius); row <= top; row++) {
      const end = this.starts[row * this.columns + last + 1]
      for (let k = this.starts[row * this.columns + first]; k < end; k++) {
        const squared = (this.x[k] - x) ** 2 + (this.y[k] - y) ** 2
        if (squared <= radius * radius) visit(this.order[k], Math.sqrt(squared))
      }
    }
  }
}

const clamp = (value: number, most: number) => (value < 0 ? 0 : value > most ? most : value)

function extentOf(x: Numbers, y: Numbers): Extent {
  if (x.length === 0) return { left: 0, bottom: 0, width: 0, height: 0 }
  let [left, right, bottom, top] = [x[0], x[0], y[0], y[0]]
  for (let i = 1; i < x.length; i++) {
    left = Math.min(left, x[i])
    right = Math.max(right, x[i])
    bottom = Math.min(bottom, y[i])
    top = Math.max(top, y[i])
  }
  return { left, bottom, width: right - left, height: top - bottom }
}

/** Doubles the cell until there are at most 1,024 cells or four to a point: a stray far point must not cost gigabytes. */
function affordableCell(extent: Extent, cellSize: number, points: number): number {
  const most = Math.max(1024, 4 * points)
  let side = cellSize
  while ((Math.floor(extent.width / side) + 1) * (Math.floor(extent.height / side) + 1) > most) side *= 2
  return side
}

/** Counting sort; leaves the start of each cell in `starts`. */
function sortByCell(cells: Int32Array, starts: Int32Array): Int32Array {
  for (const cell of cells) starts[cell + 1]++
  for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1]
  const next = starts.slice()
  const order = new Int32Array(cells.length)
  for (let i = 0; i < cells.length; i++) order[next[cells[i]]++] = i
  return order
}

/**
 * Every pair of points at most `maxDistance` apart (the edge included), once: it stands in the row of the lower index,
 * whose neighbours all have a higher one. The order within a row is fixed by the points but not sorted.
 * @throws when lengths differ, a coordinate is not finite, `maxDistance` is not above 0, or there are 2^31 pairs or more
 */
export function closePairs(x: Numbers, y: Numbers, maxDistance: number): Pairs {
  requirePositive('maxDistance', maxDistance)
  const grid = new SpatialGrid(x, y, maxDistance)
  const counts = new Float64Array(x.length + 1)
  eachPair(grid, maxDistance, lower => counts[lower + 1]++)
  for (let i = 1; i < counts.length; i++) counts[i] += counts[i - 1]
  const total = counts[x.length]
  if (total >= 2 ** 31) throw new Error(`maxDistance ${maxDistance} gives ${total} pairs: choose a shorter distance`)
  const offsets = Int32Array.from(counts)
  const next = offsets.slice()
  const neighbours = new Int32Array(total)
  const distances = new Float64Array(total)
  eachPair(grid, maxDistance, (lower, higher, squared) => {
    const place = next[lower]++
    neighbours[place] = higher
    distances[place] = Math.sqrt(squared)
  })
  return { offsets, neighbours, distances }
}

type VisitPair = (lower: number, higher: number, squared: number) => void

/** Visits each close pair once: within a cell, and from it to the four neighbours ahead of it. */
function eachPair(grid: SpatialGrid, maxDistance: number, visit: VisitPair): void {
  const { columns, rows, starts } = grid
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      const ownEnd = starts[cell + 1]
      const rightEnd = column + 1 < columns ? starts[cell + 2] : ownEnd
      const aboveRow = row + 1 < rows ? (row + 1) * columns : -1
      const aboveStart = aboveRow < 0 ? 0 : starts[aboveRow + Math.max(column - 1, 0)]
      const aboveEnd = aboveRow < 0 ? 0 : starts[aboveRow + Math.min(column + 1, columns - 1) + 1]
      for (let k = starts[cell]; k < ownEnd; k++) {
        pairWith(grid, k, { from: k + 1, to: rightEnd }, maxDistance, visit)
        pairWith(grid, k, { from: aboveStart, to: aboveEnd }, maxDistance, visit)
      }
    }
  }
}

function pairWith(
  grid: SpatialGrid,
  k: number,
  span: { from: number; to: number },
  maxDistance: number,
  visit: VisitPair,
): void {
  const { x, y, order } = grid
  const limit = maxDistance * maxDistance
  for (let other = span.from; other < span.to; other++) {
    const dx = x[other] - x[k]
    const dy = y[other] - y[k]
    const squared = dx * dx + dy * dy
    if (squared <= limit) visit(Math.min(order[k], order[other]), Math.max(order[k], order[other]), squared)
  }
}
