import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Look, NewLook, Transfer } from '../rules/delivery.ts'

/** Every look at how somebody is, oldest first. */
export async function looksOf(
  tx: Transaction,
  files: readonly string[],
): Promise<(Look & { readonly file: string })[]> {
  const { rows } = await sql<Look & { file: string }>`
    select k.id, k.file, k.outcome, k.months, k.seen_on, k.reached, k.why_not, k.harm, k.attendance, k.safety, k.own_words,
      k.no_words_why, a.name as recorder
    from case_look k left join account a on a.id = k.recorded_by where k.file = any(${[...files]}::uuid[])
    order by k.seen_on, k.id`.execute(tx)
  return rows
}

export async function addLook(tx: Transaction, file: string, it: NewLook, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_look (id, file, outcome, months, seen_on, reached, why_not, harm, attendance, safety, own_words, no_words_why,
      recorded_at, recorded_by)
    values (${id}, ${file}::uuid, ${it.outcome}::uuid, ${it.months}, ${it.seen_on}::date, ${it.reached}, ${it.why_not}, ${it.harm},
      ${it.attendance}, ${it.safety}, ${it.own_words}, ${it.no_words_why}, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case look', subject: file, detail: { months: it.months } })
  return id
}

/** How these cases ended, the newest ending of each. */
export async function newestOutcomes(
  tx: Transaction,
  files: readonly string[],
): Promise<Map<string, { readonly id: string; readonly ended_on: string; readonly reason: string }>> {
  const { rows } = await sql<{ file: string; id: string; ended_on: string; reason: string }>`
    select distinct on (o.file) o.file, o.id, o.ended_on, o.reason from case_outcome o where o.file = any(${[...files]}::uuid[])
    order by o.file, o.ended_on desc, o.id desc`.execute(tx)
  return new Map(rows.map(({ file, ...ended }) => [file, ended]))
}

const transferColumns = sql`t.id, t.file, t.member, m.name as member_name, t.why, t.passed_on, t.answer_by, t.asked_at, t.asked_by,
  b.name as asker, r.answer, r.why as answer_why
  from case_transfer t left join case_transfer_answer r on r.transfer = t.id left join account m on m.id = t.member
  left join account b on b.id = t.asked_by`

/** The times that a case was handed over or was to be, oldest first. */
export async function transfersOf(tx: Transaction, file: string): Promise<Transfer[]> {
  const { rows } = await sql<Transfer>`
    select ${transferColumns} where t.file = ${file}::uuid order by t.asked_at, t.id`.execute(tx)
  return rows
}

/** What somebody is asked to take over and has not answered. */
export async function transfersTo(tx: Transaction, member: string): Promise<Transfer[]> {
  const { rows } = await sql<Transfer>`
    select ${transferColumns} where t.member = ${member}::uuid and r.transfer is null order by t.asked_at, t.id`.execute(
    tx,
  )
  return rows
}

export type NewTransfer = Pick<Transfer, 'member' | 'why' | 'passed_on' | 'answer_by'>

export async function addTransfer(tx: Transaction, file: string, it: NewTransfer, now: Date): Promise<void> {
  await sql`
    insert into case_transfer (id, file, member, why, passed_on, answer_by, asked_at, asked_by)
    values (${newId()}, ${file}::uuid, ${it.member}::uuid, ${it.why}, ${it.passed_on}, ${it.answer_by}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case transfer', subject: file, detail: { to: it.member } })
}

export async function answerTransfer(
  tx: Transaction,
  it: Pick<Transfer, 'id' | 'file'>,
  { answer, why }: { readonly answer: 'accepted' | 'declined' | 'withdrawn'; readonly why: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into case_transfer_answer (transfer, answer, why, at, by)
    values (${it.id}::uuid, ${answer}, ${why}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case transfer', subject: it.file, detail: { answer } })
}

/**
 * The cases closed since a day that nobody opened again, for asking how they are: for whoever leads them still, or opened them where
 * nobody leads them.
 */
export async function endedFor(
  tx: Transaction,
  actor: string,
  since: string,
): Promise<{ readonly file: string; readonly id: string; readonly ended_on: string; readonly reason: string }[]> {
  const { rows } = await sql<{ file: string; id: string; ended_on: string; reason: string }>`
    select w.file, o.id, o.ended_on, o.reason
    from case_work w join case_file c on c.id = w.file join lateral (select o.id, o.ended_on, o.reason from case_outcome o
      where o.file = w.file order by o.ended_on desc, o.id desc limit 1) o on true
    where w.member = ${actor}::uuid and w.state = 'closed' and w.closed_on > ${since}::date
      and (w.lead = ${actor}::uuid or (w.lead is null and c.opened_by = ${actor}::uuid))
    order by o.ended_on, o.id`.execute(tx)
  return rows
}
