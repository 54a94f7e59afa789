import { requireWhole } from '#engines/numerics'
import { type Events, requireEvents, requireRising } from '../events.ts'
import { pairing, permutationMoments, timeDegrees } from './moments.ts'
import { prepare, type Setup } from './setup.ts'

export type KnoxOptions = {
  /** Upper limits of the space bands, metres, rising: [150, 300] makes 0 <= d < 150 and 150 <= d < 300. */
  readonly space: readonly number[]
  /** Upper limits of the time bands, days, rising; the lower bound belongs to a band, the upper does not. */
  readonly time: readonly number[]
  /** Permutations of the times over the places; 999 unless told. */
  readonly permutations?: number
  readonly seed?: number
  /** Stop a cell once this many permuted tables reach the observed count (Besag & Clifford 1991); 0, the default, never. */
  readonly stopAfter?: number
  /** Threads to use; unless told, two where the work repays starting them, else one. */
  readonly threads?: number
  /** Use the plain program even where the vector kernel applies: for checking one against the other. */
  readonly plain?: boolean
}

/** Tables are rows of space bands by time bands, flat: cell (s, k) is at s * time.length + k. */
export type KnoxTable = {
  readonly n: number
  readonly space: readonly number[]
  readonly time: readonly number[]
  readonly observed: Float64Array
  /** Exact mean under permutation, not a simulated one. */
  readonly expected: Float64Array
  /** Exact standard deviation under permutation. */
  readonly deviation: Float64Array
  readonly ratio: Float64Array
  /** (observed - expected) / deviation. */
  readonly z: Float64Array
  /** Monte Carlo p-value of a count at least as large; the observed table counts as one of the draws. */
  readonly p: Float64Array
  /** Permutations that entered each p-value; fewer than asked where a cell stopped early. */
  readonly draws: Int32Array
  readonly permutations: number
  readonly stoppedEarly: boolean
}

/**
 * The Knox near-repeat test: pairs of events close in space and in time, against the same places with permuted times.
 * Needs four or more events. The same seed gives the same table on any number of threads.
 * @throws naming the argument that is wrong
 */
export async function knox(events: Events, options: KnoxOptions): Promise<KnoxTable> {
  const { space, time, permutations = 999, seed = 1, stopAfter = 0, threads, plain = false } = options
  requireEvents(events, 4)
  requireRising('space', space)
  requireRising('time', time)
  requireWhole('permutations', permutations)
  requireWhole('seed', seed)
  requireWhole('stopAfter', stopAfter)
  if (threads !== undefined) requireWhole('threads', threads, 1)
  const setup = prepare(events, { space, time, permutations, seed, threads, plain })
  try {
    const trial = await simulate(setup, permutations, stopAfter)
    return { n: events.x.length, space, time, ...compare(setup), ...trial }
  } finally {
    await setup.crew.dismiss()
  }
}

function compare({ pairs, times, limits, observed }: Setup) {
  const inTime = timeDegrees(times, limits).map(pairing)
  const cells = pairs.bands.flatMap(band => {
    const inSpace = pairing(band.degrees)
    return inTime.map(close => permutationMoments(inSpace, close, times.length))
  })
  const expected = Float64Array.from(cells, cell => cell.mean)
  const deviation = Float64Array.from(cells, cell => Math.sqrt(cell.variance))
  return {
    observed: Float64Array.from(observed),
    expected,
    deviation,
    ratio: expected.map((mean, c) => observed[c] / mean),
    z: expected.map((mean, c) => (observed[c] - mean) / deviation[c]),
  }
}

// Rounds bound what early stopping can waste, and keep the answer of each round small.
const ROUND = 1024
const CAREFUL_ROUND = 64

async function simulate({ crew, observed }: Setup, permutations: number, stopAfter: number) {
  const reached = new Int32Array(observed.length)
  const draws = new Int32Array(observed.length)
  const round = stopAfter > 0 ? CAREFUL_ROUND : ROUND
  let open = observed.length
  for (let first = 0; first < permutations && open > 0; first += round) {
    const many = Math.min(round, permutations - first)
    const counts = await crew.count(first, many)
    for (let p = 0; p < many; p++) {
      for (let c = 0; c < observed.length; c++) {
        if (stopAfter > 0 && reached[c] === stopAfter) continue
        draws[c] += 1
        if (counts[p * observed.length + c] >= observed[c]) reached[c] += 1
        if (reached[c] === stopAfter) open -= 1
      }
    }
  }
  const stopped = (c: number) => stopAfter > 0 && reached[c] === stopAfter
  return {
    // A cell stopped at its h-th exceedance on draw l has p = h / l; otherwise the observed table is one draw more.
    p: Float64Array.from(observed, (_, c) => (stopped(c) ? reached[c] / draws[c] : (reached[c] + 1) / (draws[c] + 1))),
    draws,
    permutations: Math.max(0, ...draws),
    stoppedEarly: draws.some(used => used < permutations),
  }
}
