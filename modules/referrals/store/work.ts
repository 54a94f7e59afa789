import { type RawBuilder, sql } from 'kysely'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import { type Calendar, isUrgency } from '../rules/clocks.ts'
import type { ReferralEvent, State } from '../rules/states.ts'
import { type Waits, type Work, workOf } from '../rules/work.ts'
import { calendar } from './calendar.ts'

type Dated = Omit<ReferralEvent, 'at' | 'why'> & { readonly at: string }
type Row = {
  readonly id: string
  readonly about: string
  readonly agency: string
  readonly made_at: Date
  readonly urgency: string | null
  readonly events: readonly Dated[]
}

/**
 * Works the lists' row of these referrals out anew, as the part of the system that sees dates and kinds of events and no word
 * that anybody wrote: whoever asked for help cannot see all that happened, and adds to it all the same.
 */
export async function refreshWork(tx: Transaction, referrals: readonly string[]): Promise<void> {
  await asMatcher(tx, async () => {
    await lock(tx, referrals)
    const known = await calendar(tx)
    const { rows } = await sql<Row>`
      select r.id, r.about, r.agency, r.made_at, c.urgency,
        (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'event', e.event, 'what', e.what, 'at', e.at, 'reason', e.reason,
          'due', e.due) order by e.at, e.id), '[]') from referral_event e where e.referral = r.id) as events
      from referral r left join referral_content c on c.referral = r.id
      where r.id = any(${[...referrals]}::uuid[])`.execute(tx)
    await save(tx, rows, known)
  })
}

/**
 * Holds these referrals until the transaction ends, so that of two people who act at once the second sees what the first did. One
 * that nobody but this transaction has made yet needs no holding.
 */
export async function holdReferrals(tx: Transaction, referrals: readonly string[]): Promise<void> {
  await asMatcher(tx, () => lock(tx, referrals))
}

async function lock(tx: Transaction, referrals: readonly string[]): Promise<void> {
  await sql`select from referral_work where referral = any(${[...referrals]}::uuid[]) order by referral for update`.execute(
    tx,
  )
}

/**
 * How these referrals stand, whoever asks: somebody who asked for help reads only a part of what happened, from which no state
 * follows. Only for referrals that they were found to know of.
 */
export async function statesOf(tx: Transaction, referrals: readonly string[]): Promise<Map<string, State>> {
  const { rows } = await asMatcher(tx, () =>
    sql<{ referral: string; state: State }>`
      select referral, state from referral_work where referral = any(${[...referrals]}::uuid[])`.execute(tx),
  )
  return new Map(rows.map(({ referral, state }) => [referral, state]))
}

/** Who sorts this one, what it waits for and by when, for whoever is told of it. */
export async function sortedBy(
  tx: Transaction,
  referral: string,
): Promise<Pick<WorkRow, 'sorter' | 'waits' | 'clock' | 'due_at'> | undefined> {
  const { rows } = await asMatcher(tx, () =>
    sql<Pick<WorkRow, 'sorter' | 'waits' | 'clock' | 'due_at'>>`
      select sorter, waits, clock, due_at from referral_work where referral = ${referral}::uuid`.execute(tx),
  )
  return rows[0]
}

export type LateWork = Pick<WorkRow, 'referral' | 'sorter' | 'due_at'>

/** What missed its clock since a time (`due_key`), or came to the chair since then (`chair_at`): the last 500. */
export async function lateSince(
  tx: Transaction,
  key: 'due_key' | 'chair_at',
  since: Date,
  now: Date,
): Promise<LateWork[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<LateWork>`select referral, sorter, due_at from referral_work where waits <> 'nothing'
      and ${sql.ref(key)} > ${since} and ${sql.ref(key)} <= ${now} order by ${sql.ref(key)} desc limit 500`.execute(tx),
  )
  return rows
}

async function save(tx: Transaction, rows: readonly Row[], known: Calendar): Promise<void> {
  const worked = rows.map(({ events, urgency, ...row }) => {
    const work = worked1(events, urgency, known)
    return { ...row, ...work, since: work.since ?? row.made_at }
  })
  await sql`
    insert into referral_work (referral, about, agency, made_at, state, outcome, waits, clock, route, due_at, chair_at, sorter,
      groups, since)
    select id, about, agency, made_at, state, outcome, waits, clock, route, due_at, chair_at, sorter, groups, since
    from jsonb_to_recordset(${JSON.stringify(worked)}::jsonb) as w(id uuid, about text, agency uuid, made_at timestamptz, state text,
      outcome text, waits text, clock text, route text, due_at timestamptz, chair_at timestamptz, sorter uuid, groups text[],
      since timestamptz)
    on conflict (referral) do update set state = excluded.state, outcome = excluded.outcome, waits = excluded.waits,
      clock = excluded.clock, route = excluded.route, due_at = excluded.due_at, chair_at = excluded.chair_at,
      sorter = excluded.sorter, groups = excluded.groups, since = excluded.since`.execute(tx)
}

