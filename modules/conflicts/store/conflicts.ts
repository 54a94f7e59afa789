import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { ConflictEvent, Direction, GroupSize } from '../rules.ts'

export type Group = {
  readonly id: string
  readonly name: string
  readonly shares: string
  readonly district: string | null
  readonly size: GroupSize
  readonly size_source: string
}

export type StoredEvent = ConflictEvent & {
  readonly conflict: string
  readonly direction: Direction | null
  readonly violence: string | null
  readonly provenance: string | null
  /** The tension report that it rests on. */
  readonly report: string | null
  readonly recordedAt: string
  /** Undefined to those who may not read what sources said. */
  readonly narrative?: Narrative
}

export type Narrative = {
  readonly what: string
  readonly source: string
  /** Both null where it is the reason of a decision and no source said it. */
  readonly reliability: 'reliable' | 'untested' | 'not-reliable' | null
  readonly knowledge: 'directly' | 'corroborated' | 'indirectly' | 'not-known' | 'suspected-false' | null
}

export type Conflict = {
  readonly id: string
  readonly first: Group
  /** Null while the other group is not known. */
  readonly second: Group | null
  readonly areaCode: string | null
  readonly openedAt: Date
  readonly events: readonly StoredEvent[]
}

const asGroup = (name: string) =>
  sql.raw(`case when ${name}.id is null then null else
  jsonb_build_object('id', ${name}.id, 'name', ${name}.name, 'shares', ${name}.shares, 'district', ${name}.district,
    'size', ${name}.size, 'size_source', ${name}.size_source) end`)

const events = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'conflict', e.conflict, 'kind', e.kind, 'on', e.on_day,
    'direction', e.direction, 'stage', e.stage, 'violence', e.violence, 'provenance', e.provenance, 'report', e.report,
    'reviewOn', e.review_on, 'refers', e.refers, 'recordedAt', e.recorded_at)
    || case when n.event is null then '{}'::jsonb else jsonb_build_object('narrative', jsonb_build_object('what', n.what,
      'source', n.source, 'reliability', n.reliability, 'knowledge', n.knowledge)) end order by e.on_day, e.id), '[]')
  from conflict_event e left join conflict_narrative n on n.event = e.id where e.conflict = c.id)`

const conflictsRead = sql`select c.id, ${asGroup('a')} as first, ${asGroup('b')} as second, c.area_code as "areaCode",
    c.opened_at as "openedAt", ${events} as events
  from conflict c join conflict_group a on a.id = c.first_group left join conflict_group b on b.id = c.second_group`

/** Every conflict that the present actor may read, newest first. */
export async function conflictsReadable(tx: Transaction): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`${conflictsRead} order by c.opened_at desc, c.id desc`.execute(tx)
  return rows
}

/** One conflict with its events, as far as the present actor may read it. */
export async function conflictById(tx: Transaction, id: string): Promise<Conflict | undefined> {
  const { rows } = await sql<Conflict>`${conflictsRead} where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Every event of every conflict that the present actor may read. */
export async function conflictEvents(tx: Transaction): Promise<StoredEvent[]> {
  return (await conflictsReadable(tx)).flatMap(({ events: all }) => all)
}

export type NewGroup = Omit<Group, 'id'>

export type NewConflict = {
  readonly first: NewGroup
  readonly second: NewGroup | null
  readonly areaCode: string | null
}

/** Opens a conflict between groups that are described for it. Returns its id. */
export async function addConflict(
  tx: Transaction,
  { first, second, areaCode }: NewConflict,
  actor: string,
  now: Date,
): Promise<string> {
  const firstId = await addGroup(tx, first, actor, now)
  const secondId = second === null ? null : await addGroup(tx, second, actor, now)
  const id = newId()
  await sql`insert into conflict (id, first_group, second_group, area_code, opened_at, opened_by)
    values (${id}, ${firstId}, ${secondId}, ${areaCode}, ${now}, ${actor}::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'conflict', subject: id, detail: { opened: true, area: areaCode } })
  return id
}

async function addGroup(tx: Transaction, group: NewGroup, actor: string, now: Date): Promise<string> {
  const id = newId()
  const { name, shares, district, size, size_source } = group
  await sql`insert into conflict_group (id, name, shares, district, size, size_source, described_at, described_by)
    values (${id}, ${name}, ${shares}, ${district}, ${size}, ${size_source}, ${now}, ${actor}::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'conflict group', subject: id, detail: { size } })
  return id
}

type Said = { readonly narrative?: Narrative }

export type NewEvent = Said &
  (
    | {
        readonly kind: 'happened'
        readonly on: string
        readonly direction: Direction
        readonly stage: number
        readonly violence: string | null
        readonly provenance: string
        readonly report: string | null
      }
    | { readonly kind: 'calm'; readonly on: string; readonly reviewOn: string }
    | { readonly kind: 'closed'; readonly on: string }
    | { readonly kind: 'taken-back'; readonly on: string; readonly refers: string }
  )

/** Adds what happened to a conflict, or what somebody decided about it. Returns the event's id. */
export async function addEvent(
  tx: Transaction,
  conflict: string,
  event: NewEvent,
  actor: string,
  now: Date,
): Promise<string> {
  const id = newId()
  const happened = event.kind === 'happened' ? event : undefined
  const report = happened?.report ?? null
  await sql`insert into conflict_event (id, conflict, kind, on_day, direction, stage, violence, provenance, report_kind, report,
      review_on, refers, recorded_at, recorded_by)
    values (${id}, ${conflict}, ${event.kind}, ${event.on}::date, ${happened?.direction ?? null}, ${happened?.stage ?? null},
      ${happened?.violence ?? null}, ${happened?.provenance ?? null}, ${report === null ? null : 'tension'}, ${report}::uuid,
      ${event.kind === 'calm' ? event.reviewOn : null}::date, ${event.kind === 'taken-back' ? event.refers : null}::uuid,
      ${now}, ${actor}::uuid)`.execute(tx)
  if (event.narrative !== undefined) await addNarrative(tx, id, event.narrative)
  await record(tx, { action: 'write', kind: 'conflict event', subject: conflict, detail: { event: event.kind } })
  return id
}

async function addNarrative(tx: Transaction, event: string, said: Narrative): Promise<void> {
  await sql`insert into conflict_narrative (event, what, source, reliability, knowledge)
    values (${event}, ${said.what}, ${said.source}, ${said.reliability}, ${said.knowledge})`.execute(tx)
}

/** The ids of the tension reports that stand in a conflict that the actor may read. */
export async function reportsInConflicts(tx: Transaction): Promise<Map<string, string>> {
  const { rows } = await sql<{ report: string; conflict: string }>`
    select e.report, e.conflict from conflict_event e
    where e.report is not null and not exists (select from conflict_event t where t.refers = e.id)`.execute(tx)
  return new Map(rows.map(({ report, conflict }) => [report, conflict]))
}
