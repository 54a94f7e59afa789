// How fast the shared numerics are, each beside the plainest JavaScript that does the same. Run: node engines/numerics/numerics.bench.ts
import { argsort, closePairs, random, ranks, sum } from '#engines/numerics'

const source = random(1)
const N = 1_000_000
const values = Float64Array.from({ length: N }, () => source.normal())
const few = values.subarray(0, 20_000)
const east = Float64Array.from({ length: 20_000 }, () => source.next() * 10_000)
const north = Float64Array.from({ length: 20_000 }, () => source.next() * 10_000)

/** Median milliseconds of seven runs. */
function time(work: () => unknown): number {
  const spent = Array.from({ length: 7 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return spent.sort((a, b) => a - b)[3]
}

function addUp(draw: () => number): number {
  let total = 0
  for (let i = 0; i < N; i++) total += draw()
  return total
}

function plainNormal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
}

function plainPairs(): number {
  let pairs = 0
  for (let i = 0; i < east.length; i++) {
    for (let j = i + 1; j < east.length; j++) {
      if ((east[i] - east[j]) ** 2 + (north[i] - north[j]) ** 2 <= 250_000) pairs++
    }
  }
  return pairs
}

function plainArgsort(list: Float64Array): Int32Array {
  return Int32Array.from(list.keys()).sort((i, j) => list[i] - list[j])
}

function row(what: string, ours: () => unknown, plain: () => unknown) {
  const [mine, theirs] = [time(ours), time(plain)]
  return { what, 'ours ms': mine.toFixed(1), 'plain ms': theirs.toFixed(1), ratio: (theirs / mine).toFixed(1) }
}

console.table([
  row(
    '1,000,000 uniforms (plain: Math.random)',
    () => addUp(() => source.next()),
    () => addUp(Math.random),
  ),
  row(
    '1,000,000 normals (plain: Box-Muller)',
    () => addUp(() => source.normal()),
    () => addUp(plainNormal),
  ),
  row(
    'sum of 1,000,000, compensated (plain: +=)',
    () => sum(values),
    () => values.reduce((a, b) => a + b),
  ),
  row(
    'argsort of 1,000,000 (plain: comparison sort)',
    () => argsort(values),
    () => plainArgsort(values),
  ),
  row(
    'ranks of 20,000 (plain: comparison sort)',
    () => ranks(few),
    () => plainArgsort(few),
  ),
  row('pairs within 500 m of 20,000 points (plain: all with all)', () => closePairs(east, north, 500), plainPairs),
])