function worked1(events: readonly Dated[], urgency: string | null, known: Calendar): Work {
  const dated = events.map(it => ({ ...it, why: '', at: new Date(it.at) }))
  return workOf(dated, urgency !== null && isUrgency(urgency) ? urgency : 'weeks', known, ukDay)
}

/** Works out anew what still waits, a thousand at a time: after a change of the clocks or of the bank holidays. */
export async function refreshOpenWork(tx: Transaction): Promise<void> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const from = last
    const { rows } = await asMatcher(tx, () =>
      sql<{ referral: string }>`select referral from referral_work
        where waits <> 'nothing' and referral > ${from}::uuid order by referral limit 1000`.execute(tx),
    )
    const ids = rows.map(({ referral }) => referral)
    const end = ids.at(-1)
    if (end === undefined) return
    await refreshWork(tx, ids)
    last = end
  }
}

/** Makes the rows of referrals that have none yet, or one from before the lists knew since when: of an older database. Returns how many. */
export async function addMissingWork(tx: Transaction): Promise<number> {
  let added = 0
  for (;;) {
    const { rows } = await asMatcher(tx, () =>
      sql<{ id: string }>`(select w.referral as id from referral_work w where w.since is null limit 1000)
        union all (select r.id from referral r where not exists (select from referral_work w where w.referral = r.id) limit 1000)`.execute(
        tx,
      ),
    )
    if (rows.length === 0) return added
    await refreshWork(
      tx,
      rows.map(({ id }) => id),
    )
    added += rows.length
  }
}

/** How somebody looks at the work: everything that is asked for must hold. */
export type WorkFilter = {
  readonly whose: 'anyone' | 'nobody' | 'mine' | 'colleagues'
  readonly late: boolean
  readonly waits?: Waits | undefined
  readonly about?: string | undefined
  readonly agency?: string | undefined
}

export type WorkRow = {
  readonly referral: string
  readonly state: string
  readonly waits: Waits
  readonly clock: string | null
  readonly route: string | null
  readonly due_at: Date | null
  readonly chair_at: Date | null
  readonly sorter: string | null
  readonly sorter_name: string | null
}

export const workLength = 30

type Asked = { readonly actor: string; readonly now: Date; readonly after?: string | undefined }

/** The page of work that comes after the referral `after`, the soonest due first. */
export async function workPage(tx: Transaction, filter: WorkFilter, asked: Asked): Promise<WorkRow[]> {
  const { rows } = await (await workQuery(tx, filter, asked)).execute(tx)
  return rows
}

/** How that page is asked for: the tests of its plan ask the same. */
export async function workQuery(
  tx: Transaction,
  filter: WorkFilter,
  { actor, now, after }: Asked,
): Promise<RawBuilder<WorkRow>> {
  return sql<WorkRow>`
    select w.referral, w.state, w.waits, w.clock, w.route, w.due_at, w.chair_at, w.sorter, p.name as sorter_name
    from referral_work w left join account p on p.id = w.sorter
    where w.waits <> 'nothing' ${whose(filter, actor)} ${filter.late ? sql`and w.due_key < ${now}` : sql``}
      ${narrowed('waits', filter.waits)} ${narrowed('about', filter.about)} ${narrowed('agency', filter.agency)}
      ${await following(tx, after)}
    order by w.due_key, w.referral limit ${workLength}`
}

// Written out, and not sent as a value: the plan is made once, and which index is shortest depends on how many there are of this one.
function narrowed(column: 'waits' | 'about' | 'agency', value: string | undefined): RawBuilder<unknown> {
  return value === undefined ? sql`` : sql`and ${sql.ref(`w.${column}`)} = ${sql.lit(value)}`
}

function whose({ whose: it }: WorkFilter, actor: string): RawBuilder<unknown> {
  if (it === 'nobody') return sql`and w.sorter is null`
  if (it === 'mine') return sql`and w.sorter = ${actor}::uuid`
  return it === 'colleagues' ? sql`and w.sorter is not null and w.sorter <> ${actor}::uuid` : sql``
}

