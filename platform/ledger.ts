import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { scopes } from './database/scope.ts'
import type { Transaction } from './database.ts'
import { newId } from './ids.ts'
import { digestOf } from './ledger/digest.ts'

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
  const rows = entries.map(entry => prepare(entry))
  await sql`
    with actor as materialized (
      select nullif(current_setting('app.actor', true), '')::uuid as id,
        nullif(current_setting('app.session', true), '')::uuid as session,
        current_setting('app.purpose', true) as purpose
    ), given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, action text, kind text, subject uuid, agency uuid, digest text, salt text, detail jsonb)
    ), entered as (
      insert into ledger_entry (id, actor, agency, session, purpose, action, kind, subject, digest)
      select given.id, actor.id, ${await agencyOf(tx)}::uuid, actor.session, actor.purpose, given.action, given.kind,
        given.subject, decode(given.digest, 'hex')
      from given cross join actor
    )
    insert into ledger_detail (entry, subject, salt, detail)
    select id, subject, decode(salt, 'hex'), detail from given`.execute(tx)
  const scope = scopes.getStore()
  if (scope !== undefined) scope.entries += entries.length
}

type Prepared = {
  id: string
  action: Action
  kind: string
  subject: string | null
  digest: string
  salt: string
  detail: Detail
}

function prepare(entry: LedgerEntry): Prepared {
  const salt = randomBytes(16)
  const detail = entry.detail ?? {}
  return {
    id: newId(),
    action: entry.action,
    kind: entry.kind,
    subject: entry.subject ?? null,
    digest: digestOf(salt, detail).toString('hex'),
    salt: salt.toString('hex'),
    detail,
  }
}

// Only people act for an agency. A system actor's role may not even read the audiences.
async function agencyOf(tx: Transaction): Promise<string | null> {
  const scope = scopes.getStore()
  if (scope === undefined || scope.actor.startsWith('00000000-0000-8000-8000-')) return null
  if (scope.agency === undefined) {
    const { rows } = await sql<{ id: string }>`
      select a.id from audience a join membership m on m.audience = a.id
      where a.kind = 'agency' and m.actor = ${scope.actor}::uuid and m.starts <= now() and (m.ends is null or m.ends > now())
      order by m.starts limit 1`.execute(tx)
    scope.agency = rows[0]?.id ?? null
  }
  return scope.agency
}
