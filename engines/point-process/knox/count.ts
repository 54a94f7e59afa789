import type { Random } from '#engines/numerics'
import { compileKernel, LANES, STRIDE } from './kernel.ts'
import type { SpacePairs } from './pairs.ts'
import { permutation } from './permute.ts'

/** Counts, for each permutation of [first, first + many), the pairs in every cell; rows of space bands x time bands. */
export type Counter = (first: number, many: number) => Int32Array

/**
 * The plain twin: any times in double precision, one permutation at a time. `times` are in the order of the pairs.
 * It is the reference for the vector kernel and the fallback where times are not whole ticks.
 */
export function plainCounter(pairs: SpacePairs, times: Float64Array, limits: readonly number[], base: Random): Counter {
  const shuffle = new Int32Array(times.length)
  const shuffled = new Float64Array(times.length)
  const cells = pairs.bands.length * limits.length
  return (first, many) => {
    const counts = new Int32Array(many * cells)
    for (let p = 0; p < many; p++) {
      permutation(base, first + p, shuffle)
      for (let i = 0; i < times.length; i++) shuffled[i] = times[shuffle[i]]
      counts.set(countOnce(pairs, shuffled, limits, 1), p * cells)
    }
    return counts
  }
}

/** The table of one assignment of times: space bands x time bands; `stride` is that of the neighbour lists. */
export function countOnce(
  pairs: SpacePairs,
  times: Float64Array,
  limits: readonly number[],
  stride: number,
): Int32Array {
  const width = limits.length
  const reach = limits[width - 1]
  const counts = new Int32Array(pairs.bands.length * width)
  for (const [band, { starts, neighbours }] of pairs.bands.entries()) {
    for (let i = 0; i < times.length; i++) {
      const own = times[i]
      for (let k = starts[i]; k < starts[i + 1]; k++) {
        const gap = Math.abs(times[neighbours[k] / stride] - own)
        if (gap < reach) counts[band * width + bandOf(gap, limits)] += 1
      }
    }
  }
  return counts
}

function bandOf(gap: number, limits: readonly number[]): number {
  let band = 0
  while (gap >= limits[band]) band += 1
  return band
}

/** Where everything stands in the shared memory, in bytes; `block` is one thread's times followed by its sums. */
export type Layout = {
  readonly events: number
  readonly pages: number
  readonly pairs: number
  readonly ticks: number
  readonly rows: readonly { readonly starts: number; readonly neighbours: number }[]
  readonly blocks: readonly number[]
}

/** The vector kernel: eight permutations a pass, exact in 32-bit ticks. */
export function vectorCounter(
  memory: WebAssembly.Memory,
  layout: Layout,
  thread: number,
  limits: readonly number[],
  base: Random,
): Counter {
  const kernel = compileKernel(memory, layout.pages, limits.length)
  const { events, rows } = layout
  const block = layout.blocks[thread]
  const sums = block + events * STRIDE
  const ticks = new Int32Array(memory.buffer, layout.ticks, events)
  const lanes = new Int32Array(memory.buffer, block, events * LANES)
  const within = new Int32Array(memory.buffer, sums, limits.length * LANES)
  const shuffle = new Int32Array(events)
  const width = limits.length
  const cells = rows.length * width

  const fillLane = (lane: number, index: number): void => {
    permutation(base, index, shuffle)
    for (let i = 0; i < events; i++) lanes[i * LANES + lane] = ticks[shuffle[i]]
  }
  return (first, many) => {
    const counts = new Int32Array(many * cells)
    for (let done = 0; done < many; done += LANES) {
      const used = Math.min(LANES, many - done)
      for (let lane = 0; lane < used; lane++) fillLane(lane, first + done + lane)
      for (const [band, { starts, neighbours }] of rows.entries()) {
        kernel(block, starts, neighbours, events, sums, limits)
        for (let lane = 0; lane < used; lane++) {
          const at = (done + lane) * cells + band * width
          // The kernel counts "under limit k"; a band is what the limit before it does not hold.
          for (let k = 0; k < width; k++) {
            counts[at + k] = within[k * LANES + lane] - (k === 0 ? 0 : within[(k - 1) * LANES + lane])
          }
        }
      }
    }
    return counts
  }
}
