// Openings that wait for a second person: read and answered by whoever holds the right to agree.
import { sql } from 'kysely'
import { audienceId, grantForATime } from '#platform/access'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { agreeingToOpenings } from '../collections.ts'
import type { Right } from '../rules/requests.ts'
import { purpose } from './opened.ts'
import type { Capacity } from './requests.ts'

/** A record that somebody asked to open for a request, with what the second person needs to judge it. */
export type WaitingOpening = {
  readonly id: string
  readonly request: string
  readonly record: string
  readonly title: string
  readonly agency: string
  readonly opened_by: string
  readonly opened_at: Date
  readonly until: Date
  readonly asker: string | null
  readonly right: Right
  readonly name: string
  readonly born: string
  readonly asked_by: string
  readonly capacity: Capacity
  readonly received_on: string
  /** How identity was proved. */
  readonly proof: string | null
}

const waiting = sql`
  select o.id, o.request, o.record, o.title, o.agency, o.opened_by, o.opened_at, o.until, p.name as asker, r.right_asked as "right",
    trim(r.given_name || ' ' || r.family_name) as name, r.born, r.asked_by, r.capacity, r.received_on,
    (select e.why from subject_request_event e where e.request = r.id and e.event = 'identity proved'
      order by e.recorded_at desc limit 1) as proof
  from subject_request_record o join subject_request r on r.id = o.request left join account p on p.id = o.opened_by
  where o.closed_at is null and not exists (select from subject_opening_answer a where a.opening = o.id)`

/** Every opening that nobody answered yet, oldest first. */
export async function waitingOpenings(tx: Transaction, now: Date): Promise<WaitingOpening[]> {
  const { rows } = await sql<WaitingOpening>`${waiting} and o.until > ${now} order by o.opened_at, o.id`.execute(tx)
  return rows
}

/** One opening that nobody answered yet. */
export async function waitingOpening(tx: Transaction, id: string, now: Date): Promise<WaitingOpening | undefined> {
  const { rows } = await sql<WaitingOpening>`${waiting} and o.until > ${now} and o.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type OpeningAnswer = { readonly agreed: boolean; readonly why: string }

/**
 * Answers as the present actor, who is not who asked: the database refuses that. Where it is agreed to, the record opens to whoever
 * asked, sealed or not, until the day that stands on the asking.
 */
export async function answerOpening(
  tx: Transaction,
  it: WaitingOpening,
  { agreed, why }: OpeningAnswer,
  now: Date,
): Promise<void> {
  await sql`
    insert into subject_opening_answer (opening, agreed, why, actor, answered_at)
    values (${it.id}::uuid, ${agreed}, ${why}, current_setting('app.actor')::uuid, ${now})`.execute(tx)
  const kind = agreed ? 'record opened for a request' : 'record not opened for a request'
  await record(tx, { action: 'write', kind, subject: it.record, detail: { request: it.request, why } })
  if (!agreed) return
  await grantForATime(tx, agreeingToOpenings, {
    audience: audienceId('person', it.opened_by),
    record: it.record,
    level: 'read',
    purpose,
    why: `Answers request ${it.request} of the person about their own data`,
    until: it.until,
    opensSealed: true,
  })
}
