import type { ScoredPairs } from '../predict/pairs.ts'
import { scoreOf } from '../predict/weights.ts'
import type { Truth } from './accuracy.ts'

/** One band of scores: how many pairs, what the scores promised on average, and how many were true. */
export type ReliabilityBand = {
  readonly from: number
  readonly to: number
  readonly pairs: number
  readonly meanScore: number
  readonly trueShare: number
}

const EDGES = [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]

/**
 * Compares scores with the truth, band by band, over the pairs that were compared. Where the two columns agree the
 * scores may be read as chances on data like these; bands without pairs are left out.
 */
export function reliability(pairs: ScoredPairs, { labels }: Truth): ReliabilityBand[] {
  const totals = EDGES.slice(1).map(() => ({ pairs: 0, score: 0, agreed: 0 }))
  for (let k = 0; k < pairs.weight.length; k++) {
    const score = scoreOf(pairs.weight[k])
    const band = totals[bandOf(score)]
    band.pairs++
    band.score += score
    if (labels[pairs.left[k]] === labels[pairs.right[k]]) band.agreed++
  }
  return totals.flatMap(({ pairs: count, score, agreed }, b) =>
    count === 0
      ? []
      : [{ from: EDGES[b], to: EDGES[b + 1], pairs: count, meanScore: score / count, trueShare: agreed / count }],
  )
}

const bandOf = (score: number): number => {
  const above = EDGES.findIndex(edge => edge > score)
  return above < 0 ? EDGES.length - 2 : above - 1
}
