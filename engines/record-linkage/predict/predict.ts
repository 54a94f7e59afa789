import { spansOf } from '../block/blocks.ts'
import type { Workspace } from '../block/workspace.ts'
import { sharedPart } from '../columns/register.ts'
import type { TrainedModel } from '../model/types.ts'
import type { Weight } from './weights.ts'

/** Compared pairs: `left[k]` < `right[k]`, with the pair's match weight. */
export type ScoredPairs = { readonly left: Uint32Array; readonly right: Uint32Array; readonly weight: Float32Array }

/** Pairs found, how many were compared, and how many each rule brought. */
export type Prediction = { readonly pairs: ScoredPairs; readonly compared: number; readonly comparedByRule: readonly number[] }

/**
 * Scores every pair that the blocking rules find; keeps those whose weight is at least `least`. The pairs and their
 * order are the same on any number of threads.
 */
export async function predictPairs(workspace: Workspace, trained: TrainedModel, least: Weight): Promise<Prediction> {
  const { register, pool } = workspace
  const blocks = await workspace.blocks(trained.model.blocking)
  const spans = spansOf(blocks)
  const results = await pool.run<'score'>({ kind: 'score', register: sharedPart(register), trained, blocks, least }, spans)
  const comparedByRule = trained.model.blocking.map(() => 0)
  spans.forEach((span, k) => {
    comparedByRule[span.rule] += results[k].compared
  })
  return {
    pairs: joinPairs(results),
    compared: comparedByRule.reduce((total, count) => total + count, 0),
    comparedByRule,
  }
}

/** Several lists of pairs laid end to end. */
export function joinPairs(lists: readonly ScoredPairs[]): ScoredPairs {
  const size = lists.reduce((total, { left }) => total + left.length, 0)
  const pairs = { left: new Uint32Array(size), right: new Uint32Array(size), weight: new Float32Array(size) }
  let at = 0
  for (const { left, right, weight } of lists) {
    pairs.left.set(left, at)
    pairs.right.set(right, at)
    pairs.weight.set(weight, at)
    at += left.length
  }
  return pairs
}
