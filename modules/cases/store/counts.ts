import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Counted, Tally } from '../rules/measures.ts'

/**
 * Counts that something happened this month. The row leads to no case: it has the month alone, and so has its id, which would
 * otherwise say at which second the case was changed.
 */
export async function count(tx: Transaction, what: Counted, today: string): Promise<void> {
  const month = `${today.slice(0, 7)}-01`
  await sql`insert into case_count (id, month, what) values (${newId(Date.parse(month))}, ${month}::date, ${what})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case count', detail: { what } })
}

/** How often each thing happened, for whoever may read the counts; nothing for anyone else. */
export async function tallies(tx: Transaction): Promise<Tally> {
  const { rows } = await sql<{ what: Counted; n: number }>`
    select what, count(*)::int as n from case_count group by what`.execute(tx)
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]))
}
