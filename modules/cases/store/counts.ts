import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Counted, Tally } from '../rules/measures.ts'

/**
 * Counts that something happened this month. The row leads to no case: it has the month alone, and so has its id, which would
 * otherwise say at which second the case was changed. `of` is the part of a case that is counted: its case keeps what was counted of it,
 * so that it can be counted back.
 */
export async function count(
  tx: Transaction,
  what: Counted,
  today: string,
  n = 1,
  of?: { readonly part: string; readonly file: string },
): Promise<void> {
  const month = `${today.slice(0, 7)}-01`
  await sql`insert into case_count (id, month, what, n) values (${newId(Date.parse(month))}, ${month}::date, ${what}, ${n})`.execute(
    tx,
  )
  if (of !== undefined)
    await sql`insert into case_part_count (id, part, file, what, n) values (${newId()}, ${of.part}::uuid, ${of.file}::uuid, ${what},
      ${n})`.execute(tx)
  await record(tx, { action: 'write', kind: 'case count', detail: { what } })
}

/** Counts each of these once, as of a part of a case. */
export async function countEach(
  tx: Transaction,
  every: readonly Counted[],
  today: string,
  of: { readonly part: string; readonly file: string },
): Promise<void> {
  for (const what of new Set(every)) await count(tx, what, today, every.filter(it => it === what).length, of)
}

/** How often each thing happened, for whoever may read the counts; nothing for anyone else. */
export async function tallies(tx: Transaction): Promise<Tally> {
  const { rows } = await sql<{ what: Counted; n: number }>`
    select what, sum(n)::int as n from case_count group by what`.execute(tx)
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]))
}

export type FoundFactor = { readonly factor: string; readonly kind: 'strength' | 'risk' }

const factorsWord = 'strengths and risks'

/** Whether the strengths and risks of a case were counted before, whatever became of the plan with which they were. */
export async function isFactorsCounted(tx: Transaction, file: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from case_part_count c where c.part = ${file}::uuid and c.what = ${factorsWord} limit 1`.execute(
      tx,
    )
  return rows.length > 0
}

/**
 * Counts which strengths and risks were found, and that one assessment was counted. No row leads to a case, and none to another row: the
 * case keeps that its own were counted, because it is done once.
 */
export async function countFactors(
  tx: Transaction,
  found: readonly FoundFactor[],
  today: string,
  file: string,
): Promise<void> {
  const month = `${today.slice(0, 7)}-01`
  for (const { factor, kind } of [{ factor: '', kind: '' }, ...found])
    await sql`insert into case_factor_count (id, month, factor, kind) values (${newId(Date.parse(month))}, ${month}::date, ${factor},
      ${kind})`.execute(tx)
  await sql`insert into case_part_count (id, part, file, what, n) values (${newId()}, ${file}::uuid, ${file}::uuid, ${factorsWord}, 1)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case count', detail: { what: factorsWord } })
}

export type FactorTally = { readonly factor: string; readonly n: number }

/** How many assessments were counted in each month, for whoever may read counts; nothing for anyone else. */
export async function factorMonths(tx: Transaction): Promise<{ readonly month: string; readonly n: number }[]> {
  const { rows } = await sql<{ month: string; n: number }>`
    select month, count(*)::int as n from case_factor_count where factor = '' group by month order by month`.execute(tx)
  return rows
}

/**
 * How often each strength and risk was found before a day, with one row without a factor: of how many. Nothing for whoever may not read
 * counts.
 */
export async function factorTallies(tx: Transaction, before: string): Promise<FactorTally[]> {
  const { rows } = await sql<FactorTally>`
    select factor, count(*)::int as n from case_factor_count where month < ${before}::date group by factor order by n desc, factor`.execute(
    tx,
  )
  return rows
}
