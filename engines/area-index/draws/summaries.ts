import type { DrawPlan, Workspace } from '../threads/workspace.ts'
import { FULL, NOT_GIVEN } from './ranks.ts'

/** Per outcome and area, in memory that every thread writes: entry outcome * areas + area. */
export interface Summaries {
  /** Ends of the middle `level` of the draws, as places. NaN where there is no score. */
  low: Float64Array
  high: Float64Array
  /** Share of draws in which the area is in the highest tenth. */
  highestTenth: Float64Array
}

export function summariesFor(workspace: Workspace, plan: DrawPlan): Summaries {
  const column = () => new Float64Array(new SharedArrayBuffer(8 * plan.outcomes * workspace.areas)).fill(Number.NaN)
  return { low: column(), high: column(), highestTenth: column() }
}

/** Reads the draws of the scored areas from..to-1 (positions in `plan.scored`) into their summaries. */
export function summarise(workspace: Workspace, plan: DrawPlan, summaries: Summaries, from: number, to: number): void {
  const { areas, settings } = workspace
  const coarse = new Int32Array(256)
  const fine = new Int32Array(256)
  const tail = Math.floor(((1 - settings.level) / 2) * settings.resamples)
  for (let outcome = 0; outcome < plan.outcomes; outcome++) {
    for (let position = from; position < to; position++) {
      const entry = outcome * areas + plan.scored[position]
      const draws = plan.places.subarray(entry * settings.resamples, (entry + 1) * settings.resamples)
      if (draws[0] === NOT_GIVEN) continue
      countHighBytes(draws, coarse)
      summaries.low[entry] = nthSmallest(draws, tail, coarse, fine) / FULL
      summaries.high[entry] = nthSmallest(draws, draws.length - 1 - tail, coarse, fine) / FULL
      summaries.highestTenth[entry] = shareAtLeast(draws, 0.9 * FULL)
    }
  }
}

function countHighBytes(draws: Uint16Array, coarse: Int32Array): void {
  coarse.fill(0)
  for (let draw = 0; draw < draws.length; draw++) coarse[draws[draw] >>> 8]++
}

/** The n-th smallest (from 0) by two counts of bytes, which is quicker than sorting. */
function nthSmallest(draws: Uint16Array, n: number, coarse: Int32Array, fine: Int32Array): number {
  let left = n
  let high = 0
  while (left >= coarse[high]) left -= coarse[high++]
  fine.fill(0)
  for (let draw = 0; draw < draws.length; draw++) if (draws[draw] >>> 8 === high) fine[draws[draw] & 255]++
  let low = 0
  while (left >= fine[low]) left -= fine[low++]
  return high * 256 + low
}

function shareAtLeast(draws: Uint16Array, least: number): number {
  let count = 0
  for (let draw = 0; draw < draws.length; draw++) if (draws[draw] >= least) count++
  return count / draws.length
}
