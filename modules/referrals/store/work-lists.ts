// The lists of work, paged by key, as whoever sorts or answers for them reads them.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import type { Waits } from '../rules/work.ts'

/** How somebody looks at the work: everything that is asked for must hold. */
export type WorkFilter = {
  readonly whose: 'anyone' | 'nobody' | 'mine' | 'colleagues'
  readonly late: boolean
  /** They can be reached now, and nobody is named who goes. */
  readonly nobodyGoes?: boolean
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
    where w.waits <> 'nothing' ${whose(filter, actor)} ${filter.late ? sql`and w.due_key < ${now}` : sql``} ${filter.nobodyGoes === true ? sql`and w.nobody_goes` : sql``}
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
export async function workToSort(tx: Transaction, actor: string, now: Date, nobodyGoes = false): Promise<WorkRow[]> {
  const asked = { actor, now }
  const mine = await workPage(tx, { whose: 'mine', late: false, nobodyGoes }, asked)
  const free = await workPage(tx, { whose: 'nobody', late: false, nobodyGoes }, asked)
  const due = (it: WorkRow): number => it.due_at?.getTime() ?? Number.POSITIVE_INFINITY
  return [...mine, ...free].toSorted((a, b) => due(a) - due(b)).slice(0, workLength)
}

/** How many wait with a clock and are theirs or nobody's: counted to 1,000. */
export async function toSortCount(tx: Transaction, actor: string, nobodyGoes = false): Promise<number> {
  return counted(
    tx,
    sql`select from referral_work where waits <> 'nothing' ${nobodyGoes ? sql`and nobody_goes` : sql``}
      and (sorter is null or sorter = ${actor}::uuid)`,
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
