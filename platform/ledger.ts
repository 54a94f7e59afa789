import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { scopes } from './database/scope.ts'
import type { Transaction } from './database.ts'
import { newId } from './ids.ts'
import { digest } from './ledger/lines.ts'

export { type HeadTo, headOf, sendHead } from './ledger/head.ts'
export { type LedgerKey, ledgerKey } from './ledger/key.ts'
export { seal } from './ledger/seal.ts'
export { type Finding, type Verdict, verify } from './ledger/verify.ts'

/** The collection whose readers may read the whole ledger. */
export const ledgerCollection = '00000000-0000-8000-8000-00000000000a'

export type Action =
  | 'write'
  | 'read'
  | 'search'
  | 'export'
  | 'disclose'
  | 'sign-in'
  | 'sign-in-failed'
  | 'sign-out'
  | 'grant'
  | 'break-glass'
  | 'erase'

export type LedgerEntry = {
  readonly action: Action
  /** The kind of record: `tension`, `import batch`. */
  readonly kind: string
  /** The record, by its opaque id. */
  readonly subject?: string
  /** What was touched, in readable form. It stands apart from the chain and can be erased without breaking it. */
  readonly detail?: Detail
}

export type Detail = {
  readonly [key: string]: Detail | readonly Detail[] | readonly string[] | string | number | boolean | null
}

/**
 * Adds entries to the ledger in the transaction that does the work, so that neither can stand without the other.
 * Actor, session and purpose are those of the transaction; the agency is looked up.
 */
export async function record(tx: Transaction, ...entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(entry => ({ ...entry, id: newId(), salt: randomBytes(16).toString('hex') }))
  const scope = scopes.getStore()
  await sql`
    with given as materialized (
      select id, action, kind, subject, decode(salt, 'hex') as salt, coalesce(detail, '{}') as detail
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, action text, kind text, subject uuid, salt text, detail jsonb)
    ), entered as (
      insert into ledger_entry (id, actor, agency, session, purpose, action, kind, subject, digest)
      select id, nullif(current_setting('app.actor', true), '')::uuid, ${agencyOf(scope?.actor)},
        nullif(current_setting('app.session', true), '')::uuid, current_setting('app.purpose', true), action, kind, subject,
        ${digest} from given
    )
    insert into ledger_detail (entry, subject, salt, detail) select id, subject, salt, detail from given`.execute(tx)
  if (scope !== undefined) scope.entries += entries.length
}

// Only people act for an agency. A system actor's role may not even read the audiences.
function agencyOf(actor: string | undefined): RawBuilder<unknown> {
  if (actor === undefined || actor.startsWith('00000000-0000-8000-8000-')) return sql`null::uuid`
  return sql`(select a.id from audience a join membership m on m.audience = a.id
    where a.kind = 'agency' and m.actor = ${actor}::uuid and m.starts <= now() and (m.ends is null or m.ends > now())
    order by m.starts limit 1)`
}
