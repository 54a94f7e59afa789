import { type Register, sharedPart } from '../columns/register.ts'
import { ruleName } from '../model/parts.ts'
import type { BlockingRule } from '../model/types.ts'
import type { Pool } from '../work/pool.ts'
import { type Blocks, createBlocks, largestGroups, rawPairs, spansOf } from './blocks.ts'

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

/** Groups the records by every rule, one rule per thread at a time. */
export async function groupByRules(register: Register, rules: readonly BlockingRule[], pool: Pool): Promise<Blocks> {
  const job = { kind: 'group', register: sharedPart(register), rules } as const
  const groups = await pool.run<'group'>(job, [...rules.keys()])
  return createBlocks(groups, register.records, register.split)
}

/** All pairs that could be compared: every two records, or every record of one file with every one of the other. */
export const possiblePairs = ({ records, split }: Pick<Register, 'records' | 'split'>): number =>
  split === 0 ? (records * (records - 1)) / 2 : split * (records - split)

/** Exact counts for a list of rules, in order: raw, added, and the `most` largest groups of each. */
export async function analyseBlocking(
  register: Register,
  rules: readonly BlockingRule[],
  pool: Pool,
  most = 5,
): Promise<RuleReport[]> {
  const blocks = await groupByRules(register, rules, pool)
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
