import type { Register } from '../columns/register.ts'
import { ruleName } from '../model/parts.ts'
import type { BlockingRule } from '../model/types.ts'
import type { Pool } from '../work/pool.ts'
import { type Blocks, largestGroups, rawPairs, spansOf } from './blocks.ts'
import type { Workspace } from './workspace.ts'

/** What one rule of a list brings. */
export type RuleReport = {
  readonly rule: string
  /** Pairs the rule makes by itself. */
  readonly pairs: number
  /** Pairs that no rule before it makes. */
  readonly added: number
  /** Its largest groups: how many records, and the first of them in words. */
  readonly largest: readonly { readonly records: number; readonly agreeOn: string }[]
}

/** Exact counts for a list of rules, in order: raw, added, and the `most` largest groups of each. */
export async function analyseBlocking(
  workspace: Workspace,
  rules: readonly BlockingRule[],
  most = 5,
): Promise<RuleReport[]> {
  const { register, pool } = workspace
  const blocks = await workspace.blocks(rules)
  const added = await addedPairs(blocks, pool)
  return rules.map((rule, r) => ({
    rule: ruleName(rule),
    pairs: rawPairs(blocks.rules[r], register.split),
    added: added[r],
    largest: largestGroups(blocks.rules[r], most).map(({ member, size }) => ({
      records: size,
      agreeOn: rule.parts.map(part => describe(register, part, member)).join(', '),
    })),
  }))
}

/** Pairs that each rule adds to those before it, counted one by one. */
export async function addedPairs(blocks: Blocks, pool: Pool): Promise<number[]> {
  const spans = spansOf(blocks)
  const counts = await pool.run<'count'>({ kind: 'count', blocks }, spans)
  const added = blocks.rules.map(() => 0)
  spans.forEach((span, k) => {
    added[span.rule] += counts[k]
  })
  return added
}

function describe(register: Register, part: string, record: number): string {
  const [field] = part.split(':')
  const value = register.values[field][register.rows[record * register.stride + register.fields.indexOf(field)]]
  return part === field ? `${field} ${value}` : `${part} of ${value}`
}
