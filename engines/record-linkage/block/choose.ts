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
 */
export async function chooseRules(workspace: Workspace, candidates: readonly BlockingRule[], budget: number): Promise<ChosenRules> {
  const rules: BlockingRule[] = []
  const added: number[] = []
  const leftOut: { rule: BlockingRule; pairs: number }[] = []
  let total = 0
  await workspace.blocks(candidates)
  for (const rule of candidates) {
    const blocks = await workspace.blocks([...rules, rule])
    const raw = rawPairs(blocks.rules[rules.length], blocks.split)
    const room = Math.min(budget, possiblePairs(workspace.register)) - total
    const spans = spansOf(blocks).filter(span => span.rule === rules.length)
    const fresh = raw > 20 * budget ? raw : (await workspace.pool.run<'count'>({ kind: 'count', blocks }, spans)).reduce((sum, n) => sum + n, 0)
    if (fresh > room) {
      leftOut.push({ rule, pairs: raw })
      continue
    }
    rules.push(rule)
    added.push(fresh)
    total += fresh
  }
  return { rules, added, leftOut }
}
