import { type RawBuilder, sql } from 'kysely'
import { audienceId } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { belongingTo } from '#platform/members'
import { asMatcher } from '#platform/search'
import { type Calendar, isUrgency } from '../rules/clocks.ts'
import { canBeReached, goesNoMore } from '../rules/going.ts'
import type { ReferralEvent, State } from '../rules/states.ts'
import { type Work, workOf } from '../rules/work.ts'
import { calendar } from './calendar.ts'
import type { WorkRow } from './work-lists.ts'

type Dated = Omit<ReferralEvent, 'at' | 'why'> & { readonly at: string }
type Row = {
  readonly id: string
  readonly about: string
  readonly agency: string
  readonly made_at: Date
  readonly urgency: string | null
  readonly moment: string | null
  readonly moment_when: string | null
  /** Whether somebody was named who goes. */
  readonly named: boolean
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
      select r.id, r.about, r.agency, r.made_at, c.urgency, c.moment, c.moment_when,
        exists (select from referral_moment m where m.referral = r.id) as named,
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

const coordinators = audienceId('role', 'coordinator')

/** The same rows, with nobody for a sorter who sorts no more: they left, or have another role. */
async function sortedNow<R extends { readonly sorter: string | null }>(
  tx: Transaction,
  rows: readonly R[],
): Promise<R[]> {
  const named = rows.flatMap(({ sorter }) => sorter ?? [])
  const sorting = await belongingTo(tx, coordinators, [...new Set(named)])
  return rows.map(row => (row.sorter === null || sorting.has(row.sorter) ? row : { ...row, sorter: null }))
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
  return (await sortedNow(tx, rows))[0]
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
  return sortedNow(tx, rows)
}

async function save(tx: Transaction, rows: readonly Row[], known: Calendar): Promise<void> {
  const worked = rows.map(({ events, urgency, ...row }) => {
    const work = worked1(events, urgency, known)
    return {
      ...row,
      ...work,
      since: work.since ?? row.made_at,
      nobody_goes: nobodyGoes({ ...row, urgency }, work.state),
    }
  })
  await sql`
    insert into referral_work (referral, about, agency, made_at, state, outcome, waits, clock, route, due_at, chair_at, sorter,
      groups, since, nobody_goes)
    select id, about, agency, made_at, state, outcome, waits, clock, route, due_at, chair_at, sorter, groups, since, nobody_goes
    from jsonb_to_recordset(${JSON.stringify(await sortedNow(tx, worked))}::jsonb) as w(id uuid, about text, agency uuid, made_at timestamptz, state text,
      outcome text, waits text, clock text, route text, due_at timestamptz, chair_at timestamptz, sorter uuid, groups text[],
      since timestamptz, nobody_goes boolean)
    on conflict (referral) do update set state = excluded.state, outcome = excluded.outcome, waits = excluded.waits,
      clock = excluded.clock, route = excluded.route, due_at = excluded.due_at, chair_at = excluded.chair_at,
      sorter = excluded.sorter, groups = excluded.groups, since = excluded.since, nobody_goes = excluded.nobody_goes`.execute(
    tx,
  )
}

/** Whether they can be reached now, and nobody was ever named who goes. */
const nobodyGoes = (
  { about, named, ...told }: Pick<Row, 'about' | 'named' | 'moment' | 'moment_when' | 'urgency'>,
  state: State,
): boolean => about !== 'place' && !named && canBeReached(told) && !goesNoMore(state)

function worked1(events: readonly Dated[], urgency: string | null, known: Calendar): Work {
  const dated = events.map(it => ({ ...it, why: '', at: new Date(it.at) }))
  return workOf(dated, urgency !== null && isUrgency(urgency) ? urgency : 'weeks', known, ukDay)
}

/** Works out anew what still waits: after a change of the clocks or of the bank holidays. */
export async function refreshOpenWork(tx: Transaction): Promise<void> {
  await refreshWaiting(tx, sql``)
}

/** What still waits, and of that what else is asked for, worked out anew a thousand at a time. Returns how many those were. */
async function refreshWaiting(tx: Transaction, which: RawBuilder<unknown>): Promise<number> {
  let [last, refreshed] = ['00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const from = last
    const { rows } = await asMatcher(tx, () =>
      sql<{ referral: string }>`select referral from referral_work
        where waits <> 'nothing' ${which} and referral > ${from}::uuid order by referral limit 1000`.execute(tx),
    )
    const ids = rows.map(({ referral }) => referral)
    const end = ids.at(-1)
    if (end === undefined) return refreshed
    await refreshWork(tx, ids)
    ;[last, refreshed] = [end, refreshed + ids.length]
  }
}

/** Gives back to nobody what waits for somebody who sorts no more, so that it stands on every coordinator’s list. Returns how many. */
export async function freeLeftWork(tx: Transaction): Promise<number> {
  const { rows } = await asMatcher(tx, () => sortersQuery.execute(tx))
  const sorting = await belongingTo(
    tx,
    coordinators,
    rows.map(({ sorter }) => sorter),
  )
  let freed = 0
  for (const { sorter } of rows.filter(it => !sorting.has(it.sorter)))
    freed += await refreshWaiting(tx, sql`and sorter = ${sorter}::uuid`)
  return freed
}

// Steps in the index from one sorter to the next, and reads no row twice: a million that wait are sorted by a handful of people.
const sortersQuery = sql<{ sorter: string }>`
  with recursive named as (
    (select sorter from referral_work where waits <> 'nothing' and sorter is not null order by sorter limit 1)
    union all
    select following.sorter from named cross join lateral (select w.sorter from referral_work w
      where w.waits <> 'nothing' and w.sorter is not null and w.sorter > named.sorter order by w.sorter limit 1) following)
  select sorter from named`

/** Makes the rows of referrals that have none yet, or one from before the lists knew since when, or whether somebody goes: of an older database. Returns how many. */
export async function addMissingWork(tx: Transaction): Promise<number> {
  let added = 0
  for (;;) {
    const { rows } = await asMatcher(tx, () =>
      sql<{ id: string }>`(select w.referral as id from referral_work w where w.since is null limit 1000)
        union (select w.referral from referral_work w where w.nobody_goes is null limit 1000)
        union (select r.id from referral r where not exists (select from referral_work w where w.referral = r.id) limit 1000)`.execute(
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
