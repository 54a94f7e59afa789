import type { ScoredPairs } from '../predict/pairs.ts'
import type { Weight } from '../predict/weights.ts'
import { createForest, smallestMembers } from './forest.ts'

/**
 * Connected components: every pair of weight `least` or more puts its records together, and so does any chain of them.
 * Each record's cluster is named by its smallest record. The measure to compare other clusterings with.
 */
export function connectedComponents(records: number, pairs: ScoredPairs, least: Weight): Uint32Array {
  const forest = createForest(records)
  for (let k = 0; k < pairs.weight.length; k++) {
    if (pairs.weight[k] < least) continue
    const a = forest.find(pairs.left[k])
    const b = forest.find(pairs.right[k])
    if (a !== b) forest.join(a, b)
  }
  return smallestMembers(forest, records)
}
