import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { GroupSession, GroupTotal, NewGroupSession, StruckReason } from '../rules/groups.ts'

export const groupPageLength = 30

const columns = sql`s.id, s.file, s.recorded_by, s.programme, s.programme_name, s.held_on, s.place, s.people, s.topics, s.heads, s.helpers, r.name as recorder,
  (select jsonb_agg(jsonb_build_object('id', w.id, 'name', coalesce(a.name, 'Somebody who left')) order by w.at)
    from unnest(s.workers) with ordinality w(id, at) left join account a on a.id = w.id) as workers,
  (select jsonb_build_object('reason', x.reason, 'at', x.at, 'by_name', b.name)
    from group_session_struck x left join account b on b.id = x.by where x.session = s.id) as struck
  from group_session s left join account r on r.id = s.recorded_by`

const standing = sql`not exists (select from group_session_struck x where x.session = s.id)`

/** The sessions for a group of friends who have this case, newest first. */
export async function groupSessionsOf(tx: Transaction, file: string): Promise<GroupSession[]> {
  const { rows } = await sql<GroupSession>`
    select ${columns} where s.file = ${file}::uuid order by s.held_on desc, s.id desc`.execute(tx)
  return rows
}

export async function groupSessionById(tx: Transaction, id: string): Promise<GroupSession | undefined> {
  const { rows } = await sql<GroupSession>`select ${columns} where s.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Sessions that are of no case, last written first, from before `before`: at most one more than a page holds. */
export async function groupSessionPage(
  tx: Transaction,
  { programme, before }: { readonly programme: string | undefined; readonly before: string | undefined },
): Promise<GroupSession[]> {
  const { rows } = await sql<GroupSession>`
    select ${columns} where s.file is null and (${programme ?? null}::text is null or s.programme = ${programme ?? null})
      and (${before ?? null}::uuid is null or s.id < ${before ?? null}::uuid)
    order by s.id desc limit ${groupPageLength + 1}`.execute(tx)
  return rows
}

/** How many sessions that stand, heads and different workers of each programme since a day: of no case, and for whoever may read them. */
export async function groupTotals(tx: Transaction, since: string): Promise<GroupTotal[]> {
  const { rows } = await sql<GroupTotal>`
    select s.programme, max(s.programme_name) as programme_name, count(*)::int as sessions, sum(s.heads)::int as heads,
      (select count(distinct w.id)::int from group_session o cross join unnest(o.workers) w(id)
        where o.file is null and o.programme = s.programme and o.held_on >= ${since}::date
          and not exists (select from group_session_struck x where x.session = o.id)) as workers
    from group_session s where s.file is null and s.held_on >= ${since}::date and ${standing} group by s.programme
    order by sessions desc, programme_name`.execute(tx)
  return rows
}

/** How many sessions and heads there were in all, of no case. */
export async function groupSums(tx: Transaction): Promise<{ readonly sessions: number; readonly heads: number }> {
  const { rows } = await sql<{ sessions: number; heads: number }>`
    select count(*)::int as sessions, coalesce(sum(heads), 0)::int as heads from group_session s where s.file is null and ${standing}`.execute(
    tx,
  )
  return rows[0] ?? { sessions: 0, heads: 0 }
}

/** Writes a session down, of a case or of none. */
export async function addGroupSession(
  tx: Transaction,
  file: string | undefined,
  it: NewGroupSession & { readonly programme_name: string },
  now: Date,
): Promise<void> {
  const id = newId()
  await sql`
    insert into group_session (id, file, programme, programme_name, held_on, place, people, topics, heads, workers, helpers,
      recorded_at, recorded_by)
    values (${id}, ${file ?? null}::uuid, ${it.programme}, ${it.programme_name}, ${it.held_on}::date, ${it.place}, ${it.people},
      ${[...it.topics]}::text[], ${it.heads}, ${[...it.workers]}::uuid[], ${it.helpers}, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'group session',
    subject: file ?? id,
    detail: { programme: it.programme, heads: it.heads },
  })
}

/** Strikes a session out that was written down wrongly: a row beside it. The database refuses a second one. */
export async function strikeGroupSession(
  tx: Transaction,
  { id, file }: Pick<GroupSession, 'id' | 'file'>,
  reason: StruckReason,
  now: Date,
): Promise<void> {
  await sql`
    insert into group_session_struck (session, reason, at, by)
    values (${id}::uuid, ${reason}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'group session', subject: file ?? id, detail: { struck: reason } })
}
