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
  const tail = Math.floor(((1 - settings.level) / 2) * settings.resamples)
  const reader = new DrawReader(tail, settings.resamples - 1 - tail)
  for (let outcome = 0; outcome < plan.outcomes; outcome++) {
    for (let position = from; position < to; position++) {
      const entry = outcome * areas + plan.scored[position]
      const draws = plan.places.subarray(entry * settings.resamples, (entry + 1) * settings.resamples)
      if (draws[0] === NOT_GIVEN) continue
      reader.read(draws)
      summaries.low[entry] = reader.low / FULL
      summaries.high[entry] = reader.high / FULL
      summaries.highestTenth[entry] = reader.top / draws.length
    }
  }
}

const TOP = 0.9 * FULL

/**
 * Finds two order statistics (numbered from 0) in two passes, which is quicker than sorting: the first counts high bytes,
 * the second counts low bytes within the two high bytes that matter.
 */
class DrawReader {
  low = 0
  high = 0
  /** Draws in the highest tenth. */
  top = 0
  private readonly lowPlace: number
  private readonly highPlace: number
  private readonly bytes = new Int32Array(256)
  private readonly lowBytes = new Int32Array(256)
  private readonly highBytes = new Int32Array(256)

  constructor(lowPlace: number, highPlace: number) {
    this.lowPlace = lowPlace
    this.highPlace = highPlace
  }

  read(draws: Uint16Array): void {
    this.top = countBytes(draws, this.bytes)
    const low = locate(this.bytes, this.lowPlace)
    const high = locate(this.bytes, this.highPlace)
    this.lowBytes.fill(0)
    this.highBytes.fill(0)
    for (let draw = 0; draw < draws.length; draw++) {
      const byte = draws[draw] >>> 8
      if (byte === low.byte) this.lowBytes[draws[draw] & 255]++
      if (byte === high.byte) this.highBytes[draws[draw] & 255]++
    }
    this.low = low.byte * 256 + locate(this.lowBytes, low.left).byte
    this.high = high.byte * 256 + locate(this.highBytes, high.left).byte
  }
}

/** Counts the high bytes; answers how many draws are in the highest tenth. */
function countBytes(draws: Uint16Array, bytes: Int32Array): number {
  bytes.fill(0)
  let top = 0
  for (let draw = 0; draw < draws.length; draw++) {
    bytes[draws[draw] >>> 8]++
    if (draws[draw] >= TOP) top++
  }
  return top
}

/** The byte that the n-th smallest falls in, and how many of that byte stand before it. */
function locate(counts: Int32Array, n: number): { byte: number; left: number } {
  let left = n
  let byte = 0
  while (left >= counts[byte]) left -= counts[byte++]
  return { byte, left }
}
