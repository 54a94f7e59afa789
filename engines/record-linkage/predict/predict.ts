import { spansOf } from '../block/blocks.ts'
import type { Workspace } from '../block/workspace.ts'
import { sharedPart } from '../columns/register.ts'
import type { TrainedModel } from '../model/types.ts'
import { joinPairs, type ScoredPairs } from './pairs.ts'
import { priorWeight, type Weight } from './weights.ts'

/** Pairs found, how many were compared, and how many each rule brought. */
export type Prediction = {
  readonly pairs: ScoredPairs
  readonly compared: number
  readonly comparedByRule: readonly number[]
}

/**
 * Scores every pair that the blocking rules find; keeps those whose weight is at least `least`. The pairs and their
 * order are the same on any number of threads.
 */
export async function predictPairs(workspace: Workspace, trained: TrainedModel, least: Weight): Promise<Prediction> {
  const { register, pool } = workspace
  const blocks = await workspace.blocks(trained.model.blocking)
  const spans = spansOf(blocks)
  const results = await pool.run<'score'>(
    { kind: 'score', register: sharedPart(register), trained, blocks, least },
    spans,
  )
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

/**
 * The prior that agrees with what the pairs say: prior = sum of scores / possible pairs, repeated until it stands still
 * (the EM step for the share of matches, taken over every pair that was compared). Pairs never compared count as no
 * match, so it is a slight underestimate where blocking misses much.
 */
export function refinePrior(pairs: ScoredPairs, prior: number, possible: number): number {
  const tally = tallyWeights(pairs)
  let refined = prior
  for (let round = 0; round < 100; round++) {
    const shift = priorWeight(refined) - priorWeight(prior)
    let matches = 0
    for (const [tenth, count] of tally) matches += count / (1 + 2 ** -(tenth / 10 + shift))
    const next = Math.min(0.5, Math.max(matches, 0.5) / possible)
    if (Math.abs(next - refined) < refined * 1e-4) return next
    refined = next
  }
  return refined
}

// Pairs by weight to a tenth: summing scores over the tally is the same sum as over the pairs, to a tenth of a bit.
// Beyond 100 either way a score is 0 or 1.
function tallyWeights({ weight, apart }: ScoredPairs): [number, number][] {
  const counts = new Uint32Array(2001)
  for (let k = 0; k < weight.length; k++) {
    if (apart[k] === 0) counts[Math.round(10 * Math.min(100, Math.max(-100, weight[k]))) + 1000]++
  }
  return Array.from(counts, (count, k): [number, number] => [k - 1000, count]).filter(([, count]) => count > 0)
}

/** A prediction as it would be with another prior: every weight moves by the same amount, held-down ones excepted. */
export function withPrior({ pairs, ...rest }: Prediction, from: number, to: number): Prediction {
  const shift = priorWeight(to) - priorWeight(from)
  const weight = pairs.weight.map((value, k) => (pairs.apart[k] === 1 ? value : value + shift))
  return { ...rest, pairs: { ...pairs, weight } }
}
