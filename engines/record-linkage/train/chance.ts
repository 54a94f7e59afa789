import type { Register } from '../columns/register.ts'
import { sharedPart } from '../columns/register.ts'
import { answersOf } from '../compare/comparisons.ts'
import type { Comparison } from '../model/types.ts'
import { SAMPLE_UNIT } from '../work/jobs.ts'
import type { Pool } from '../work/pool.ts'

/** Chances of each level among random pairs, and how many pairs had both sides recorded, by comparison. */
export type RandomAgreement = { readonly shares: readonly number[]; readonly pairs: number }

/**
 * How often random pairs reach each level. Plain equality of one field is counted exactly from its value counts,
 * sum c (c - 1) / n (n - 1); the other levels from `size` random pairs, half a pair added to each so that none is 0.
 */
export async function randomAgreement(
  register: Register,
  comparisons: readonly Comparison[],
  pool: Pool,
  { seed, size }: { seed: number; size: number },
): Promise<RandomAgreement[]> {
  const units = Array.from({ length: Math.ceil(size / SAMPLE_UNIT) }, (_, unit) => unit)
  const job = { kind: 'sample', register: sharedPart(register), comparisons, seed, size } as const
  const results = await pool.run<'sample'>(job, units)
  return comparisons.map((comparison, c) => {
    const counts = new Float64Array(answersOf(comparison))
    for (const result of results)
      result[c].forEach((count, answer) => {
        counts[answer] += count
      })
    return agreementOf(register, comparison, counts)
  })
}

function agreementOf(register: Register, comparison: Comparison, counts: Float64Array): RandomAgreement {
  const seen = Array.from(counts.subarray(1), count => count + 0.5)
  const total = seen.reduce((sum, count) => sum + count, 0)
  const shares = seen.map(count => count / total)
  const exact = exactShare(register, comparison)
  if (exact === undefined) return { shares, pairs: total }
  const rest = (1 - exact) / (1 - shares[0])
  return { shares: [exact, ...shares.slice(1).map(share => share * rest)], pairs: total }
}

// The chance that two random records hold the same value, when that is what the first level asks and one file is linked.
function exactShare(register: Register, comparison: Comparison): number | undefined {
  const first = comparison.levels[0]?.when
  if (register.split !== 0 || first?.test !== 'exact' || comparison.fields.join() !== first.field) return undefined
  const counts = register.counts[first.field]
  const recorded = counts.reduce((sum, count, id) => (id === 0 ? sum : sum + count), 0)
  if (recorded < 2) return undefined
  const same = counts.reduce((sum, count, id) => (id === 0 ? sum : sum + count * (count - 1)), 0)
  return Math.max(same, 1) / (recorded * (recorded - 1))
}

/**
 * u from random pairs. Random pairs hold true pairs too, a share `prior` of them, which would make a nearly unique
 * identifier look common in a small file: p = prior m + (1 - prior) u, so u = (p - prior m) / (1 - prior), kept at or
 * above a tenth of p (m is itself an estimate) .
 */
export function otherChances({ shares }: RandomAgreement, m: readonly number[], prior: number): number[] {
  const raw = shares.map((share, level) => Math.max((share - prior * m[level]) / (1 - prior), share / 10))
  const total = raw.reduce((sum, chance) => sum + chance, 0)
  return raw.map(chance => chance / total)
}
