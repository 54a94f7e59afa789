/**
 * For every event (in time order) the earlier events near enough to have triggered it, in compressed rows: the
 * candidates of event i stand at `starts[i] .. starts[i + 1] - 1`.
 */
export type Links = {
  readonly starts: Float64Array
  /** The earlier event. */
  readonly parent: Int32Array
  /** Days between them. */
  readonly gap: Float32Array
  /** Squared metres between them. */
  readonly square: Float32Array
  readonly reach: number
  readonly horizon: number
}

type Cells = { readonly of: Int32Array; readonly across: number; readonly down: number }

/** All pairs j < i with distance under `reach` metres and gap under `horizon` days. `t` must not fall. */
export function linksOf(x: Float64Array, y: Float64Array, t: Float64Array, reach: number, horizon: number): Links {
  const cells = cellsOf(x, y, reach)
  const starts = new Float64Array(x.length + 1)
  eachLink(x, y, t, cells, reach, horizon, i => {
    starts[i + 1] += 1
  })
  for (let i = 0; i < x.length; i++) starts[i + 1] += starts[i]
  const many = starts[x.length]
  const parent = new Int32Array(many)
  const gap = new Float32Array(many)
  const square = new Float32Array(many)
  let at = 0
  eachLink(x, y, t, cells, reach, horizon, (i, j, distance) => {
    parent[at] = j
    gap[at] = t[i] - t[j]
    square[at] = distance
    at += 1
  })
  return { starts, parent, gap, square, reach, horizon }
}

const MOST_CELLS = 4_000_000

function cellsOf(x: Float64Array, y: Float64Array, reach: number): Cells {
  const [left, right] = extent(x)
  const [bottom, top] = extent(y)
  const size = Math.max(reach, Math.sqrt(((right - left) * (top - bottom)) / MOST_CELLS))
  const across = Math.floor((right - left) / size) + 1
  const down = Math.floor((top - bottom) / size) + 1
  const of = Int32Array.from(
    x,
    (value, i) => Math.floor((y[i] - bottom) / size) * across + Math.floor((value - left) / size),
  )
  return { of, across, down }
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

/**
 * Each cell keeps its events in time order as a row, and a mark below which they are too old. Times only rise, so a mark
 * only moves forward: the cost is that of the pairs found and nothing is searched twice.
 */
function eachLink(
  x: Float64Array,
  y: Float64Array,
  t: Float64Array,
  cells: Cells,
  reach: number,
  horizon: number,
  visit: (i: number, j: number, square: number) => void,
): void {
  const { first, row } = rowsByCell(cells)
  const oldest = first.slice(0, -1)
  const filled = first.slice(0, -1)
  const limit = reach * reach
  for (let i = 0; i < x.length; i++) {
    const column = cells.of[i] % cells.across
    const line = (cells.of[i] - column) / cells.across
    for (let r = Math.max(0, line - 1); r <= Math.min(cells.down - 1, line + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(cells.across - 1, column + 1); c++) {
        const cell = r * cells.across + c
        while (oldest[cell] < filled[cell] && t[i] - t[row[oldest[cell]]] >= horizon) oldest[cell] += 1
        for (let k = oldest[cell]; k < filled[cell]; k++) {
          const dx = x[i] - x[row[k]]
          const dy = y[i] - y[row[k]]
          const square = dx * dx + dy * dy
          if (square < limit) visit(i, row[k], square)
        }
      }
    }
    filled[cells.of[i]] += 1
  }
}

function rowsByCell({ of, across, down }: Cells): { first: Int32Array; row: Int32Array } {
  const first = new Int32Array(across * down + 1)
  for (const cell of of) first[cell + 1] += 1
  for (let c = 0; c < across * down; c++) first[c + 1] += first[c]
  const next = first.slice()
  const row = new Int32Array(of.length)
  for (let i = 0; i < of.length; i++) row[next[of[i]]++] = i
  return { first, row }
}
