import { addedPairs } from '../block/analysis.ts'
import { spansOf } from '../block/blocks.ts'
import { possiblePairs, type Workspace } from '../block/workspace.ts'
import { type Register, sharedPart } from '../columns/register.ts'
import { fieldsOfComparison, fieldsOfRule, ruleName } from '../model/parts.ts'
import type { BlockingRule, Comparison, LevelChances, LinkModel, TrainedModel } from '../model/types.ts'
import { otherChances, type RandomAgreement, randomAgreement } from './chance.ts'
import { addPatterns, expectationMaximisation, type SessionResult } from './expectation.ts'

/** How a model was trained, for the reader who asks. */
export type TrainingReport = {
  readonly prior: number
  readonly certainPairs: number
  readonly sessions: readonly {
    readonly rule: string
    readonly pairs: number
    readonly share: number
    readonly rounds: number
    readonly comparisons: readonly string[]
  }[]
  /** Comparisons whose m no session could learn: they keep a cautious starting ladder. */
  readonly untrained: readonly string[]
}

/** Options of training: the seed of the random pairs, and how many (default one million). */
export type TrainingOptions = { readonly seed: number; readonly randomPairs?: number }

/**
 * Learns a model's weights from the records alone: the prior from the certain rules, u from random pairs, m by EM in
 * every session, m averaged over the sessions that could learn it. Throws when a register has fewer than two records.
 */
export async function trainModel(
  workspace: Workspace,
  model: LinkModel,
  { seed, randomPairs = 1_000_000 }: TrainingOptions,
): Promise<{ trained: TrainedModel; report: TrainingReport }> {
  const { register, pool } = workspace
  if (possiblePairs(register) < 1) throw new Error('there must be at least two records to compare')
  await workspace.blocks([...model.certain.rules, ...model.sessions, ...model.blocking])
  const certainPairs = await countCertain(workspace, model)
  const prior = priorFrom(certainPairs, register, model)
  const random = await randomAgreement(register, model.comparisons, pool, { seed, size: randomPairs })
  const sessions: Session[] = []
  for (const rule of model.sessions) sessions.push(await runSession(workspace, model, rule, random, prior))
  const m = model.comparisons.map(comparison => meanChances(comparison, sessions))
  const chances: LevelChances[] = m.map((levels, c) => ({
    m: levels ?? cautious(model.comparisons[c]),
    u: otherChances(random[c], levels ?? cautious(model.comparisons[c]), prior),
  }))
  return {
    trained: { model, prior, chances },
    report: {
      prior,
      certainPairs,
      sessions: sessions.map(({ rule, pairs, comparisons, result }) => ({
        rule: ruleName(rule),
        pairs,
        share: result.share,
        rounds: result.rounds,
        comparisons: comparisons.map(({ name }) => name),
      })),
      untrained: model.comparisons.filter((_, c) => m[c] === undefined).map(({ name }) => name),
    },
  }
}

async function countCertain(workspace: Workspace, model: LinkModel): Promise<number> {
  const added = await addedPairs(await workspace.blocks(model.certain.rules), workspace.pool)
  return added.reduce((total, pairs) => total + pairs, 0)
}

// Enamorado, Fifield and Imai (2019) and Splink use the same device: pairs that certain rules find, over their recall.
function priorFrom(certainPairs: number, register: Register, { certain }: LinkModel): number {
  if (!(certain.recall > 0 && certain.recall <= 1))
    throw new Error(`recall must lie above 0 and up to 1, not ${certain.recall}`)
  const pairs = possiblePairs(register)
  return Math.min(0.5, Math.max(certainPairs, 0.5) / certain.recall / pairs)
}

type Session = { rule: BlockingRule; pairs: number; comparisons: readonly Comparison[]; result: SessionResult }

async function runSession(
  workspace: Workspace,
  model: LinkModel,
  rule: BlockingRule,
  random: readonly RandomAgreement[],
  prior: number,
): Promise<Session> {
  const held = fieldsOfRule(rule)
  const free = model.comparisons.filter(comparison => fieldsOfComparison(comparison).isDisjointFrom(held))
  const blocks = await workspace.blocks([rule])
  const job = { kind: 'patterns', register: sharedPart(workspace.register), comparisons: free, blocks } as const
  const counted = addPatterns(await workspace.pool.run<'patterns'>(job, spansOf(blocks)))
  const pairs = counted.counts.reduce((total, count) => total + count, 0)
  const shares = free.map(comparison => random[model.comparisons.indexOf(comparison)].shares)
  const u = shares.map((each, c) => otherChances({ shares: each, pairs: 0 }, cautious(free[c]), prior))
  return { rule, pairs, comparisons: free, result: expectationMaximisation(free, u, counted) }
}

// The mean of a comparison's m over the sessions that saw it; sessions without pairs teach nothing.
function meanChances(comparison: Comparison, sessions: readonly Session[]): number[] | undefined {
  const found = sessions.flatMap(({ comparisons, result, pairs }) => {
    const at = comparisons.indexOf(comparison)
    return at < 0 || pairs === 0 ? [] : [result.m[at]]
  })
  if (found.length === 0) return undefined
  const total = found[0].map((_, level) => found.reduce((sum, m) => sum + m[level], 0))
  return total.map(sum => sum / found.length)
}

// Before anything is learned: most true pairs agree, and each lesser level is half as likely as the one above.
function cautious(comparison: Comparison): number[] {
  const levels = comparison.levels.length + 1
  const raw = Array.from({ length: levels }, (_, k) => (k === 0 ? 0.9 : 0.1 / 2 ** k))
  const total = raw.reduce((sum, chance) => sum + chance, 0)
  return raw.map(chance => chance / total)
}
