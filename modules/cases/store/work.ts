import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewReview, NewSession, Review, Session } from '../rules/records.ts'
import { refreshCaseWork } from './caseload.ts'

/** The sessions of a case that the present actor may read, newest first. */
export async function sessionsOf(tx: Transaction, file: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select s.id, s.held_on, s.held_at, s.came, s.who, s.done, s.own_view, s.missed_why, s.missed_done, s.next, s.in_group,
      coalesce(s.worker, s.recorded_by) as worker, w.name as worker_name, a.name as recorder
    from case_session s left join account a on a.id = s.recorded_by left join account w on w.id = coalesce(s.worker, s.recorded_by)
    where s.file = ${file}::uuid
    order by s.held_on desc, s.id desc`.execute(tx)
  return rows
}

export async function addSession(tx: Transaction, file: string, it: NewSession, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_session (id, file, held_on, held_at, came, who, done, own_view, missed_why, missed_done, next, worker, in_group,
      recorded_at, recorded_by)
    values (${id}, ${file}::uuid, ${it.held_on}::date, ${it.held_at}, ${it.came}, ${it.who}, ${it.done}, ${it.own_view},
      ${it.missed_why}, ${it.missed_done}, ${it.next}, ${it.worker ?? null}::uuid, ${it.in_group ?? false}, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case session', subject: file, detail: { came: it.came } })
  return id
}

/** The reviews of a case, newest first. */
export async function reviewsOf(tx: Transaction, file: string): Promise<Review[]> {
  const { rows } = await sql<Review>`
    select r.id, r.held_on, r.changed, r.own_words, r.no_words_why, r.decision, r.why, r.next_on, a.name as recorder
    from case_review r left join account a on a.id = r.recorded_by where r.file = ${file}::uuid
    order by r.held_on desc, r.id desc`.execute(tx)
  return rows
}

export async function addReview(tx: Transaction, file: string, it: NewReview, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_review (id, file, held_on, changed, own_words, no_words_why, decision, why, next_on, recorded_at, recorded_by)
    values (${id}, ${file}::uuid, ${it.held_on}::date, ${it.changed}, ${it.own_words}, ${it.no_words_why}, ${it.decision}, ${it.why},
      ${it.next_on}::date, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case review', subject: file, detail: { decision: it.decision } })
  await refreshCaseWork(tx, [file])
  return id
}
