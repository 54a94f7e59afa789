import { sql } from 'kysely'
import { grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

/** A conflict that a group is asked to talk about, as every member of the group reads it. */
export type Request = {
  readonly id: string
  readonly conflict: string
  readonly group_key: string
  readonly title: string
  readonly why: string
  readonly asked_at: Date
}

export type NewRequest = {
  readonly conflict: string
  readonly group: string
  /** The group's audience. */
  readonly audience: string
  readonly title: string
  readonly why: string
}

/** Asks a group to talk about a conflict. Its members may read this request, and nothing else of the conflict. */
export async function askGroup(tx: Transaction, asked: NewRequest, actor: string, now: Date): Promise<string> {
  const id = newId()
  await sql`insert into conflict_request (id, conflict, group_key, title, why, asked_at, asked_by)
    values (${id}, ${asked.conflict}, ${asked.group}, ${asked.title}, ${asked.why}, ${now}, ${actor}::uuid)`.execute(tx)
  await grantAccess(tx, {
    audience: asked.audience,
    record: id,
    level: 'read',
    purpose: 'analysis',
    why: 'Is asked to talk about it',
  })
  await record(tx, {
    action: 'write',
    kind: 'conflict request',
    subject: asked.conflict,
    detail: { group: asked.group },
  })
  return id
}

const read = sql`select r.id, r.conflict, r.group_key, r.title, r.why, r.asked_at from conflict_request r`

/** The requests of the last six weeks that nobody ended and that the present actor may read, newest first. */
export async function openRequests(tx: Transaction, now: Date): Promise<Request[]> {
  const { rows } =
    await sql<Request>`${read} where r.ended_at is null and r.asked_at > ${now}::timestamptz - interval '42 days'
    order by r.asked_at desc, r.id`.execute(tx)
  return rows
}

export async function requestById(tx: Transaction, id: string): Promise<Request | undefined> {
  const { rows } = await sql<Request>`${read} where r.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Ends what groups were asked about a conflict: it is calm, closed, or was talked about. */
export async function endRequests(tx: Transaction, conflict: string, why: string, now: Date): Promise<void> {
  await sql`update conflict_request set ended_at = ${now}, ended_why = ${why}
    where conflict = ${conflict}::uuid and ended_at is null`.execute(tx)
  await record(tx, { action: 'write', kind: 'conflict request', subject: conflict, detail: { ended: true } })
}
