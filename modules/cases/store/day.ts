// What waits for somebody on their first screen, on agendas and in the search. Each begins from the lists of work (sql/0051_caseload.sql) or
// an index of its own (modules/referrals/sql/0057_referral_lists.sql), and never from every case that somebody may read.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { caseWorkPage, type WorkRow, workLength } from './caseload.ts'

/** The first of what waits, 30 at most, and how many more there are. `next` is when the first of those is due, where it has a day. */
export type Waiting<T> = { readonly first: readonly T[]; readonly more: number; readonly next?: string | undefined }

/** One page of what waits, of rows that are asked for one beyond it. Only who has more than a page waits for the count. */
export async function waiting<T>(rows: readonly T[], count: () => Promise<number>): Promise<Waiting<T>> {
  const more = rows.length > workLength ? Math.max(1, (await count()) - workLength) : 0
  return { first: rows.slice(0, workLength), more }
}

/** The cases that somebody leads and that wait for something by a day, the soonest due first. */
export async function dueOf(
  tx: Transaction,
  actor: string,
  today: string,
): Promise<Waiting<WorkRow & { readonly due_on: string }>> {
  const rows = await caseWorkPage(tx, { whose: 'mine', late: false }, { actor, today })
  const dated = rows.flatMap(row => (row.due_on === null ? [] : [{ ...row, due_on: row.due_on }]))
  const found = await waiting(dated, () => countOf(tx, actor, sql`w.lead = ${actor}::uuid and w.due_key < 'infinity'`))
  return { ...found, next: dated[workLength]?.due_on }
}

async function countOf(tx: Transaction, actor: string, which: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_work w
    where w.member = ${actor}::uuid and w.state <> 'closed' and ${which}`.execute(tx)
  return rows[0]?.n ?? 0
}

// Whoever opened the case; where they wrote the plan themselves, whoever leads it.
const toSignOff = (actor: string): RawBuilder<unknown> => sql`
  from case_work w join case_file c on c.id = w.file
    join lateral (select p.made_by from case_plan p where p.file = w.file order by p.version desc limit 1) p
      on p.made_by <> ${actor}::uuid
  where w.member = ${actor}::uuid and w.state <> 'closed' and w.unsigned
    and (c.opened_by = ${actor}::uuid or (w.lead = ${actor}::uuid and p.made_by = c.opened_by))`

/** The cases whose newest plan is agreed, is not theirs, and waits for this person to look at it as a second one. */
export async function plansToSignOff(tx: Transaction, actor: string): Promise<Waiting<{ readonly file: string }>> {
  const { rows } = await sql<{ file: string }>`
    select w.file ${toSignOff(actor)} order by w.due_key, w.file limit ${workLength + 1}`.execute(tx)
  return waiting(rows, async () => {
    const counted = await sql<{ n: number }>`select count(*)::int as n ${toSignOff(actor)}`.execute(tx)
    return counted.rows[0]?.n ?? 0
  })
}

export type AskedOfGroup = { readonly file: string; readonly at: Date; readonly why: string }

/** The open cases that the Interventions Group was asked to talk about since `since` and has not, the first asked first: 100 at most. */
export async function askedOfGroup(tx: Transaction, since: Date): Promise<AskedOfGroup[]> {
  const { rows } = await sql<AskedOfGroup>`
    select e.file, e.at, e.why from case_event e where e.event = 'asked' and e.at >= ${since}
      and (select n.id from case_event n where n.file = e.file and n.event in ('asked', 'discussed')
        order by n.at desc, n.id desc limit 1) = e.id
      and coalesce((select n.event from case_event n where n.file = e.file and n.event in ('closed', 'reopened')
        order by n.at desc, n.id desc limit 1), 'reopened') = 'reopened'
    order by e.at, e.id limit 100`.execute(tx)
  return rows
}

/** The open cases with this reference, of six letters and figures, in the lists or the teams of the present actor. */
export async function openByReference(tx: Transaction, reference: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from case_file c where c.id in (
      select w.file from case_work w
        where w.member = current_setting('app.actor')::uuid and w.reference = ${reference}
      union select a.key::uuid from membership m join audience a on a.id = m.audience
        where m.actor = current_setting('app.actor')::uuid and a.kind = 'case' and upper(right(a.key, 6)) = ${reference})
      and coalesce((select e.event from case_event e where e.file = c.id and e.event in ('closed', 'reopened')
        order by e.at desc, e.id desc limit 1), 'reopened') = 'reopened'
    order by c.id`.execute(tx)
  return rows.map(({ id }) => id)
}
