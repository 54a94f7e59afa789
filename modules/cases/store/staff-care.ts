import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { tellActor } from '#platform/notices'
import type { Care, CareKind, HeldCare, NewCare } from '../rules/staff-care.ts'

export const carePageLength = 30
/** Weeks that a count of supervision looks back. */
const weeksBack = 6

const columns = sql`c.id, c.kind, c.worker, c.supporter, c.planned_on, c.reference, w.name as worker_name, s.name as supporter_name,
  a.outcome, a.on_day, a.done, a.next_on
  from staff_care c join account w on w.id = c.worker join account s on s.id = c.supporter
    left join staff_care_answer a on a.care = c.id`

/** What the present actor asked for or was asked for, newest first, older than `before`: at most one more than a page holds. */
export async function carePage(tx: Transaction, before: string | undefined): Promise<Care[]> {
  const { rows } =
    await sql<Care>`select ${columns} where ${before ?? null}::uuid is null or c.id < ${before ?? null}::uuid
    order by c.id desc limit ${carePageLength + 1}`.execute(tx)
  return rows
}

/** One of them; undefined for anybody but the two. */
export async function careById(tx: Transaction, id: string): Promise<Care | undefined> {
  const { rows } = await sql<Care>`select ${columns} where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type OverdueCare = { readonly id: string; readonly kind: CareKind; readonly due: string; readonly own: boolean }

/** Those of the present actor whose day has passed and that nobody answered, the oldest first: 30 at most. */
export async function overdueCare(tx: Transaction, today: string): Promise<OverdueCare[]> {
  const { rows } = await sql<OverdueCare>`
    select c.id, c.kind, c.planned_on as due, c.worker = current_setting('app.actor')::uuid as own from staff_care c
    where c.planned_on < ${today}::date and not exists (select from staff_care_answer a where a.care = c.id)
    order by c.planned_on, c.id limit ${carePageLength}`.execute(tx)
  return rows
}

/** Tells the other of the two that something was planned or changed, and nothing of it. */
async function tellOther(
  tx: Transaction,
  id: string,
  { worker, supporter }: Pick<Care, 'worker' | 'supporter'>,
  now: Date,
) {
  // Whoever tells is told nothing.
  for (const actor of [worker, supporter])
    await tellActor(tx, { actor, kind: 'colleague asks', record: id, occasion: String(now.getTime()) }, now)
}

/** The present actor asks a colleague, who is told. Returns its id. */
export async function askForCare(tx: Transaction, it: NewCare, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into staff_care (id, kind, worker, supporter, planned_on, reference, at)
    values (${id}, ${it.kind}, current_setting('app.actor')::uuid, ${it.supporter}::uuid, ${it.planned_on}::date, ${it.reference},
      ${now})`.execute(tx)
  await record(tx, { action: 'write', kind: 'staff care', subject: id })
  await tellActor(tx, { actor: it.supporter, kind: 'colleague asks', record: id }, now)
  return id
}

/** The colleague says that it took place; a next day becomes a plan of its own. */
export async function holdCare(tx: Transaction, it: Care, held: HeldCare, now: Date): Promise<void> {
  await sql`
    insert into staff_care_answer (care, outcome, on_day, done, next_on, at, by)
    values (${it.id}::uuid, 'held', ${held.on_day}::date, ${[...held.done]}::text[], ${held.next_on}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  if (held.next_on !== null) {
    const next = newId()
    await sql`
      insert into staff_care (id, kind, worker, supporter, planned_on, follows, at)
      values (${next}, ${it.kind}, ${it.worker}::uuid, ${it.supporter}::uuid, ${held.next_on}::date, ${it.id}::uuid, ${now})`.execute(
      tx,
    )
    await tellOther(tx, next, it, now)
  }
  await record(tx, { action: 'write', kind: 'staff care', subject: it.id, detail: { outcome: 'held' } })
}

/** Either of the two says that it will not take place. */
export async function callOffCare(
  tx: Transaction,
  it: Pick<Care, 'id' | 'worker' | 'supporter'>,
  today: string,
  now: Date,
) {
  const { id } = it
  await sql`
    insert into staff_care_answer (care, outcome, on_day, done, at, by)
    values (${id}::uuid, 'called off', ${today}::date, '{}', ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'staff care', subject: id, detail: { outcome: 'called off' } })
  await tellOther(tx, id, it, now)
}

export type CareNote = { readonly id: string; readonly words: string; readonly at: Date }

/** The worker's own notes, oldest first; none for anybody else. */
export async function ownNotes(tx: Transaction, care: string): Promise<CareNote[]> {
  const { rows } = await sql<CareNote>`
    select n.id, n.words, n.at from staff_care_note n where n.care = ${care}::uuid order by n.at, n.id limit 100`.execute(
    tx,
  )
  return rows
}

export async function addNote(tx: Transaction, care: string, words: string, now: Date): Promise<void> {
  await sql`
    insert into staff_care_note (id, care, worker, words, at)
    values (${newId()}, ${care}::uuid, current_setting('app.actor')::uuid, ${words}, ${now})`.execute(tx)
  await record(tx, { action: 'write', kind: 'own note' })
}

export type CareCount = { readonly month: string; readonly workers: number }

/** How many workers had supervision, newest month first, a year at most. A month below five is not there. */
export async function careCounts(tx: Transaction): Promise<CareCount[]> {
  const { rows } = await sql<CareCount>`
    select month, workers from staff_care_count order by month desc limit 12`.execute(tx)
  return rows
}

/** Counts the workers who had supervision in the six weeks up to today, for this month. Fewer than five leave no row. */
export function countSupervised(database: Database, today: string): Promise<void> {
  const month = `${today.slice(0, 7)}-01`
  return database.asSystem('matcher', 'count', async tx => {
    await sql`delete from staff_care_count where month = ${month}::date`.execute(tx)
    await sql`
      insert into staff_care_count (month, workers)
      select ${month}::date, count(distinct c.worker) from staff_care c join staff_care_answer a on a.care = c.id
      where c.kind = 'supervision' and a.outcome = 'held' and a.on_day > ${today}::date - ${7 * weeksBack}::int and a.on_day <= ${today}::date
      having count(distinct c.worker) >= 5`.execute(tx)
    await record(tx, { action: 'write', kind: 'case count', detail: { what: 'workers who had supervision' } })
  })
}

/** Clears away what took place two years ago and more; the policy lets nothing go before that. */
export function forgetCare(database: Database): Promise<void> {
  return database.asSystem('retention', 'retention', async tx => {
    const over = sql`from staff_care where planned_on < current_date - interval '2 years'`
    // Nothing is deleted where nothing is over: a write without an entry in the ledger is refused.
    if ((await sql`select id ${over} limit 1`.execute(tx)).rows.length === 0) return
    const { numAffectedRows } = await sql`delete ${over}`.execute(tx)
    await record(tx, { action: 'erase', kind: 'staff care', detail: { removed: Number(numAffectedRows ?? 0) } })
  })
}
