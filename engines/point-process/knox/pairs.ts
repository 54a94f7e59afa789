/** Pairs of events closer than the last space limit, by band; events are renumbered so that neighbours lie together. */
export type SpacePairs = {
  /** order[k] is the caller's index of renumbered event k. */
  readonly order: Int32Array
  readonly bands: readonly BandPairs[]
}

/**
 * Compressed rows: the later neighbours of event i are `neighbours[starts[i]] .. neighbours[starts[i + 1] - 1]`, each
 * written as its number times the stride; `degrees[i]` counts all neighbours of i, earlier ones too.
 */
export type BandPairs = {
  readonly starts: Int32Array
  readonly neighbours: Int32Array
  readonly degrees: Int32Array
}

/** Where the lists live: given their lengths once, hands out an array for each. */
export type Allocate = (lengths: readonly number[]) => Int32Array[]

const onHeap: Allocate = lengths => lengths.map(length => new Int32Array(length))

// Cells a third of the reach: 49 cells of a ninth are searched, 5.4 reach squared, against 9 for whole cells.
const CELLS_PER_REACH = 3
const MOST_CELLS = 4_000_000

type Grid = { readonly cell: Int32Array; readonly first: Int32Array; readonly across: number; readonly down: number }

/** All pairs with sqrt(dx^2 + dy^2) below the last of `limits` (metres, ascending), each pair once, by band. */
export function spacePairs(
  x: Float64Array,
  y: Float64Array,
  limits: readonly number[],
  stride = 1,
  allocate: Allocate = onHeap,
): SpacePairs {
  const n = x.length
  const { grid, order } = gridOrder(x, y, limits[limits.length - 1] / CELLS_PER_REACH)
  const px = Float64Array.from(order, i => x[i])
  const py = Float64Array.from(order, i => y[i])
  const rows = limits.map(() => new Int32Array(n + 1))
  const degrees = limits.map(() => new Int32Array(n))
  eachClosePair(px, py, grid, limits, (i, j, band) => {
    rows[band][i + 1] += 1
    degrees[band][i] += 1
    degrees[band][j] += 1
  })
  for (const row of rows) for (let i = 0; i < n; i++) row[i + 1] += row[i]
  const space = allocate(rows.flatMap(row => [n + 1, row[n]]))
  const bands = rows.map((_, b) => ({ starts: space[2 * b], neighbours: space[2 * b + 1], degrees: degrees[b] }))
  for (const [b, row] of rows.entries()) bands[b].starts.set(row)
  eachClosePair(px, py, grid, limits, (i, j, band) => {
    bands[band].neighbours[rows[band][i]++] = j * stride
  })
  return { order, bands }
}

function gridOrder(x: Float64Array, y: Float64Array, wanted: number): { grid: Grid; order: Int32Array } {
  const [left, right] = extent(x)
  const [bottom, top] = extent(y)
  const size = Math.max(
    wanted,
    Math.sqrt(((right - left) * (top - bottom)) / MOST_CELLS),
    (right - left + top - bottom) / 1e5,
  )
  const across = Math.floor((right - left) / size) + 1
  const down = Math.floor((top - bottom) / size) + 1
  const cellOf = (i: number) => Math.floor((y[i] - bottom) / size) * across + Math.floor((x[i] - left) / size)
  const first = new Int32Array(across * down + 1)
  for (let i = 0; i < x.length; i++) first[cellOf(i) + 1] += 1
  for (let c = 0; c < across * down; c++) first[c + 1] += first[c]
  const next = first.slice()
  const order = new Int32Array(x.length)
  const cell = new Int32Array(x.length)
  for (let i = 0; i < x.length; i++) {
    const at = next[cellOf(i)]++
    order[at] = i
    cell[at] = cellOf(i)
  }
  return { grid: { cell, first, across, down }, order }
}

function extent(values: Float64Array): [number, number] {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return values.length === 0 ? [0, 0] : [least, most]
}

function eachClosePair(
  x: Float64Array,
  y: Float64Array,
  grid: Grid,
  limits: readonly number[],
  visit: (i: number, j: number, band: number) => void,
): void {
  const reach = limits[limits.length - 1]
  for (let i = 0; i < x.length; i++) {
    const column = grid.cell[i] % grid.across
    const row = (grid.cell[i] - column) / grid.across
    const lastRow = Math.min(row + CELLS_PER_REACH, grid.down - 1)
    const from = Math.max(0, column - CELLS_PER_REACH)
    const to = Math.min(grid.across - 1, column + CELLS_PER_REACH)
    for (let r = row; r <= lastRow; r++) {
      // In the event's own row only later events are partners; rows below it come earlier in the order.
      const start = r === row ? i + 1 : grid.first[r * grid.across + from]
      const end = grid.first[r * grid.across + to + 1]
      for (let j = start; j < end; j++) {
        const dx = x[j] - x[i]
        const dy = y[j] - y[i]
        const distance = Math.sqrt(dx * dx + dy * dy)
        if (distance < reach) visit(i, j, bandOf(distance, limits))
      }
    }
  }
}

function bandOf(distance: number, limits: readonly number[]): number {
  let band = 0
  while (distance >= limits[band]) band += 1
  return band
}
