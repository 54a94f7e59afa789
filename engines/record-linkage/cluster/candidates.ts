import { argsort } from '#engines/numerics'
import { pairList, type ScoredPairs } from '../predict/pairs.ts'
import type { Weight } from '../predict/weights.ts'
import type { Evidence } from './evidence.ts'

/** Pairs that may bring clusters together, strongest first, ties by left and then right record. */
export type Candidates = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly weight: Float32Array
}

/** The pairs among `records` of weight `join` or more, and those of `fracture` or more between records `together` before. */
export function strongestFirst(
  evidence: Evidence,
  records: readonly number[],
  has: (record: number) => boolean,
  { join, fracture }: { join: Weight; fracture: Weight },
  together: (a: number, b: number) => boolean,
): Candidates {
  const pairs = pairList()
  for (const left of records) {
    evidence.each(left, (right, weight) => {
      if (left >= right || weight < fracture || !has(right)) return
      if (weight >= join || together(left, right)) pairs.add(left, right, weight, 0)
    })
  }
  return inOrder(pairs.finish(), evidence.records)
}

// argsort keeps the order of equals, so sorting by pair and then by weight leaves ties by pair.
function inOrder({ left, right, weight }: ScoredPairs, records: number): Candidates {
  const byPair = argsort(Float64Array.from(left, (record, k) => record * records + right[k]))
  const byWeight = argsort(Float64Array.from(byPair, k => -weight[k]))
  const order = byWeight.map(k => byPair[k])
  return {
    left: Uint32Array.from(order, k => left[k]),
    right: Uint32Array.from(order, k => right[k]),
    weight: Float32Array.from(order, k => weight[k]),
  }
}
