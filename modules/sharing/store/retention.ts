// The queue of records whose time is over, as the people who decide about it read it. Nothing here opens a record.
import { sql } from 'kysely'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { RetentionEvent } from '../retention-rules.ts'

export type Item = {
  readonly record: string
  readonly kind: string
  readonly schedule: string
  readonly title: string
  readonly counts_from: string
  readonly due_on: string
  /** Its time is over, or the person asked for it to go before that and the request was upheld. */
  readonly ground: 'time over' | 'asked for'
  /** How many people must agree before it goes. */
  readonly people: 0 | 1 | 2
  /** What still stands on it, in words; empty where nothing does. */
  readonly waits_for: string
}

const columns = sql`i.record, i.kind, i.schedule, i.title, i.counts_from, i.due_on, i.ground, i.people, i.waits_for`
export const perPage = 25

/** Where the next page begins: the day and the record of the last row of this one. */
export type After = { readonly due: string; readonly record: string }

/** One page of the queue, the longest due first; those that wait for another record last among their day. */
export async function itemsPage(tx: Transaction, after: After | undefined): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select ${columns} from retention_item i
    where ${after === undefined} or (i.due_on, i.record) > (${after?.due ?? null}::date, ${after?.record ?? null}::uuid)
    order by i.due_on, i.record limit ${perPage + 1}`.execute(tx)
  return rows
}

export async function itemOf(tx: Transaction, id: string): Promise<Item | undefined> {
  const { rows } = await sql<Item>`select ${columns} from retention_item i where i.record = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type Decided = Exclude<RetentionEvent, { kind: 'deleted' }> & {
  readonly record: string
  readonly recordKind: string
  readonly ground: string | null
  readonly name: string | null
}

type EventRow = {
  readonly record: string
  readonly recordKind: string
  readonly event: 'delete_approved' | 'extended' | 'hold_placed' | 'hold_lifted'
  readonly ground: string | null
  readonly why: string
  readonly until: string | null
  readonly actor: string
  readonly name: string | null
  readonly at: Date
}

/** What was decided about these records, the oldest first. */
export async function decisionsOn(tx: Transaction, records: readonly string[]): Promise<Decided[]> {
  const { rows } = await sql<EventRow>`
    select e.record, e.kind as "recordKind", e.event, e.ground, e.why, e.until, e.actor, p.name, e.at
    from retention_event e left join account p on p.id = e.actor
    where e.record = any(${[...records]}::uuid[]) order by e.at, e.id`.execute(tx)
  return rows.map(decided)
}

function decided({ event, actor, why, until, ...row }: EventRow): Decided {
  const named = { on: ukDay(row.at), at: row.at.toISOString(), by: actor, reason: row.ground ?? why }
  const { record: id, recordKind, ground, name } = row
  const about = { record: id, recordKind, ground, name }
  return event === 'extended'
    ? { ...about, ...named, kind: event, until: until ?? named.on }
    : { ...about, ...named, kind: event }
}

export type Held = {
  readonly record: string
  readonly kind: string
  readonly title: string | null
  readonly since: Date
}

/** Every record that is on hold, whether its time is over or not; the latest hold first. */
export async function heldRecords(tx: Transaction): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select h.record, h.kind, i.title, (select max(e.at) from retention_event e where e.record = h.record and e.event = 'hold_placed') as since
    from held_record h left join retention_item i on i.record = h.record order by since desc, h.record limit 200`.execute(
    tx,
  )
  return rows
}

export type NewDecision = {
  readonly record: string
  readonly kind: string
  readonly event: EventRow['event']
  readonly ground?: string
  readonly why?: string
  readonly until?: string
}

/** Writes a decision about a record down, as the present actor. */
export async function addDecision(tx: Transaction, it: NewDecision): Promise<void> {
  await sql`
    insert into retention_event (id, record, kind, event, ground, why, until, actor)
    values (${newId()}, ${it.record}::uuid, ${it.kind}, ${it.event}, ${it.ground ?? null}, ${it.why ?? ''}, ${it.until ?? null}::date,
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: `retention of a ${it.kind}`,
    subject: it.record,
    detail: { event: it.event },
  })
}

