import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import type { MailChoice } from '../notices/rules.ts'

export type NoticeRow = {
  readonly id: string
  readonly kind: string
  readonly record: string
  readonly urgent: boolean
  readonly at: Date
  readonly read_at: Date | null
}

/** How many notices stand on one page. */
export const pageOfNotices = 25

/** One's own notices, the newest first, below `before`; one more than a page, where there is one. */
export async function myNotices(tx: Transaction, before: string | undefined): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, kind, record, urgent, at, read_at from notice
    where actor = nullif(current_setting('app.actor', true), '')::uuid
      and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
    order by id desc limit ${pageOfNotices + 1}`.execute(tx)
  return rows
}

export async function myNotice(tx: Transaction, id: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    select id, kind, record, urgent, at, read_at from notice
    where id = ${id}::uuid and actor = nullif(current_setting('app.actor', true), '')::uuid`.execute(tx)
  return rows[0]
}

/** Marks one notice of one's own as read, or all of them up to a moment. */
export async function markRead(tx: Transaction, which: { id: string } | { until: Date }, now: Date): Promise<void> {
  const condition = 'id' in which ? sql`id = ${which.id}::uuid` : sql`at <= ${which.until}`
  await sql`update notice set read_at = ${now}
    where actor = nullif(current_setting('app.actor', true), '')::uuid and read_at is null and ${condition}`.execute(tx)
}

export async function myChoice(tx: Transaction): Promise<MailChoice> {
  const { rows } = await sql<{ by_mail: MailChoice }>`
    select by_mail from notice_setting where actor = nullif(current_setting('app.actor', true), '')::uuid`.execute(tx)
  return rows[0]?.by_mail ?? 'daily'
}

export async function choose(tx: Transaction, actor: string, choice: MailChoice, now: Date): Promise<void> {
  await sql`
    insert into notice_setting (actor, by_mail, set_at) values (${actor}, ${choice}, ${now})
    on conflict (actor) do update set by_mail = excluded.by_mail, set_at = excluded.set_at`.execute(tx)
  await record(tx, { action: 'write', kind: 'notice setting', subject: actor, detail: { byMail: choice } })
}

export type Waiting = { readonly actor: string; readonly count: number; readonly urgent: boolean }

/** A begun message that was not handed over within this many milliseconds is begun again. */
const claimLasts = 10 * 60_000

/**
 * Who is due an e-mail now, as the worker, and how much waits for each. Whoever is listed is taken: no other process sends to them for
 * ten minutes, and after that only when this one failed.
 */
export async function takeDue(tx: Transaction, now: Date, digestUntil: Date): Promise<Waiting[]> {
  const stale = new Date(now.getTime() - claimLasts)
  const { rows } = await sql<Waiting>`
    with due as (
      select distinct n.actor from notice n left join notice_setting s on s.actor = n.actor
      where n.read_at is null and n.mailed_at is null and (n.mail_begun_at is null or n.mail_begun_at < ${stale})
        and (n.urgent or s.by_mail = 'at once' or (coalesce(s.by_mail, 'daily') = 'daily' and n.at < ${digestUntil}))
      limit 100
    ), taken as (
      update notice n set mail_begun_at = ${now} from due
      where n.actor = due.actor and n.read_at is null and n.mailed_at is null
        and (n.mail_begun_at is null or n.mail_begun_at < ${stale})
      returning n.actor, n.urgent
    )
    select t.actor, bool_or(t.urgent) as urgent,
      (select count(*)::int from notice a where a.actor = t.actor and a.read_at is null) as count
    from taken t group by t.actor order by t.actor`.execute(tx)
  return rows
}

/** Notes that what was taken at this moment for somebody was handed over, or that there is no way to do so. */
export async function noteMailed(tx: Transaction, actor: string, begun: Date, now: Date): Promise<void> {
  await sql`update notice set mailed_at = ${now} where actor = ${actor}::uuid and mail_begun_at = ${begun}
    and mailed_at is null`.execute(tx)
}

const day = 86_400_000

/** Removes notices that were read 90 days ago, and any that is a year old. */
export async function sweepNotices(tx: Transaction, now: Date): Promise<void> {
  const [read, any] = [new Date(now.getTime() - 90 * day), new Date(now.getTime() - 365 * day)]
  await sql`delete from notice where read_at < ${read} or at < ${any}`.execute(tx)
}
