import { requirePositive, requireWhole } from '#engines/numerics'

/** A grid of square cells; cell (column, row) is at row * across + column, and its centre half a cell further in. */
export type Grid = {
  readonly left: number
  readonly bottom: number
  /** Side of a cell, metres. */
  readonly cell: number
  readonly across: number
  readonly down: number
}

const MOST_CELLS = 50_000_000

/** @throws naming the field that is wrong */
export function requireGrid(grid: Grid): void {
  requirePositive('grid.cell', grid.cell)
  requireWhole('grid.across', grid.across, 1)
  requireWhole('grid.down', grid.down, 1)
  if (!Number.isFinite(grid.left) || !Number.isFinite(grid.bottom)) throw new Error('grid corner must be finite')
  if (grid.across * grid.down > MOST_CELLS)
    throw new Error(`grid must have at most ${MOST_CELLS} cells: use a larger cell`)
}

/** The smallest grid of whole cells that holds every point, its corner on a multiple of the cell. */
export function gridAround(x: Float64Array, y: Float64Array, cell: number): Grid {
  requirePositive('cell', cell)
  const [left, right] = corners(x, cell)
  const [bottom, top] = corners(y, cell)
  const grid = { left: left * cell, bottom: bottom * cell, cell, across: right - left + 1, down: top - bottom + 1 }
  requireGrid(grid)
  return grid
}

function corners(values: Float64Array, cell: number): [number, number] {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    const at = Math.floor(value / cell)
    if (at < least) least = at
    if (at > most) most = at
  }
  return values.length === 0 ? [0, 0] : [least, most]
}

/** The cell of a point, or -1 outside the grid. */
export function cellOf(grid: Grid, x: number, y: number): number {
  const column = Math.floor((x - grid.left) / grid.cell)
  const row = Math.floor((y - grid.bottom) / grid.cell)
  const inside = column >= 0 && row >= 0 && column < grid.across && row < grid.down
  return inside ? row * grid.across + column : -1
}

export const centre = (grid: Grid, cell: number): { x: number; y: number } => ({
  x: grid.left + ((cell % grid.across) + 0.5) * grid.cell,
  y: grid.bottom + (Math.floor(cell / grid.across) + 0.5) * grid.cell,
})
