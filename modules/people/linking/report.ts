import {
  type Accuracy,
  bestPairAccuracy,
  blockingCeiling,
  clusterAccuracy,
  clusterLabels,
  clusterRecords,
  DEFAULT_RULES,
  type Gathered,
  type LinkResult,
  pairAccuracy,
  type ReliabilityBand,
  reliability,
  ruleName,
  scoreOf,
  type Truth,
  truePairs,
  weightOf,
} from '#engines/record-linkage'

/** What a run found, label or no label. Without labels a number from 0 to 1 is a score, nothing more. */
export type RunReport = {
  readonly records: number
  readonly comparedPairs: number
  readonly prior: number
  readonly people: number
  readonly recordsLinked: number
  readonly pairsScored095: number
  /** Pairs kept apart as twins or siblings whatever their score. */
  readonly twinPairs: number
  /** Clusters that strong evidence would join but that other evidence kept apart: cases for a person to review. */
  readonly forReview: number
  readonly rules: readonly string[]
  readonly seed: number
}

/** What a run is worth, measured against labels. */
export type AccuracyReport = {
  readonly truePairs: number
  /** The share of true pairs that were compared at all. */
  readonly blockingCeiling: number
  readonly bestPairF1: number
  readonly bestPairPrecision: number
  readonly bestPairRecall: number
  readonly bestPairScore: number
  readonly pairF1At095: number
  readonly pairPrecisionAt095: number
  readonly pairRecallAt095: number
  readonly bestClusterF1: number
  readonly bestClusterPrecision: number
  readonly bestClusterRecall: number
  readonly bestClusterScore: number
  readonly clusterF1At095: number
  readonly clusterPrecisionAt095: number
  readonly clusterRecallAt095: number
  readonly reliability: readonly ReliabilityBand[]
}

/** The threshold fixed before any label is seen. */
const FIXED = 0.95

// Thresholds tried for the best clusters; the fixed one is among them.
const CLUSTER_SCORES = [0.01, 0.05, 0.2, 0.5, 0.8, 0.9, FIXED, 0.99, 0.999, 0.9999, 0.999999]

/** Counts what was found. */
export function describeRun(
  records: number,
  { prediction, trained, blocking }: Omit<LinkResult, 'training'>,
  { groups, refusals }: Gathered,
  seed: number,
): RunReport {
  const { weight, apart } = prediction.pairs
  const least = weightOf(FIXED)
  return {
    records,
    comparedPairs: prediction.compared,
    prior: trained.prior,
    people: groups.length,
    recordsLinked: groups.reduce((sum, group) => sum + (group.length > 1 ? group.length : 0), 0),
    pairsScored095: weight.reduce((sum, value) => sum + (value >= least ? 1 : 0), 0),
    twinPairs: apart.reduce((sum, held) => sum + held, 0),
    forReview: refusals.length,
    rules: blocking.rules.map(ruleName),
    seed,
  }
}

/** Measures a run against the truth. */
export function measureRun(
  records: number,
  { prediction }: Pick<LinkResult, 'prediction'>,
  truth: Truth,
): AccuracyReport {
  const { pairs } = prediction
  const best = bestPairAccuracy(pairs, truth)
  const fixed = pairAccuracy(pairs, truth, weightOf(FIXED))
  const clusters = CLUSTER_SCORES.map(score => ({ score, ...clustersAt(records, prediction, truth, score) }))
  const bestCluster = clusters.reduce((top, each) => (each.f1 > top.f1 ? each : top))
  const fixedCluster = clusters.find(({ score }) => score === FIXED) ?? bestCluster
  return {
    truePairs: truePairs(truth),
    blockingCeiling: blockingCeiling(pairs, truth),
    bestPairF1: best.f1,
    bestPairPrecision: best.precision,
    bestPairRecall: best.recall,
    bestPairScore: scoreOf(best.least),
    pairF1At095: fixed.f1,
    pairPrecisionAt095: fixed.precision,
    pairRecallAt095: fixed.recall,
    bestClusterF1: bestCluster.f1,
    bestClusterPrecision: bestCluster.precision,
    bestClusterRecall: bestCluster.recall,
    bestClusterScore: bestCluster.score,
    clusterF1At095: fixedCluster.f1,
    clusterPrecisionAt095: fixedCluster.precision,
    clusterRecallAt095: fixedCluster.recall,
    reliability: reliability(pairs, truth),
  }
}

function clustersAt(records: number, prediction: LinkResult['prediction'], truth: Truth, score: number): Accuracy {
  const join = weightOf(score)
  const gathered = clusterRecords(records, prediction, { join, fracture: Math.min(join, DEFAULT_RULES.fracture) })
  return clusterAccuracy(clusterLabels(records, gathered), truth)
}

/** The report in lines for a reader. */
export function reportLines(run: RunReport, accuracy: AccuracyReport | undefined, seconds: number): string[] {
  return [
    `${run.records} records, ${run.comparedPairs} pairs compared in ${seconds.toFixed(1)} s.`,
    `${run.people} people; ${run.recordsLinked} records share a person with another record.`,
    `${run.pairsScored095} pairs score 0.95 or more. ${run.twinPairs} pairs look like twins or siblings and were kept apart.`,
    `${run.forReview} strong links were held back by other evidence: look at these first.`,
    ...(accuracy === undefined ? ['No labels were given, so a score is not a probability.'] : accuracyLines(accuracy)),
  ]
}

function accuracyLines(accuracy: AccuracyReport): string[] {
  const line = (what: string, f1: number, precision: number, recall: number): string =>
    `${what.padEnd(26)} F1 ${f1.toFixed(4)}  precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}`
  return [
    `${accuracy.truePairs} true pairs; ${(100 * accuracy.blockingCeiling).toFixed(2)} % of them were compared.`,
    line('Pairs, best threshold', accuracy.bestPairF1, accuracy.bestPairPrecision, accuracy.bestPairRecall),
    line('Pairs at 0.95', accuracy.pairF1At095, accuracy.pairPrecisionAt095, accuracy.pairRecallAt095),
    line('People, best threshold', accuracy.bestClusterF1, accuracy.bestClusterPrecision, accuracy.bestClusterRecall),
    line('People at 0.95', accuracy.clusterF1At095, accuracy.clusterPrecisionAt095, accuracy.clusterRecallAt095),
    'Score from  to         pairs   mean score   share true',
    ...accuracy.reliability.map(
      band =>
        `${String(band.from).padEnd(10)}  ${String(band.to).padEnd(8)} ${String(band.pairs).padStart(7)}   ` +
        `${band.meanScore.toFixed(4).padStart(10)}   ${band.trueShare.toFixed(4).padStart(10)}`,
    ),
  ]
}
