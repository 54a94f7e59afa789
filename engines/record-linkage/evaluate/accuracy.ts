import type { ScoredPairs } from '../predict/pairs.ts'
import type { Weight } from '../predict/weights.ts'

/** How well found pairs agree with true ones. F1 is the harmonic mean of precision and recall. */
export type Accuracy = { readonly precision: number; readonly recall: number; readonly f1: number }

/** Accuracy at a threshold, given as the weight at or above which a pair counts as found. */
export type AccuracyAt = Accuracy & { readonly least: Weight }

/** Truth by record: records with one number are one person. `split` as in createRegister: then only pairs across count. */
export type Truth = { readonly labels: Uint32Array; readonly split: number }

/** Number of true pairs. */
export function truePairs({ labels, split }: Truth): number {
  return pairsWithin(labels, labels, split).agreed
}

/** Precision, recall and F1 from counts; a count of nothing found has precision 1. */
export function accuracyOf(agreed: number, found: number, truth: number): Accuracy {
  const precision = found === 0 ? 1 : agreed / found
  const recall = truth === 0 ? 1 : agreed / truth
  return { precision, recall, f1: found + truth === 0 ? 1 : (2 * agreed) / (found + truth) }
}

/** Accuracy of all pairs of weight `least` or more. True pairs that were never compared count as missed. */
export function pairAccuracy(pairs: ScoredPairs, truth: Truth, least: Weight): AccuracyAt {
  let agreed = 0
  let found = 0
  for (let k = 0; k < pairs.weight.length; k++) {
    if (pairs.weight[k] < least) continue
    found++
    if (truth.labels[pairs.left[k]] === truth.labels[pairs.right[k]]) agreed++
  }
  return { ...accuracyOf(agreed, found, truePairs(truth)), least }
}

/** The best pair F1 over all thresholds, ties to the higher threshold. It is chosen with the labels: an upper mark. */
export function bestPairAccuracy(pairs: ScoredPairs, truth: Truth): AccuracyAt {
  const order = Uint32Array.from(pairs.weight.keys()).sort((a, b) => pairs.weight[b] - pairs.weight[a])
  const total = truePairs(truth)
  let best: AccuracyAt = { ...accuracyOf(0, 0, total), least: Number.POSITIVE_INFINITY }
  let agreed = 0
  for (let found = 1; found <= order.length; found++) {
    const k = order[found - 1]
    if (truth.labels[pairs.left[k]] === truth.labels[pairs.right[k]]) agreed++
    if (found < order.length && pairs.weight[order[found]] === pairs.weight[k]) continue
    const here = accuracyOf(agreed, found, total)
    if (here.f1 > best.f1) best = { ...here, least: pairs.weight[k] }
  }
  return best
}

/** The share of true pairs that were compared at all: no threshold can find more. */
export function blockingCeiling(pairs: ScoredPairs, truth: Truth): number {
  const total = truePairs(truth)
  if (total === 0) return 1
  let agreed = 0
  for (let k = 0; k < pairs.left.length; k++) if (truth.labels[pairs.left[k]] === truth.labels[pairs.right[k]]) agreed++
  return agreed / total
}

/** Accuracy of clusters: every two records of one cluster are a found pair. */
export function clusterAccuracy(clusters: Uint32Array, truth: Truth): Accuracy {
  const { agreed, found } = pairsWithin(clusters, truth.labels, truth.split)
  return accuracyOf(agreed, found, truePairs(truth))
}

// Pairs in one cluster, and those of them that also share a label, counted from group sizes.
function pairsWithin(clusters: Uint32Array, labels: Uint32Array, split: number): { agreed: number; found: number } {
  const byCluster = new Map<number, [number, number]>()
  const byBoth = new Map<number, [number, number]>()
  for (let r = 0; r < clusters.length; r++) {
    const side = r < split ? 0 : 1
    add(byCluster, clusters[r], side)
    add(byBoth, clusters[r] * 2 ** 32 + labels[r], side)
  }
  return { agreed: pairsIn(byBoth, split), found: pairsIn(byCluster, split) }
}

function add(sizes: Map<number, [number, number]>, key: number, side: 0 | 1): void {
  const held = sizes.get(key)
  if (held === undefined) sizes.set(key, side === 0 ? [1, 0] : [0, 1])
  else held[side]++
}

function pairsIn(sizes: Map<number, [number, number]>, split: number): number {
  let pairs = 0
  for (const [first, second] of sizes.values()) pairs += split === 0 ? (second * (second - 1)) / 2 : first * second
  return pairs
}
