import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

export type Contest = {
  readonly id: string
  readonly entry: string
  readonly title: string
  readonly why: string
  readonly at: Date
  readonly by: string | null
  /** Whether the present actor said it: then somebody else answers. */
  readonly own: boolean
  readonly upheld: boolean | null
  readonly answer: string | null
  readonly answeredAt: Date | null
}

/** Somebody says that an entry is wrong or unfair. The database takes it from whoever may read the entry or was asked about it. */
export async function addContest(
  tx: Transaction,
  it: { readonly entry: string; readonly title: string; readonly why: string },
  actor: string,
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`insert into watch_contest (id, entry, title, why, at, by_whom)
    values (${id}, ${it.entry}, ${it.title}, ${it.why}, ${now}, ${actor}::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'contested entry', subject: id, detail: { entry: it.entry } })
  return id
}

export async function answerContest(
  tx: Transaction,
  it: { readonly contest: string; readonly upheld: boolean; readonly answer: string },
  actor: string,
  now: Date,
): Promise<void> {
  await sql`insert into watch_contest_answer (contest, upheld, answer, at, by_whom)
    values (${it.contest}, ${it.upheld}, ${it.answer}, ${now}, ${actor}::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'answer to a contested entry',
    subject: it.contest,
    detail: { upheld: it.upheld },
  })
}

const contests = sql`select c.id, c.entry, c.title, c.why, c.at, a.name as by,
    c.by_whom = nullif(current_setting('app.actor', true), '')::uuid as own, w.upheld, w.answer, w.at as "answeredAt"
  from watch_contest c left join account a on a.id = c.by_whom left join watch_contest_answer w on w.contest = c.id`

/** What was said against entries, newest first, older than `before` when it is given; 30 at most. Everybody reads their own. */
export async function contestPage(tx: Transaction, before?: string): Promise<Contest[]> {
  const older =
    before === undefined
      ? sql`true`
      : sql`(c.at, c.id) < (select b.at, b.id from watch_contest b where b.id = ${before}::uuid)`
  const { rows } = await sql<Contest>`${contests} where ${older} order by c.at desc, c.id desc limit 30`.execute(tx)
  return rows
}

export async function contestById(tx: Transaction, id: string): Promise<Contest | undefined> {
  const { rows } = await sql<Contest>`${contests} where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** What waits for an answer of the present actor, oldest first; ten at most. */
export async function contestsWaiting(tx: Transaction): Promise<Contest[]> {
  const { rows } = await sql<Contest>`${contests} where w.contest is null
    and c.by_whom <> nullif(current_setting('app.actor', true), '')::uuid order by c.at, c.id limit 10`.execute(tx)
  return rows
}
