import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type LedgerRow = {
  readonly id: string
  readonly at: Date
  readonly actor: string
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

export type LedgerFilter = {
  /** One of the ledger's actions, one person, or one record; each may be absent. */
  readonly action?: string
  readonly actor?: string
  readonly subject?: string
  /** Entries older than this one. */
  readonly before?: string
}

/** The newest entries that the present actor may see and that fit the filter; 50 at most. */
export async function ledgerPage(tx: Transaction, filter: LedgerFilter): Promise<LedgerRow[]> {
  const all = sql`true`
  const { rows } = await sql<LedgerRow>`
    select e.id, e.at, e.actor, coalesce(p.name, f.name) as name, a.name as agency, e.purpose, e.action, e.kind, e.subject, d.detail, s.position
    from ledger_entry e
    left join account p on p.id = e.actor
    left join audience a on a.id = e.agency
    left join audience f on f.kind = 'system' and f.key = e.actor::text
    left join ledger_detail d on d.entry = e.id
    left join ledger_position s on s.entry = e.id
    where ${filter.action === undefined ? all : sql`e.action = ${filter.action}`}
      and ${filter.actor === undefined ? all : sql`e.actor = ${filter.actor}::uuid`}
      and ${filter.subject === undefined ? all : sql`e.subject = ${filter.subject}::uuid`}
      and ${filter.before === undefined ? all : sql`(e.at, e.id) < (select b.at, b.id from ledger_entry b where b.id = ${filter.before}::uuid)`}
    order by e.at desc, e.id desc limit ${pageRows}`.execute(tx)
  return rows
}
