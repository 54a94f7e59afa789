export { analyseBlocking, type RuleReport } from './block/analysis.ts'
export { type ChosenRules, chooseRules } from './block/choose.ts'
export { openWorkspace, possiblePairs, type Workspace } from './block/workspace.ts'
export { type ClusterChange, changesBetween, type NamedCluster, nameGroups } from './cluster/changes.ts'
export { connectedComponents } from './cluster/components.ts'
export type { Decision } from './cluster/decisions.ts'
export { createEvidence, type Evidence, type Link } from './cluster/evidence.ts'
export { type ClusterRules, DEFAULT_RULES, type Gathered, gather, type Refusal } from './cluster/gather.ts'
export { type ClusterUpdate, createPeople, type People } from './cluster/people.ts'
export { appendColumn, type Column, columnOf, combineColumns, mapValues, valueCounts } from './columns/column.ts'
export { createRegister, type Register, type Spare } from './columns/register.ts'
export { createTableReader, readTable, type Table, type TableReader } from './columns/table.ts'
export {
  type Accuracy,
  type AccuracyAt,
  accuracyOf,
  bestPairAccuracy,
  blockingCeiling,
  clusterAccuracy,
  pairAccuracy,
  type Truth,
  truePairs,
} from './evaluate/accuracy.ts'
export { type ReliabilityBand, reliability } from './evaluate/reliability.ts'
export { unlinkableRecords } from './evaluate/unlinkable.ts'
export {
  clusterLabels,
  clusterRecords,
  type LinkOptions,
  type LinkResult,
  linkRecords,
  scoreRecords,
  usualBudget,
} from './link.ts'
export { checkModel, checkTrained } from './model/check.ts'
export { readModel, writeModel } from './model/json.ts'
export { ruleName } from './model/parts.ts'
export { personFields, personModel, twinGuard } from './model/person.ts'
export { recogniseColumns } from './model/recognise.ts'
export type {
  BlockingRule,
  Comparison,
  FieldKind,
  Guard,
  Level,
  LevelChances,
  LinkModel,
  Part,
  Test,
  TrainedModel,
} from './model/types.ts'
export type { WrittenRecord } from './online/growth.ts'
export { createRecordIndex, type Match, type RecordIndex } from './online/record-index.ts'
export { createExplainer, type Explainer, type Explanation, type Step } from './predict/explain.ts'
export { joinPairs, type ScoredPairs } from './predict/pairs.ts'
export { type Prediction, predictPairs, refinePrior, withPrior } from './predict/predict.ts'
export { frequencyWeights, levelWeights, priorWeight, scoreOf, type Weight, weightOf } from './predict/weights.ts'
export { damerauLevenshteinDistance, levenshteinDistance } from './text/edits.ts'
export { foldName, foldText } from './text/fold.ts'
export { jaroWinklerSimilarity } from './text/jaro-winkler.ts'
export { sameNameFamily } from './text/nicknames.ts'
export { nysiis, soundex } from './text/sound.ts'
export { type LabelledPairs, trainFromLabels } from './train/labels.ts'
export { type TrainingOptions, type TrainingReport, trainModel } from './train/train.ts'
export { type DateParts, parseDate } from './values/dates.ts'
export { nhsNumber, pncId, upn } from './values/identifiers.ts'
export { distanceKm, type PostcodeParts, postcodeParts } from './values/postcodes.ts'
export { openPool, type Pool } from './work/pool.ts'
