import { random } from '#engines/numerics'
import type { Events } from '../events.ts'
import { countOnce, type Layout, plainCounter, vectorCounter } from './count.ts'
import { STRIDE } from './kernel.ts'
import { type Allocate, type SpacePairs, spacePairs } from './pairs.ts'
import { type Crew, type Share, startCrew } from './threads.ts'
import { tickLimit, wholeTicks } from './ticks.ts'

/** Everything the test needs, in one unit of time: whole ticks, or days where no tick fits. */
export type Setup = {
  readonly pairs: SpacePairs
  readonly observed: Int32Array
  readonly times: Float64Array
  readonly limits: readonly number[]
  readonly crew: Crew
}

const PAGE = 65_536
const MOST_THREADS_UNASKED = 2
// A thread takes about 0.15 s to start; below this many pair comparisons it cannot win that back.
const WORTH_THREADS = 1.5e9
const MOST_BANDS_OF_KERNEL = 6

export type Wish = {
  readonly space: readonly number[]
  readonly time: readonly number[]
  readonly permutations: number
  readonly seed: number
  readonly threads: number | undefined
  readonly plain: boolean
}

export function prepare(events: Events, wish: Wish): Setup {
  const ticks = wholeTicks(events.t)
  const times = ticks === undefined ? events.t : Float64Array.from(ticks.values)
  const limits = ticks === undefined ? wish.time : wish.time.map(days => tickLimit(days, ticks.perDay))
  const vector = !wish.plain && ticks !== undefined && limits.length <= MOST_BANDS_OF_KERNEL && times.length < 6e7
  return vector ? vectorSetup(events, times, limits, wish) : plainSetup(events, times, limits, wish)
}

function plainSetup(events: Events, times: Float64Array, limits: readonly number[], wish: Wish): Setup {
  const pairs = spacePairs(events.x, events.y, wish.space)
  const ordered = Float64Array.from(pairs.order, i => times[i])
  const count = plainCounter(pairs, ordered, limits, random(wish.seed))
  const crew = { count: async (first: number, many: number) => count(first, many), dismiss: async () => {} }
  return { pairs, times, limits, observed: countOnce(pairs, ordered, limits, 1), crew }
}

function vectorSetup(events: Events, times: Float64Array, limits: readonly number[], wish: Wish): Setup {
  const store = sharedStore(events.t.length, wish.threads ?? MOST_THREADS_UNASKED, limits.length)
  const pairs = spacePairs(events.x, events.y, wish.space, STRIDE, store.allocate)
  const ordered = Float64Array.from(pairs.order, i => times[i])
  const { memory, layout } = store.finish()
  new Int32Array(memory.buffer, layout.ticks, ordered.length).set(ordered)
  const unasked = layout.pairs * wish.permutations < WORTH_THREADS ? 1 : MOST_THREADS_UNASKED
  const threads = wish.threads ?? unasked
  const shares = Array.from(
    { length: threads },
    (_, thread): Share => ({ memory, layout, thread, limits, seed: wish.seed }),
  )
  return { pairs, times, limits, observed: countOnce(pairs, ordered, limits, STRIDE), crew: crewOf(shares) }
}

function crewOf(shares: readonly Share[]): Crew {
  if (shares.length > 1) return startCrew(shares)
  const [{ memory, layout, limits, seed }] = shares
  const count = vectorCounter(memory, layout, 0, limits, random(seed))
  return { count: async (first, many) => count(first, many), dismiss: async () => {} }
}

type Store = { readonly allocate: Allocate; readonly finish: () => { memory: WebAssembly.Memory; layout: Layout } }

/** One memory for the pair lists of all threads, sized when their lengths are known. */
function sharedStore(events: number, threads: number, bands: number): Store {
  let made: { memory: WebAssembly.Memory; layout: Layout } | undefined
  const allocate: Allocate = lengths => {
    const at = aligned([...lengths.map(length => length * 4), events * 4])
    const block = (events + bands) * STRIDE
    const base = at.end
    const pages = Math.ceil((base + threads * block) / PAGE)
    if (pages > PAGE) throw new Error(`space pairs do not fit in memory: use a smaller last space limit`)
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    const rows = []
    for (let b = 0; b < lengths.length; b += 2) rows.push({ starts: at.starts[b], neighbours: at.starts[b + 1] })
    const pairs = lengths.reduce((total, length, k) => total + (k % 2 === 1 ? length : 0), 0)
    const blocks = Array.from({ length: threads }, (_, k) => base + k * block)
    made = { memory, layout: { events, pages, pairs, ticks: at.starts[lengths.length], rows, blocks } }
    return lengths.map((length, k) => new Int32Array(memory.buffer, at.starts[k], length))
  }
  const finish = () => {
    if (made === undefined) throw new Error('the pair lists were not allocated')
    return made
  }
  return { allocate, finish }
}

/** Start of each block of bytes, each on a 16-byte boundary, and where the last one ends. */
function aligned(sizes: readonly number[]): { starts: number[]; end: number } {
  const starts: number[] = []
  let end = 0
  for (const size of sizes) {
    starts.push(end)
    end += Math.ceil(size / 16) * 16
  }
  return { starts, end }
}
