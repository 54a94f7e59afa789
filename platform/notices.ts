// Notices: something waits for somebody. Any module tells; the pages stand in home, and e-mail says only how many wait.

import { sql } from 'kysely'
import { levels } from './access.ts'
import { type Transaction, withRole } from './database.ts'
import { newId } from './ids.ts'
import { type NoticeKind, noticeKinds } from './notices/catalogue.ts'

export { type NoticeKind, type NoticeWords, noticeKinds, wordsOfNotice } from './notices/catalogue.ts'

/** What is told, and the record to which it leads. */
export type Telling = {
  readonly kind: NoticeKind
  readonly record: string
  /** For what a clock tells: the same occasion, such as a due day, is told once however often it is asked. */
  readonly occasion?: string
}

/** Tells one person, in the transaction of what happened. Telling oneself does nothing. */
export async function tellActor(tx: Transaction, it: Telling & { readonly actor: string }, now: Date): Promise<void> {
  await tellAll(tx, it, now, [it.actor])
}

/**
 * Tells everybody who belongs to an audience today (`audienceId`, `groupAudience`), save whoever tells. With `among`, only those who
 * belong to one of these audiences as well, such as the roles that may open what it is about.
 */
export async function tellAudience(
  tx: Transaction,
  it: Telling & { readonly audience: string; readonly among?: readonly string[] },
  now: Date,
): Promise<void> {
  const members = await withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ actor: string }>`
      select distinct m.actor from membership m
      where m.audience = ${it.audience}::uuid and m.starts <= now() and (m.ends is null or m.ends > now())
        and (${it.among === undefined} or exists (select from membership o where o.actor = m.actor
          and o.audience = any(${[...(it.among ?? [])]}::uuid[]) and o.starts <= now() and (o.ends is null or o.ends > now())))`.execute(
      tx,
    )
    return rows.map(({ actor }) => actor)
  })
  await tellAll(tx, it, now, members)
}

/**
 * Tells everybody who may read the record today and belongs to one of the audiences `among`, save whoever tells: by whichever of their
 * audiences they hold it. Returns how many those are.
 */
export async function tellReaders(
  tx: Transaction,
  it: Telling & { readonly among: readonly string[] },
  now: Date,
): Promise<number> {
  const readers = await withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ actor: string }>`
      select distinct m.actor from access a join membership m on m.audience = a.audience
      where a.record = ${it.record}::uuid and a.level >= ${levels.read} and a.starts <= now() and (a.ends is null or a.ends > now())
        and m.starts <= now() and (m.ends is null or m.ends > now())
        and exists (select from membership o where o.actor = m.actor and o.audience = any(${[...it.among]}::uuid[])
          and o.starts <= now() and (o.ends is null or o.ends > now()))`.execute(tx)
    return rows.map(({ actor }) => actor)
  })
  await tellAll(tx, it, now, readers)
  return readers.length
}

async function tellAll(
  tx: Transaction,
  { kind, record, occasion = '' }: Telling,
  now: Date,
  actors: readonly string[],
): Promise<void> {
  const ids = actors.map(() => newId(now.getTime()))
  const urgent = 'urgent' in noticeKinds[kind]
  await sql`
    insert into notice (id, actor, kind, record, occasion, urgent, at, told_by)
    select g.id, g.actor, ${kind}, ${record}::uuid, ${occasion}, ${urgent}, ${now}, current_setting('app.actor')::uuid
    from unnest(${ids}::uuid[], ${[...actors]}::uuid[]) as g (id, actor)
    where g.actor <> current_setting('app.actor')::uuid
    on conflict do nothing`.execute(tx)
}

/** Whether the present actor was told this of the record, and still has the notice. */
export async function wasTold(tx: Transaction, kind: NoticeKind, id: string): Promise<boolean> {
  const { rows } = await sql`select from notice
    where actor = nullif(current_setting('app.actor', true), '')::uuid and kind = ${kind} and record = ${id}::uuid limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** How many notices the present actor has not read. It stops counting at 100. */
export async function unreadCount(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from notice
      where actor = nullif(current_setting('app.actor', true), '')::uuid and read_at is null limit 100) n`.execute(tx)
  return rows[0]?.count ?? 0
}
