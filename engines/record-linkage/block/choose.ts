import type { BlockingRule } from '../model/types.ts'
import { rawPairs, spansOf } from './blocks.ts'
import { possiblePairs, type Workspace } from './workspace.ts'

/** Rules chosen from a list, with the pairs that each adds; and those left out, with the pairs they make by themselves. */
export type ChosenRules = {
  readonly rules: readonly BlockingRule[]
  readonly added: readonly number[]
  readonly leftOut: readonly { readonly rule: BlockingRule; readonly pairs: number }[]
}

/**
 * Takes candidate rules from the narrowest to the widest while the pairs to compare stay within `budget`. Blocking is
 * what caps recall, and it needs no labels to widen: only time. A rule too wide is passed over, and later ones tried.
 * Where every pair can be compared within the budget, every pair is.
 */
export async function chooseRules(
  workspace: Workspace,
  candidates: readonly BlockingRule[],
  budget: number,
): Promise<ChosenRules> {
  const possible = possiblePairs(workspace.register)
  if (possible <= budget) return { rules: [{ parts: [] }], added: [possible], leftOut: [] }
  const rules: BlockingRule[] = []
  const added: number[] = []
  const leftOut: { rule: BlockingRule; pairs: number }[] = []
  let room = budget
  await workspace.blocks(candidates)
  for (const rule of candidates) {
    const { raw, fresh } = await countFresh(workspace, rules, rule, room)
    if (fresh > room) {
      leftOut.push({ rule, pairs: raw })
      continue
    }
    rules.push(rule)
    added.push(fresh)
    room -= fresh
  }
  return { rules, added, leftOut }
}

// Counting what is new costs a look at every raw pair, so a rule far too wide is not counted.
const FAR_TOO_WIDE = 20

async function countFresh(
  workspace: Workspace,
  before: readonly BlockingRule[],
  rule: BlockingRule,
  room: number,
): Promise<{ raw: number; fresh: number }> {
  const blocks = await workspace.blocks([...before, rule])
  const raw = rawPairs(blocks.rules[before.length], blocks.split)
  if (raw > FAR_TOO_WIDE * room) return { raw, fresh: raw }
  const spans = spansOf(blocks).filter(span => span.rule === before.length)
  const counts = await workspace.pool.run<'count'>({ kind: 'count', blocks }, spans)
  return { raw, fresh: counts.reduce((sum, count) => sum + count, 0) }
}
