import { requireFinite, requirePositive } from '#engines/numerics'
import { type Events, requireEvents } from '../events.ts'
import { cellOf, type Grid, requireGrid } from './grid.ts'

/** Events per cell in the `days` before `now`: now - days <= t < now. @throws naming the argument that is wrong */
export function recentCounts(events: Events, grid: Grid, now: number, days: number): Float64Array {
  requireEvents(events, 0)
  requireGrid(grid)
  requireFinite('now', now)
  requirePositive('days', days)
  const counts = new Float64Array(grid.across * grid.down)
  for (let i = 0; i < events.t.length; i++) {
    if (events.t[i] < now - days || events.t[i] >= now) continue
    const cell = cellOf(grid, events.x[i], events.y[i])
    if (cell >= 0) counts[cell] += 1
  }
  return counts
}

export type ProspectiveOptions = {
  readonly grid: Grid
  readonly now: number
  /** Metres beyond which an event no longer counts; 400 unless told. */
  readonly reach?: number
  /** Days after which it no longer counts; 60 unless told. */
  readonly days?: number
}

const WEEK = 7

/**
 * The prospective hot-spot surface of Bowers, Johnson & Pease (2004), British Journal of Criminology 44: at each cell's
 * centre the sum over recent near events of 1 / (1 + half cells away) * 1 / (1 + weeks ago).
 * @throws naming the argument that is wrong
 */
export function prospectiveKernel(events: Events, options: ProspectiveOptions): Float64Array {
  const { grid, now, reach = 400, days = 60 } = options
  requireEvents(events, 0)
  requireGrid(grid)
  requireFinite('now', now)
  requirePositive('reach', reach)
  requirePositive('days', days)
  const values = new Float64Array(grid.across * grid.down)
  for (let i = 0; i < events.t.length; i++) {
    const age = now - events.t[i]
    if (age <= 0 || age > days) continue
    stamp(values, grid, events.x[i], events.y[i], reach, 1 / (1 + Math.floor(age / WEEK)))
  }
  return values
}

function stamp(values: Float64Array, grid: Grid, x: number, y: number, reach: number, weight: number): void {
  const { left, bottom, cell, across, down } = grid
  const firstRow = Math.max(0, Math.ceil((y - reach - bottom) / cell - 0.5))
  const lastRow = Math.min(down - 1, Math.floor((y + reach - bottom) / cell - 0.5))
  const firstColumn = Math.max(0, Math.ceil((x - reach - left) / cell - 0.5))
  const lastColumn = Math.min(across - 1, Math.floor((x + reach - left) / cell - 0.5))
  for (let row = firstRow; row <= lastRow; row++) {
    const dy = bottom + (row + 0.5) * cell - y
    for (let column = firstColumn; column <= lastColumn; column++) {
      const dx = left + (column + 0.5) * cell - x
      const distance = Math.sqrt(dx * dx + dy * dy)
      if (distance <= reach) values[row * across + column] += weight / (1 + Math.floor((2 * distance) / cell))
    }
  }
}
