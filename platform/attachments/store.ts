import { sql } from 'kysely'
import type { Transaction } from '../database.ts'
import { Conflict, NotAllowed } from '../errors.ts'
import { record } from '../ledger.ts'
import type { FileType } from './types.ts'

/** A record that takes files: `case`, `referral`, `disclosure` or `meeting`, and its id. */
export type FiledUnder = { readonly kind: string; readonly record: string }

export type AttachmentRow = FiledUnder & {
  readonly id: string
  readonly name: string
  readonly type: FileType
  readonly bytes: number
  readonly digest: string
  readonly cleaned: boolean
  readonly sealed_key: Buffer | null
  readonly added_by: string
  readonly adder: string | null
  readonly added_at: Date
  readonly outcome: 'clean' | 'refused' | null
  readonly signature: string | null
}

const columns = sql`a.id, a.kind, a.record, a.name, a.type, a.bytes, a.digest, a.cleaned, a.sealed_key, a.added_by, p.name as adder,
  a.added_at, a.outcome, a.signature`
const joined = sql`attachment a left join account p on p.id = a.added_by`

/** The files on a record that the present actor may read, the newest first, below `before`. */
export async function attachmentsOn(
  tx: Transaction,
  { kind, record: id }: FiledUnder,
  before?: string,
): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    select ${columns} from ${joined} where a.record = ${id}::uuid and a.kind = ${kind}
      and (${before ?? null}::uuid is null or a.id < ${before ?? null}::uuid) order by a.id desc limit 26`.execute(tx)
  return rows
}

export async function attachmentById(tx: Transaction, id: string): Promise<AttachmentRow | undefined> {
  const { rows } = await sql<AttachmentRow>`select ${columns} from ${joined} where a.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The files on records about the person of this record, for answering what is held on them. */
export async function attachmentsAbout(tx: Transaction, person: string): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    select ${columns} from ${joined} join file_readable r on r.kind = a.kind and r.record = a.record
    where r.person = ${person}::uuid order by a.id`.execute(tx)
  return rows
}

export type Rights = { readonly reads: boolean; readonly writes: boolean }

/** What the present actor may do with the files of a record. Whoever may only add sees their own. */
export async function rightsOn(tx: Transaction, { kind, record: id }: FiledUnder): Promise<Rights> {
  const { rows } = await sql<Rights>`
    select exists (select from file_readable r where r.kind = ${kind} and r.record = ${id}::uuid) as reads,
      exists (select from file_writable w where w.kind = ${kind} and w.record = ${id}::uuid) as writes`.execute(tx)
  return rows[0] ?? { reads: false, writes: false }
}

export type NewAttachment = FiledUnder & {
  readonly id: string
  readonly name: string
  readonly type: FileType
  readonly bytes: number
  readonly digest: string
  readonly cleaned: boolean
  readonly sealedKey: Buffer
}

/** Adds the row of a file as the present actor. Throws Conflict when the record has `most` files already. */
export async function addRow(tx: Transaction, it: NewAttachment, most: number, now: Date): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from attachment where record = ${it.record}::uuid and kind = ${it.kind}`.execute(tx)
  if ((rows[0]?.count ?? 0) >= most)
    throw new Conflict(`This record holds ${most} files already, which is the most. Remove one that is not needed.`)
  await sql`
    insert into attachment (id, kind, record, name, type, bytes, digest, cleaned, sealed_key, added_by, added_at)
    values (${it.id}, ${it.kind}, ${it.record}, ${it.name}, ${it.type}, ${it.bytes}, ${it.digest}, ${it.cleaned}, ${it.sealedKey},
      current_setting('app.actor')::uuid, ${now})`.execute(tx)
  const detail = { of: it.kind, record: it.record, type: it.type, bytes: it.bytes, digest: it.digest }
  await record(tx, { action: 'write', kind: 'attachment', subject: it.id, detail })
}

/** Removes one file as the present actor: whoever added it, or who manages the record. Its key goes with the row. */
export async function removeRow(tx: Transaction, it: AttachmentRow, why: string): Promise<void> {
  const { rows } = await sql`delete from attachment where id = ${it.id}::uuid returning id`.execute(tx)
  if (rows.length !== 1) throw new NotAllowed('Only whoever added a file, or answers for the record, may remove it.')
  await record(tx, {
    action: 'erase',
    kind: 'attachment',
    subject: it.id,
    detail: { of: it.kind, record: it.record, why },
  })
}

/** Removes every file of a record, as retention does. The bytes go at the next sweep, and open nowhere from now on. */
export async function removeAttachments(tx: Transaction, kind: string, id: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from attachment where record = ${id}::uuid and kind = ${kind}`.execute(tx)
  if (rows.length === 0) return 0
  await sql`delete from attachment where record = ${id}::uuid and kind = ${kind}`.execute(tx)
  const detail = { of: kind, record: id }
  await record(tx, ...rows.map(row => ({ action: 'erase' as const, kind: 'attachment', subject: row.id, detail })))
  return rows.length
}

export type Unscanned = Pick<AttachmentRow, 'id' | 'digest' | 'added_by' | 'kind' | 'record'> & {
  readonly sealed_key: Buffer
}

/** What waits for the scanner, as the worker: what was tried longest ago first, so that one bad file holds up no other. */
export async function unscanned(tx: Transaction, most: number, only?: string): Promise<Unscanned[]> {
  const { rows } = await sql<Unscanned>`
    select id, digest, added_by, kind, record, sealed_key from attachment
    where outcome is null and (${only ?? null}::uuid is null or id = ${only ?? null}::uuid)
    order by tried_at nulls first, id limit ${most}`.execute(tx)
  return rows
}

export async function noteTry(tx: Transaction, id: string, at: Date): Promise<void> {
  await sql`update attachment set tried_at = ${at} where id = ${id}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'attachment scan', subject: id, detail: { outcome: 'no verdict' } })
}

/** Writes down the scanner's word, once. A refused file loses its key in the same moment. */
export async function noteOutcome(
  tx: Transaction,
  id: string,
  it: { readonly outcome: 'clean' | 'refused'; readonly signature: string | null },
  at: Date,
): Promise<void> {
  await sql`
    update attachment set outcome = ${it.outcome}, signature = ${it.signature}, scanned_at = ${at}, tried_at = ${at},
      sealed_key = case when ${it.outcome} = 'refused' then null else sealed_key end
    where id = ${id}::uuid and outcome is null`.execute(tx)
  await record(tx, { action: 'write', kind: 'attachment scan', subject: id, detail: { ...it } })
}

/** Which of these files no longer have a row, or were refused, as retention. */
export async function withoutRow(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select g.id from unnest(${[...ids]}::uuid[]) as g (id) where not exists (select from attachment a where a.id = g.id)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
