import { sql } from 'kysely'
import { audienceId, endAccess } from '#platform/access'
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
  /** What the second person said; null while nobody answered. */
  readonly agreed: boolean | null
  readonly answer_why: string | null
}

/** Every record that was asked for to answer a request, oldest first. */
export async function openedRecords(tx: Transaction, request: string): Promise<OpenedRecord[]> {
  const { rows } = await sql<OpenedRecord>`
    select r.id, r.record, r.title, r.agency, r.opened_by, r.opened_at, r.until, r.closed_at, r.closed_why, a.agreed,
      a.why as answer_why
    from subject_request_record r left join subject_opening_answer a on a.opening = r.id
    where r.request = ${request}::uuid order by r.opened_at, r.id`.execute(tx)
  return rows
}

export const isOpen = (it: OpenedRecord, now: Date): boolean => isStanding(it, now) && it.agreed === true
export const isWaiting = (it: OpenedRecord, now: Date): boolean => isStanding(it, now) && it.agreed === null
const isStanding = (it: OpenedRecord, now: Date): boolean => it.closed_at === null && it.until > now

/** Asks for a record that was found for a request to be opened to the present actor. It opens when somebody else agrees. */
export async function askToOpen(
  tx: Transaction,
  request: string,
  found: HeldRecord,
  actor: string,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + openDays * 86_400_000)
  await sql`
    insert into subject_request_record (id, request, record, title, agency, opened_by, opened_at, until)
    values (${newId()}, ${request}, ${found.id}, ${found.title}, ${found.agency}, ${actor}::uuid, ${now}, ${until})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'record asked for, for a request', subject: found.id, detail: { request } })
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
