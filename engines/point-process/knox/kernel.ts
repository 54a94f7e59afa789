import { assemble, type Code, I32, op, V128 } from './assembler.ts'

/** Permutations counted in one pass over the pairs: two vectors of four int32 lanes. */
export const LANES = 8

/** Bytes of one event's times over all lanes; neighbour lists hold event numbers already multiplied by it. */
export const STRIDE = LANES * 4

export type CountPairs = (
  times: number,
  starts: number,
  neighbours: number,
  events: number,
  out: number,
  limits: readonly number[],
) => void

const [TIMES, STARTS, NEIGHBOURS, EVENTS, OUT, FIRST_LIMIT] = [0, 1, 2, 3, 4, 5]

/**
 * Machine code for: for every event i and every neighbour j of i, over eight permutations at once,
 * counts[k] += |time[j] - time[i]| < limit[k]. The loops are unrolled over the `bands` limits so that all
 * sums stay in registers. `limits` are whole ticks; at least one, at most six.
 */
export function compileKernel(memory: WebAssembly.Memory, pages: number, bands: number): CountPairs {
  const module = new WebAssembly.Module(assemble(countRoutine(bands), pages))
  const { count } = new WebAssembly.Instance(module, { m: { m: memory } }).exports
  if (typeof count !== 'function') throw new Error('the pair-counting kernel did not assemble')
  return (times, starts, neighbours, events, out, limits) => {
    count(times, starts, neighbours, events, out, ...limits)
  }
}

/** Where the kernel keeps its values: parameters first, then whole numbers, then vectors. */
function registers(bands: number) {
  const scalars = FIRST_LIMIT + bands
  const vectors = scalars + 4
  return {
    row: scalars,
    here: scalars + 1,
    end: scalars + 2,
    other: scalars + 3,
    own: (half: number) => vectors + half,
    gap: (half: number) => vectors + 2 + half,
    limit: (k: number) => vectors + 4 + k,
    total: (k: number, half: number) => vectors + 4 + bands + 2 * k + half,
  }
}

type Registers = ReturnType<typeof registers>

const repeat = (bands: number, emit: (k: number) => Code): Code =>
  Array.from({ length: bands }, (_, k) => emit(k)).flat()

const advance = (local: number, step: number): Code => [
  ...op.get(local),
  ...op.constant(step),
  ...op.add,
  ...op.set(local),
]

/** totals[k] += |times[other] - own| < limits[k], for four of the eight lanes. */
function addPair(at: Registers, bands: number, half: number): Code {
  return [
    ...op.get(at.other),
    ...op.loadVector(16 * half),
    ...op.get(at.own(half)),
    ...op.subtractLanes,
    ...op.absoluteLanes,
    ...op.set(at.gap(half)),
    // A true comparison is -1 in every bit, so subtracting it counts one.
    ...repeat(bands, k => [
      ...op.get(at.total(k, half)),
      ...op.get(at.gap(half)),
      ...op.get(at.limit(k)),
      ...op.lessThanLanes,
      ...op.subtractLanes,
      ...op.set(at.total(k, half)),
    ]),
  ]
}

/** The loop over the neighbours of one event: list positions `here` up to `end`. */
function overNeighbours(at: Registers, bands: number): Code {
  return op.loop([
    ...[...op.get(at.here), ...op.load(), ...op.get(TIMES), ...op.add, ...op.set(at.other)],
    ...addPair(at, bands, 0),
    ...addPair(at, bands, 1),
    ...advance(at.here, 4),
    ...[...op.get(at.here), ...op.get(at.end), ...op.lessUnsigned, ...op.repeatIf],
  ])
}

/** The loop over events: it walks the row starts and the times together and counts the events down. */
function overEvents(at: Registers, bands: number): Code {
  const bound = (offset: number): Code => [
    ...[...op.get(STARTS), ...op.load(offset), ...op.constant(2), ...op.shiftLeft],
    ...[...op.get(NEIGHBOURS), ...op.add],
  ]
  return op.loop([
    ...[...bound(0), ...op.set(at.here), ...bound(4), ...op.set(at.end)],
    ...[...op.get(at.row), ...op.loadVector(0), ...op.set(at.own(0))],
    ...[...op.get(at.row), ...op.loadVector(16), ...op.set(at.own(1))],
    ...[...op.get(at.here), ...op.get(at.end), ...op.lessUnsigned, ...op.when(overNeighbours(at, bands))],
    ...advance(STARTS, 4),
    ...advance(at.row, STRIDE),
    ...advance(EVENTS, -1),
    ...[...op.get(EVENTS), ...op.repeatIf],
  ])
}

function countRoutine(bands: number) {
  const at = registers(bands)
  const store = (k: number, half: number): Code => [
    ...op.get(OUT),
    ...op.get(at.total(k, half)),
    ...op.storeVector(STRIDE * k + 16 * half),
  ]
  return {
    name: 'count',
    parameters: Array<number>(FIRST_LIMIT + bands).fill(I32),
    locals: [...Array<number>(4).fill(I32), ...Array<number>(4 + 3 * bands).fill(V128)],
    body: [
      ...repeat(bands, k => [...op.get(FIRST_LIMIT + k), ...op.splat, ...op.set(at.limit(k))]),
      ...[...op.get(TIMES), ...op.set(at.row)],
      ...overEvents(at, bands),
      ...repeat(bands, k => [...store(k, 0), ...store(k, 1)]),
    ],
  }
}
