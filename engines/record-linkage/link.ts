import { type ChosenRules, chooseRules } from './block/choose.ts'
import { openWorkspace, possiblePairs, type Workspace } from './block/workspace.ts'
import { createEvidence } from './cluster/evidence.ts'
import { type ClusterRules, DEFAULT_RULES, type Gathered, gather } from './cluster/gather.ts'
import type { Register } from './columns/register.ts'
import { checkTrained } from './model/check.ts'
import type { LinkModel, TrainedModel } from './model/types.ts'
import { type Prediction, predictPairs, refinePrior, withPrior } from './predict/predict.ts'
import { type TrainingReport, trainModel } from './train/train.ts'
import { openPool } from './work/pool.ts'

/** Options of a whole linkage run. */
export type LinkOptions = {
  /** Threads to work on; the result is the same for any number. */
  readonly threads: number
  /** Seed of the random pairs from which u is learned. */
  readonly seed: number
  /** Most pairs to compare: the model's blocking rules are taken from the narrowest while they fit. Undefined: all of them. */
  readonly pairBudget?: number
  /** Random pairs to draw; default one million. */
  readonly randomPairs?: number
  readonly clusters?: ClusterRules
}

/** What a run gives. */
export type LinkResult = {
  readonly trained: TrainedModel
  readonly training: TrainingReport
  readonly blocking: ChosenRules
  readonly prediction: Prediction
}

/** The usual budget: a hundred pairs a record, at least two million and at most twenty. */
export const usualBudget = (records: number): number => Math.min(20_000_000, Math.max(2_000_000, records * 100))

/** Chooses rules, trains the model on the records, scores every pair that the rules find, and lets the pairs correct the prior. */
export async function linkRecords(register: Register, model: LinkModel, options: LinkOptions): Promise<LinkResult> {
  return withPool(register, options, async workspace => {
    const blocking = await chooseFor(workspace, model, options.pairBudget)
    const chosen = { ...model, blocking: blocking.rules }
    const { trained, report } = await trainModel(workspace, chosen, options)
    const first = await predictPairs(workspace, trained, Number.NEGATIVE_INFINITY)
    const prior = refinePrior(first.pairs, trained.prior, possiblePairs(register))
    return {
      trained: { ...trained, prior },
      training: report,
      blocking,
      prediction: withPrior(first, trained.prior, prior),
    }
  })
}

/** Scores the pairs of a register with a model trained before: nothing is learned and the prior stays. */
export async function scoreRecords(
  register: Register,
  trained: TrainedModel,
  options: LinkOptions,
): Promise<Omit<LinkResult, 'training'>> {
  checkTrained(trained)
  return withPool(register, options, async workspace => {
    const blocking = await chooseFor(workspace, trained.model, options.pairBudget)
    const chosen = { ...trained, model: { ...trained.model, blocking: blocking.rules } }
    return { trained: chosen, blocking, prediction: await predictPairs(workspace, chosen, Number.NEGATIVE_INFINITY) }
  })
}

/** Gathers all records of a prediction into people; see gather. */
export function clusterRecords(records: number, { pairs }: Prediction, rules: ClusterRules = DEFAULT_RULES): Gathered {
  return gather(
    createEvidence(records, pairs),
    Array.from({ length: records }, (_, record) => record),
    rules,
  )
}

/** Groups as one number per record: the first record of its group. */
export function clusterLabels(records: number, { groups }: Gathered): Uint32Array {
  const labels = new Uint32Array(records)
  for (const group of groups) for (const record of group) labels[record] = group[0]
  return labels
}

async function chooseFor(
  workspace: Workspace,
  { blocking }: LinkModel,
  budget: number | undefined,
): Promise<ChosenRules> {
  if (budget !== undefined) return chooseRules(workspace, blocking, budget)
  return { rules: blocking, added: [], leftOut: [] }
}

async function withPool<T>(
  register: Register,
  { threads }: LinkOptions,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const pool = openPool(threads)
  try {
    return await work(openWorkspace(register, pool))
  } finally {
    await pool.close()
  }
}
