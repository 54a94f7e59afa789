import { normalCdf } from '#engines/numerics'
import type { Grid } from '../density/grid.ts'

/** Something expected to bring events around a place: so many, spread as a round Gaussian. */
export type Source = {
  readonly event: number
  readonly x: number
  readonly y: number
  readonly count: number
  readonly sd: number
}

const REACH = 4

/** Expected events per cell; `visit` hears of every share of a source in a cell. */
export function spreadOver(
  grid: Grid,
  sources: readonly Source[],
  visit: (cell: number, source: Source, share: number) => void,
): void {
  for (const source of sources) {
    const columns = shares(grid.left, grid.cell, grid.across, source.x, source.sd)
    const rows = shares(grid.bottom, grid.cell, grid.down, source.y, source.sd)
    for (let r = 0; r < rows.mass.length; r++) {
      for (let c = 0; c < columns.mass.length; c++) {
        visit((rows.first + r) * grid.across + columns.first + c, source, source.count * rows.mass[r] * columns.mass[c])
      }
    }
  }
}

/** Share of a Gaussian in each of the cells of one axis within reach. */
function shares(
  start: number,
  cell: number,
  many: number,
  centre: number,
  sd: number,
): { first: number; mass: Float64Array } {
  const first = Math.max(0, Math.floor((centre - REACH * sd - start) / cell))
  const last = Math.min(many - 1, Math.floor((centre + REACH * sd - start) / cell))
  const below = (k: number) => normalCdf((start + k * cell - centre) / sd)
  const mass = Float64Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, k) => below(first + k + 1) - below(first + k),
  )
  return { first, mass }
}
