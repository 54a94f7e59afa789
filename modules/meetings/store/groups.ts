import { sql } from 'kysely'
import { type Colleague, colleagues, groupAudience } from '#modules/agencies'
import { content, type Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { membersOf } from '#platform/members'
import { accountsCollection, meetingsOf } from '../collections.ts'

/** A group in whose meetings the present actor takes part. */
export type Group = {
  readonly key: string
  readonly name: string
  readonly purpose: string
  readonly reportsTo: string | null
  readonly collection: string
  /** Every how many days it meets: as the group said last, else as the pack says; null where neither does. */
  readonly everyDays: number | null
  /** Who says so. */
  readonly rhythmFrom: 'the group' | 'the strategy' | 'not stated'
  readonly place: string
  readonly agenda: readonly string[]
  /** Whether the present actor chairs or coordinates it. */
  readonly runs: boolean
}

type Series = { readonly group_key: string; readonly every_days: number; readonly place: string }

/** The groups in which the present actor sits, in the order of the pack. */
export async function myGroups(tx: Transaction): Promise<Group[]> {
  const { rows } = await sql<{ collection: string; runs: boolean }>`
    select r.collection, r.collection in (select m.collection from manageable_meetings m) as runs
    from readable_meetings r`.execute(tx)
  const held = new Map(rows.map(({ collection, runs }) => [collection, runs]))
  const mine = (await content(tx, 'groups')).filter(({ id }) => held.has(meetingsOf(id)))
  const series = await seriesOf(tx)
  return mine.map(row => groupOf(row, series.get(row.id), held.get(meetingsOf(row.id)) === true))
}

export async function myGroup(tx: Transaction, key: string): Promise<Group | undefined> {
  return (await myGroups(tx)).find(group => group.key === key)
}

async function seriesOf(tx: Transaction): Promise<ReadonlyMap<string, Series>> {
  const { rows } = await sql<Series>`
    select distinct on (group_key) group_key, every_days, place from meeting_series
    order by group_key, since desc, set_at desc`.execute(tx)
  return new Map(rows.map(row => [row.group_key, row]))
}

function groupOf(row: Row<'groups'>, series: Series | undefined, runs: boolean): Group {
  const everyDays = series?.every_days ?? row.meets_every_days
  return {
    key: row.id,
    name: row.name,
    purpose: row.purpose,
    reportsTo: row.reports_to,
    collection: meetingsOf(row.id),
    everyDays,
    rhythmFrom: series !== undefined ? 'the group' : everyDays === null ? 'not stated' : 'the strategy',
    place: series?.place ?? '',
    agenda: row.inputs,
    runs,
  }
}

export type NewSeries = { readonly everyDays: number; readonly place: string }

/** Keeps how often a group meets from a day on, as somebody who runs its meetings. */
export async function setSeries(tx: Transaction, group: string, it: NewSeries, since: string, at: Date): Promise<void> {
  const id = newId()
  await sql`
    insert into meeting_series (id, collection, group_key, every_days, place, since, set_by, set_at)
    values (${id}, ${meetingsOf(group)}, ${group}, ${it.everyDays}, ${it.place}, ${since}::date,
      current_setting('app.actor')::uuid, ${at})`.execute(tx)
  await record(tx, { action: 'write', kind: 'meeting series', subject: id, detail: { group, everyDays: it.everyDays } })
}

/** Who sits in a group, by agency and name, for its own members. */
export async function sittingIn(tx: Transaction, group: string): Promise<Colleague[]> {
  return seated(tx, group, meetingsOf(group))
}

/** Who sits in a group, for whoever gives seats. */
export async function seatsIn(tx: Transaction, group: string): Promise<Colleague[]> {
  return seated(tx, group, accountsCollection)
}

async function seated(tx: Transaction, group: string, under: string): Promise<Colleague[]> {
  const members = new Set(await membersOf(tx, groupAudience(group), under))
  return (await colleagues(tx)).filter(({ id }) => members.has(id))
}
