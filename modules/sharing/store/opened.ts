import { sql } from 'kysely'
import { audienceId, endAccess, grantForATime } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { HeldRecord } from '#platform/module'
import { subjectAccess } from '../collections.ts'

/** How long a record stays open to whoever answers. */
export const openDays = 30
export const purpose = 'subject-access'

export type OpenedRecord = {
  readonly id: string
  readonly record: string
  readonly title: string
  readonly agency: string
  readonly opened_by: string
  readonly opened_at: Date
  readonly until: Date
  readonly closed_at: Date | null
  readonly closed_why: string | null
}

/** Every record that was opened for a request, oldest first. */
export async function openedRecords(tx: Transaction, request: string): Promise<OpenedRecord[]> {
  const { rows } = await sql<OpenedRecord>`
    select id, record, title, agency, opened_by, opened_at, until, closed_at, closed_why from subject_request_record
    where request = ${request}::uuid order by opened_at, id`.execute(tx)
  return rows
}

export const isOpen = (it: OpenedRecord, now: Date): boolean => it.closed_at === null && it.until > now

/** Opens a record that was found for a request to the present actor, sealed or not, for 30 days. */
export async function openRecord(
  tx: Transaction,
  request: string,
  found: HeldRecord,
  actor: string,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + openDays * 86_400_000)
  await grantForATime(tx, subjectAccess, {
    audience: audienceId('person', actor),
    record: found.id,
    level: 'read',
    purpose,
    why: `Answers request ${request} of the person about their own data`,
    until,
    opensSealed: true,
  })
  await sql`
    insert into subject_request_record (id, request, record, title, agency, opened_by, opened_at, until)
    values (${newId()}, ${request}, ${found.id}, ${found.title}, ${found.agency}, ${actor}::uuid, ${now}, ${until})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'record opened for a request', subject: found.id, detail: { request } })
}

/** Closes what was opened for a request: ends its access, where no other request of the same lead still needs it. */
export async function closeRecord(tx: Transaction, it: OpenedRecord, why: string, now: Date): Promise<void> {
  await sql`
    update subject_request_record set closed_at = ${now}, closed_why = ${why} where id = ${it.id}::uuid`.execute(tx)
  const { rows } = await sql`
    select from subject_request_record
    where record = ${it.record}::uuid and opened_by = ${it.opened_by}::uuid and closed_at is null and until > ${now}`.execute(
    tx,
  )
  if (rows.length === 0) await endAccess(tx, audienceId('person', it.opened_by), it.record, subjectAccess, purpose)
  await record(tx, { action: 'write', kind: 'record closed after a request', subject: it.record, detail: { why } })
}
