import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type LedgerRow = {
  readonly id: string
  readonly at: Date
  readonly name: string | null
  readonly agency: string | null
  readonly purpose: string
  readonly action: string
  readonly kind: string
  readonly subject: string | null
  readonly detail: unknown
  readonly position: number | null
}

const pageRows = 50

/** The newest entries that the present actor may see, before `before` (an entry's id); 50 at most. */
export async function ledgerPage(tx: Transaction, before: string | undefined): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select e.id, e.at, p.name, a.name as agency, e.purpose, e.action, e.kind, e.subject, d.detail, s.position
    from ledger_entry e
    left join account p on p.id = e.actor
    left join audience a on a.id = e.agency
    left join ledger_detail d on d.entry = e.id
    left join ledger_position s on s.entry = e.id
    where ${before === undefined ? sql`true` : sql`(e.at, e.id) < (select b.at, b.id from ledger_entry b where b.id = ${before}::uuid)`}
    order by e.at desc, e.id desc limit ${pageRows}`.execute(tx)
  return rows
}