export type QueueCounts = { readonly due: number; readonly removable: number; readonly held: number }

export async function queueCounts(tx: Transaction): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    select (select count(*)::int from retention_item) as due, (select count(*)::int from removable) as removable,
      (select count(distinct record)::int from held_record) as held`.execute(tx)
  return rows[0] ?? { due: 0, removable: 0, held: 0 }
}

/** How many records of the queue wait for this person's decision: as the first who agrees, or as the second. */
export async function toDecide(tx: Transaction, actor: string): Promise<{ first: number; second: number }> {
  const { rows } = await sql<{ first: number; second: number }>`
    with agreed as (
      select e.record, bool_or(e.actor = ${actor}::uuid) as by_me from retention_event e
      where e.event = 'delete_approved' and not exists (select from retention_event l
        where l.record = e.record and l.event in ('hold_placed', 'extended') and l.at >= e.at)
      group by e.record)
    select count(*) filter (where a.record is null)::int as first, count(*) filter (where not a.by_me)::int as second
    from retention_item i left join agreed a on a.record = i.record
    where i.waits_for = '' and i.people > 0 and not exists (select from removable r where r.record = i.record)
      and not exists (select from held_record h where h.record = i.record)
      and not exists (select from retention_event u where u.record = i.record and u.event = 'extended' and u.until > current_date)`.execute(
    tx,
  )
  return rows[0] ?? { first: 0, second: 0 }
}

export type KindLook = {
  readonly kind: string
  readonly records: number
  readonly open: number
  readonly due: number
}
export type Look = {
  readonly at: Date
  readonly kinds: readonly KindLook[]
  readonly cleared: Readonly<Record<string, number>>
}

/** What the last look at everything found. */
export async function lastLook(tx: Transaction): Promise<Look | undefined> {
  const { rows } =
    await sql<Look>`select at, kinds, cleared from retention_look order by at desc, id desc limit 1`.execute(tx)
  return rows[0]
}

export type Approval = {
  readonly by: string
  readonly name: string | null
  readonly at: string
  readonly ground: string
}
export type Certificate = {
  readonly id: string
  readonly record: string
  readonly kind: string
  readonly schedule: string
  readonly schedule_words: string
  readonly counts_from: string
  readonly due_on: string
  readonly approvals: readonly Approval[]
  readonly counts: Readonly<Record<string, number>>
  readonly removed_at: Date
  readonly entry: string
  /** Where the ledger says so; null until the next seal. */
  readonly position: number | null
}

const certificate = sql`c.id, c.record, c.kind, c.schedule, c.schedule_words, c.counts_from, c.due_on, c.counts, c.removed_at, c.entry,
  (select l.position from ledger_position l where l.entry = c.entry) as position,
  coalesce((select jsonb_agg(a.value || jsonb_build_object('name', p.name) order by a.value ->> 'at')
    from jsonb_array_elements(c.approvals) a left join account p on p.id = (a.value ->> 'by')::uuid), '[]') as approvals`

/** One page of certificates, the latest first. */
export async function certificatesPage(tx: Transaction, before: string | undefined): Promise<Certificate[]> {
  const { rows } = await sql<Certificate>`
    select ${certificate} from retention_certificate c
    where ${before ?? null}::uuid is null or (c.removed_at, c.id) < (select b.removed_at, b.id from retention_certificate b where b.id = ${before ?? null}::uuid)
    order by c.removed_at desc, c.id desc limit ${perPage + 1}`.execute(tx)
  return rows
}

export async function certificateById(tx: Transaction, id: string): Promise<Certificate | undefined> {
  const { rows } =
    await sql<Certificate>`select ${certificate} from retention_certificate c where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function certificateOf(tx: Transaction, removed: string): Promise<Certificate | undefined> {
  const { rows } =
    await sql<Certificate>`select ${certificate} from retention_certificate c where c.record = ${removed}::uuid`.execute(
      tx,
    )
  return rows[0]
}
