import { type Register, sharedPart } from '../columns/register.ts'
import { ruleName } from '../model/parts.ts'
import type { BlockingRule } from '../model/types.ts'
import type { Pool } from '../work/pool.ts'
import { type Blocks, createBlocks } from './blocks.ts'
import type { RuleGroups } from './groups.ts'

/** A register at work: training and prediction group the records by many of the same rules, so groups are kept. */
export type Workspace = {
  readonly register: Register
  readonly pool: Pool
  /** The blocks of these rules, in order. Rules not met before are grouped, those that begin alike one after another. */
  blocks(rules: readonly BlockingRule[]): Promise<Blocks>
}

/** Opens a workspace for a register on a pool of threads. */
export function openWorkspace(register: Register, pool: Pool): Workspace {
  const known = new Map<string, RuleGroups>()
  return {
    register,
    pool,
    async blocks(rules) {
      const fresh = [...new Map(rules.map(rule => [ruleName(rule), rule]))]
        .filter(([name]) => !known.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1))
      const job = { kind: 'group', register: sharedPart(register), rules: fresh.map(([, rule]) => rule) } as const
      const found = await pool.run<'group'>(job, [...fresh.keys()])
      fresh.forEach(([name], k) => {
        known.set(name, found[k])
      })
      const groups = rules.flatMap(rule => known.get(ruleName(rule)) ?? [])
      return createBlocks(groups, register.records, register.split)
    },
  }
}

/** All pairs that could be compared: every two records, or every record of one file with every one of the other. */
export const possiblePairs = ({ records, split }: Pick<Register, 'records' | 'split'>): number =>
  split === 0 ? (records * (records - 1)) / 2 : split * (records - split)