// The key is read first and sent as values: so the page begins in the index where the last one ended.
async function following(tx: Transaction, after: string | undefined): Promise<RawBuilder<unknown>> {
  if (after === undefined) return sql``
  const { rows } = await sql<{
    key: string
  }>`select due_key::text as key from referral_work where referral = ${after}::uuid`.execute(tx)
  const key = rows[0]?.key
  return key === undefined ? sql`` : sql`and (w.due_key, w.referral) > (${key}::timestamptz, ${after}::uuid)`
}

/** What waits with a clock and is theirs or nobody's, the soonest due first; 30 at most. */
export async function workToSort(tx: Transaction, actor: string, now: Date): Promise<WorkRow[]> {
  const asked = { actor, now }
  const mine = await workPage(tx, { whose: 'mine', late: false }, asked)
  const free = await workPage(tx, { whose: 'nobody', late: false }, asked)
  const due = (it: WorkRow): number => it.due_at?.getTime() ?? Number.POSITIVE_INFINITY
  return [...mine, ...free].toSorted((a, b) => due(a) - due(b)).slice(0, workLength)
}

/** How many wait with a clock and are theirs or nobody's: counted to 1,000. */
export async function toSortCount(tx: Transaction, actor: string): Promise<number> {
  return counted(
    tx,
    sql`select from referral_work where waits <> 'nothing' and (sorter is null or sorter = ${actor}::uuid)`,
  )
}

/** How many wait so long past their clock that the chair is told: counted to 1,000. */
export async function lateCount(tx: Transaction, now: Date): Promise<number> {
  return counted(tx, sql`select from referral_work where chair_at < ${now}`)
}

async function counted(tx: Transaction, rows: RawBuilder<unknown>): Promise<number> {
  const { rows: found } = await sql<{ n: number }>`
    select count(*)::int as n from (${rows} limit 1000) c`.execute(tx)
  return found[0]?.n ?? 0
}

/** What waits for one group, the longest first, 100 at most where nothing else is said; and how many more wait than are given. */
export async function forGroup(
  tx: Transaction,
  group: string,
  most = 100,
): Promise<{ rows: readonly { readonly referral: string }[]; more: number }> {
  const { rows } = await groupQuery(group, most + 1).execute(tx)
  if (rows.length <= most) return { rows, more: 0 }
  const all = await counted(tx, sql`select from referral_work w where ${waitsFor(group)}`)
  return { rows: rows.slice(0, most), more: all - most }
}

/** How they are asked for: the test of its plan asks the same. */
export function groupQuery(group: string, most: number): RawBuilder<{ referral: string }> {
  return sql<{ referral: string }>`select w.referral from referral_work w where ${waitsFor(group)}
    order by w.due_key, w.referral limit ${most}`
}

// Written out, and not sent as a value: each group has an index of its own.
const waitsFor = (group: string): RawBuilder<unknown> => sql`${sql.lit(group)} = any (w.groups)`

/** Whether a referral still waits for this group, whoever asks. */
export async function waitsForGroup(tx: Transaction, referral: string, group: string): Promise<boolean> {
  const { rows } = await asMatcher(tx, () =>
    sql`select from referral_work where referral = ${referral}::uuid and ${group} = any (groups)`.execute(tx),
  )
  return rows.length > 0
}

/** The referrals that missed their clock so long ago that the chair is told, the longest first; 30 at most. */
export async function forTheChair(tx: Transaction, now: Date): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select w.referral, w.state, w.waits, w.clock, w.route, w.due_at, w.chair_at, w.sorter, p.name as sorter_name
    from referral_work w left join account p on p.id = w.sorter
    where w.chair_at < ${now} order by w.chair_at, w.referral limit ${workLength}`.execute(tx)
  return rows
}

/** The agencies from which work waits, by name: what the lists can be narrowed to. */
export async function askingAgencies(tx: Transaction): Promise<{ id: string; name: string }[]> {
  return (await askingQuery.execute(tx)).rows
}

/**
 * How those agencies are asked for: the test of its plan asks the same. It steps in the index from one agency to the next; asked of
 * every agency in turn, one that waits for nothing would cost a reading of all.
 */
export const askingQuery = sql<{ id: string; name: string }>`
  with recursive asking as (
    (select agency from referral_work where waits <> 'nothing' order by agency limit 1)
    union all
    select following.agency from asking cross join lateral (select w.agency from referral_work w
      where w.waits <> 'nothing' and w.agency > asking.agency order by w.agency limit 1) following)
  select a.id, a.name from asking join audience a on a.id = asking.agency order by a.name`
