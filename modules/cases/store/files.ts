import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { TeamEvent } from '../rules/state.ts'

export type CaseEventName =
  | TeamEvent['event']
  | 'opened'
  | 'asked'
  | 'discussed'
  | 'held'
  | 'resumed'
  | 'handover planned'
  | 'closed'
  | 'reopened'

export type CaseEvent = {
  readonly event: CaseEventName
  readonly at: string
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

const columns = sql`c.id, c.referral, c.person, c.peer_group, coalesce(nullif(trim(p.given_name || ' ' || p.family_name), ''), g.name) as name,
  case when p.born_precision = 'day' then p.born end as born, c.why, c.opened_on, c.opened_at, c.opened_by,
  (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'actor', e.actor, 'actor_name', a.name, 'member', e.member,
    'member_name', m.name, 'why', e.why) order by e.at, e.id), '[]')
    from case_event e left join account a on a.id = e.actor left join account m on m.id = e.member where e.file = c.id) as events`
const joined = sql`case_file c left join person_record p on p.id = c.person left join peer_group g on g.id = c.peer_group`

/** One case, where the present actor may read it. */
export async function caseById(tx: Transaction, id: string): Promise<Case | undefined> {
  const { rows } = await sql<Case>`select ${columns} from ${joined} where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The cases about one person that the present actor may read, oldest first. */
export async function casesOf(tx: Transaction, person: string): Promise<Case[]> {
  return casesAbout(tx, [person])
}

/** The cases about any of these people that the present actor may read, oldest first. */
export async function casesAbout(tx: Transaction, people: readonly string[]): Promise<Case[]> {
  const { rows } = await sql<Case>`
    select ${columns} from ${joined} where c.person = any(${[...people]}::uuid[]) order by c.opened_at, c.id`.execute(
    tx,
  )
  return rows
}

/** The cases from one referral. */
export async function casesFrom(tx: Transaction, referral: string): Promise<Case[]> {
  const { rows } = await sql<Case>`
    select ${columns} from ${joined} where c.referral = ${referral}::uuid order by c.opened_at, c.id`.execute(tx)
  return rows
}

export const pageLength = 30

/** The newest cases that the present actor may read, older than `before`: one more than a page holds when there are more. */
export async function casePage(tx: Transaction, before: string | undefined): Promise<Case[]> {
  const { rows } = await sql<Case>`
    select ${columns} from ${joined} where (${before ?? null}::uuid is null or c.id < ${before ?? null}::uuid)
    order by c.id desc limit ${pageLength + 1}`.execute(tx)
  return rows
}

/** The cases that this person may read and that nobody closed for good, for what is theirs to do. */
export async function openCases(tx: Transaction): Promise<Case[]> {
  const { rows } = await sql<Case>`
    select ${columns} from ${joined}
    where coalesce((select e.event from case_event e where e.file = c.id and e.event in ('closed', 'reopened')
      order by e.at desc, e.id desc limit 1), 'reopened') = 'reopened'
    order by c.opened_at, c.id`.execute(tx)
  return rows
}

export type NewEvent = { readonly event: CaseEventName; readonly why: string; readonly member?: string }

/** Writes down what happened to a case. */
export async function addEvent(tx: Transaction, file: string, { event, why, member }: NewEvent, now: Date) {
  await sql`
    insert into case_event (id, file, at, actor, event, member, why)
    values (${newId()}, ${file}::uuid, ${now}, current_setting('app.actor')::uuid, ${event}, ${member ?? null}::uuid, ${why})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case event', subject: file, detail: { event, member: member ?? null } })
}

export type NewCase = Pick<Case, 'referral' | 'person' | 'peer_group' | 'why' | 'opened_on'>

/** Puts the row of a new case in place. Returns its id. */
export async function insertCase(tx: Transaction, it: NewCase, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_file (id, referral, person, peer_group, why, opened_on, opened_at, opened_by)
    values (${id}, ${it.referral}::uuid, ${it.person}::uuid, ${it.peer_group}::uuid, ${it.why}, ${it.opened_on}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case', subject: id, detail: { opened: true, referral: it.referral } })
  return id
}
