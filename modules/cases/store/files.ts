import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { MeetFrom } from '../rules/meeting.ts'
import type { TeamEvent } from '../rules/state.ts'
import { refreshCaseWork } from './caseload.ts'

export type CaseEventName =
  | TeamEvent['event']
  | 'opened'
  | 'asked'
  | 'discussed'
  | 'held'
  | 'resumed'
  | 'stepped up'
  | 'stepped down'
  | 'handover planned'
  | 'closed'
  | 'reopened'

export type CaseEvent = {
  readonly id: string
  readonly event: CaseEventName
  readonly at: Date
  readonly actor: string
  readonly actor_name: string | null
  readonly member: string | null
  readonly member_name: string | null
  readonly why: string
}

export type Case = {
  readonly id: string
  readonly referral: string
  readonly person: string | null
  readonly peer_group: string | null
  /** Nothing where the reader may not read the person's record. */
  readonly name: string | null
  readonly born: string | null
  readonly why: string
  readonly opened_on: string
  readonly opened_at: Date
  readonly opened_by: string
  readonly events: readonly CaseEvent[]
}

type Row = Omit<Case, 'name' | 'born' | 'events'>

const columns = sql`c.id, c.referral, c.person, c.peer_group, c.why, c.opened_on, c.opened_at, c.opened_by`

/** One case, where the present actor may read it. */
export async function caseById(tx: Transaction, id: string): Promise<Case | undefined> {
  const { rows } = await sql<Row>`select ${columns} from case_file c where c.id = ${id}::uuid`.execute(tx)
  return (await whole(tx, rows))[0]
}

/** These cases, in the order given, where the present actor may read them. */
export async function casesAmong(tx: Transaction, ids: readonly string[]): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select ${columns} from case_file c where c.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], c.id)`.execute(tx)
  return whole(tx, rows)
}

/** The cases about one person that the present actor may read, oldest first. */
export async function casesOf(tx: Transaction, person: string): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select ${columns} from case_file c where c.person = ${person}::uuid order by c.opened_at, c.id`.execute(tx)
  return whole(tx, rows)
}

/** The cases from one referral. */
export async function casesFrom(tx: Transaction, referral: string): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select ${columns} from case_file c where c.referral = ${referral}::uuid order by c.opened_at, c.id`.execute(tx)
  return whole(tx, rows)
}

export const pageLength = 30

// A list begins from what was given to this person, never from all cases: it stays as short as their own work.
export const given = sql`c.id in (select r.record from readable r)`

/** The newest cases that the present actor may read, older than `before`: at most `limit` of them. */
export async function casePage(tx: Transaction, before: string | undefined, limit = pageLength + 1): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select ${columns} from case_file c
    where ${given} and (${before ?? null}::uuid is null or c.id < ${before ?? null}::uuid)
    order by c.id desc limit ${limit}`.execute(tx)
  return whole(tx, rows)
}

/** For a query over `case_file c`: that the case is open. */
export const notClosed = sql`coalesce((select e.event from case_event e where e.file = c.id and e.event in ('closed', 'reopened')
  order by e.at desc, e.id desc limit 1), 'reopened') = 'reopened'`

type Named = { readonly id: string; readonly name: string | null; readonly born: string | null }

// Each part is asked for by the keys that are known by then. One statement with all of it takes the planner longer to read
// than the database to answer, as every table brings its policies.
async function whole(tx: Transaction, rows: readonly Row[]): Promise<Case[]> {
  if (rows.length === 0) return []
  const events = await eventsOf(
    tx,
    rows.map(({ id }) => id),
  )
  const names = new Map((await namesOf(tx, rows)).map(it => [it.id, it]))
  return rows.map(row => {
    const named = names.get(row.person ?? row.peer_group ?? '')
    return { ...row, name: named?.name ?? null, born: named?.born ?? null, events: events.get(row.id) ?? [] }
  })
}

async function namesOf(tx: Transaction, rows: readonly Row[]): Promise<Named[]> {
  const people = rows.flatMap(({ person }) => person ?? [])
  const groups = rows.flatMap(({ peer_group: group }) => group ?? [])
  const found = await Promise.all([
    people.length === 0
      ? { rows: [] }
      : sql<Named>`select p.id, nullif(trim(p.given_name || ' ' || p.family_name), '') as name,
          case when p.born_precision = 'day' then p.born end as born
          from person_record p where p.id = any(${people}::uuid[])`.execute(tx),
    groups.length === 0
      ? { rows: [] }
      : sql<Named>`select g.id, g.name, null as born from peer_group g where g.id = any(${groups}::uuid[])`.execute(tx),
  ])
  return found.flatMap(({ rows: named }) => named)
}

async function eventsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, CaseEvent[]>> {
  const { rows } = await sql<CaseEvent & { file: string }>`
    select e.id, e.file, e.event, e.at, e.actor, a.name as actor_name, e.member, m.name as member_name, e.why
    from case_event e left join account a on a.id = e.actor left join account m on m.id = e.member
    where e.file = any(${[...ids]}::uuid[]) order by e.at, e.id`.execute(tx)
  return Map.groupBy(rows, ({ file }) => file)
}

export type NewEvent = { readonly event: CaseEventName; readonly why: string; readonly member?: string }

/** Writes down what happened to a case. Returns its id. */
export async function addEvent(
  tx: Transaction,
  file: string,
  { event, why, member }: NewEvent,
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`
    insert into case_event (id, file, at, actor, event, member, why)
    values (${id}, ${file}::uuid, ${now}, current_setting('app.actor')::uuid, ${event}, ${member ?? null}::uuid, ${why})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case event', subject: file, detail: { event, member: member ?? null } })
  await refreshCaseWork(tx, [file])
  return id
}

export type NewCase = Pick<Case, 'referral' | 'person' | 'peer_group' | 'why' | 'opened_on'> & {
  /** From when the hours run in which somebody meets them; from now where it is left out. */
  readonly meetFrom?: { readonly what: Exclude<MeetFrom, 'opened'>; readonly at: Date } | undefined
}

/** Puts the row of a new case in place. Returns its id. */
export async function insertCase(tx: Transaction, it: NewCase, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_file (id, referral, person, peer_group, why, opened_on, opened_at, opened_by, meet_from, meet_from_what)
    values (${id}, ${it.referral}::uuid, ${it.person}::uuid, ${it.peer_group}::uuid, ${it.why}, ${it.opened_on}::date, ${now},
      current_setting('app.actor')::uuid, ${it.meetFrom?.at ?? null}, ${it.meetFrom?.what ?? 'opened'})`.execute(tx)
  await record(tx, { action: 'write', kind: 'case', subject: id, detail: { opened: true, referral: it.referral } })
  return id
}
