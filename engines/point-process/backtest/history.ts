import { argsort } from '#engines/numerics'
import { cellOf, type Grid } from '../density/grid.ts'
import type { Events } from '../events.ts'

/** Events in time order with their cells; nothing after `until` may be read by a method. */
export type History = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly t: Float64Array
  readonly cell: Int32Array
  readonly grid: Grid
  readonly cells: number
  readonly start: number
}

export function historyOf(events: Events, grid: Grid, start: number): History {
  const order = argsort(events.t)
  const x = Float64Array.from(order, i => events.x[i])
  const y = Float64Array.from(order, i => events.y[i])
  const cell = Int32Array.from(x, (value, i) => cellOf(grid, value, y[i]))
  const outside = cell.indexOf(-1)
  if (outside >= 0) throw new Error(`events[${order[outside]}] lies outside the grid`)
  return { x, y, t: Float64Array.from(order, i => events.t[i]), cell, grid, cells: grid.across * grid.down, start }
}

/** Index of the first event at or after t. */
export function firstAt({ t }: History, time: number): number {
  let low = 0
  let high = t.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (t[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Events per cell in from <= t < to. */
export function countsBetween(history: History, from: number, to: number): Float64Array {
  const counts = new Float64Array(history.cells)
  const last = firstAt(history, to)
  for (let i = firstAt(history, from); i < last; i++) counts[history.cell[i]] += 1
  return counts
}
