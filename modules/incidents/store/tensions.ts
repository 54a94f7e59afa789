import { sql } from 'kysely'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { tacticalTensions, tensions } from '../collections.ts'
import type { TensionAnswers } from '../forms.ts'
import { expiryOf, stateOf, type TensionEvent } from '../rules.ts'

export type Tension = {
  readonly id: string
  readonly about: string
  readonly area_kind: string | null
  readonly area_code: string | null
  readonly place: string
  readonly what: string
  readonly basis: string
  readonly sureness: string
  readonly recency: string
  readonly provenance: string
  readonly handling: string
  readonly happened_on: string
  readonly expires_on: string
  readonly reported_at: Date
  readonly reported_by: string
  readonly agency_name: string | null
  readonly events: readonly (TensionEvent & { readonly why: string })[]
}

/** Stores a report and lets its reporter see it. The analysts see it through the collection. Returns its id. */
export async function addTension(
  tx: Transaction,
  answers: TensionAnswers,
  at: Date,
  today: string,
  reporter: string,
): Promise<string> {
  const id = newId()
  const happened = happenedOn(answers.recency, today)
  const whole = answers.area === 'whole'
  await sql`
    insert into tension (id, about, area_kind, area_code, place, what, basis, sureness, recency, provenance, handling, happened_on,
      expires_on, reported_at, reported_by, agency, collection)
    select ${id}, ${answers.about}, ${whole ? null : 'lsoa21'}, ${whole ? null : answers.area}, ${answers.place}, ${answers.what}, ${answers.basis},
      ${answers.sureness}, ${answers.recency}, ${answers.provenance}, ${answers.handling}, ${happened}::date,
      ${expiryOf(happened, answers.recency)}::date, ${at}, ${reporter}::uuid, p.agency,
      ${collectionOf(answers)}::uuid
    from account p where p.id = ${reporter}::uuid`.execute(tx)
  await grantAccess(tx, {
    audience: audienceId('person', reporter),
    record: id,
    level: 'write',
    purpose: 'tension',
    why: 'Reported it',
  })
  await addEvent(tx, id, 'reported', '', at)
  await record(tx, {
    action: 'write',
    kind: 'tension',
    subject: id,
    detail: { about: answers.about, area: answers.area },
  })
  return id
}

/** Changes a report in place; the event and the ledger keep that it was changed. */
export async function amendTension(tx: Transaction, id: string, answers: TensionAnswers, at: Date): Promise<void> {
  const whole = answers.area === 'whole'
  const { numAffectedRows } = await sql`
    update tension set area_kind = ${whole ? null : 'lsoa21'}, area_code = ${whole ? null : answers.area}, place = ${answers.place},
      what = ${answers.what}, basis = ${answers.basis}, sureness = ${answers.sureness}, recency = ${answers.recency}, handling = ${answers.handling},
      collection = ${collectionOf(answers)}::uuid
    where id = ${id}`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await addEvent(tx, id, 'amended', '', at)
  await record(tx, { action: 'write', kind: 'tension', subject: id, detail: { amended: true } })
}

export async function addEvent(
  tx: Transaction,
  tension: string,
  event: TensionEvent['event'],
  why: string,
  at: Date,
  until: string | null = null,
): Promise<void> {
  await sql`
    insert into tension_event (id, tension, at, actor, event, why, until)
    values (${newId()}, ${tension}, ${at}, current_setting('app.actor')::uuid, ${event}, ${why}, ${until}::date)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'tension event', subject: tension, detail: { event } })
}

/**
 * Closes a report for good. Allowed to those who read tensions for the partnership; the database refuses anyone else.
 * The reporter reads `why`.
 */
export function closeTension(tx: Transaction, id: string, why: string, at: Date): Promise<void> {
  return addEvent(tx, id, 'closed', why, at)
}

/** Lets a report count until a later day (YYYY-MM-DD). Allowed to the same people as closing it. */
export function extendTension(tx: Transaction, id: string, until: string, why: string, at: Date): Promise<void> {
  return addEvent(tx, id, 'extended', why, at, until)
}

const collectionOf = ({ handling }: TensionAnswers): string =>
  handling === 'tactical-only' ? tacticalTensions : tensions

function happenedOn(recency: TensionAnswers['recency'], today: string): string {
  const daysAgo = { today: 0, 'this-week': 3, 'this-month': 14, older: 30 }[recency]
  return new Date(Date.parse(`${today}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10)
}

const columns = sql`t.id, t.about, t.area_kind, t.area_code, t.place, t.what, t.basis, t.sureness, t.recency, t.provenance, t.handling,
  t.happened_on, t.expires_on, t.reported_at, t.reported_by, g.name as agency_name,
  (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'why', e.why, 'until', e.until) order by e.at, e.id), '[]') from tension_event e where e.tension = t.id) as events`

/** The newest tensions that the present actor may see, older than `before` when it is given; 30 at most. */
export async function tensionPage(tx: Transaction, before: string | undefined): Promise<Tension[]> {
  const older =
    before === undefined
      ? sql`true`
      : sql`(t.reported_at, t.id) < (select b.reported_at, b.id from tension b where b.id = ${before}::uuid)`
  const { rows } = await sql<Tension>`
    select ${columns} from tension t left join agency g on g.id = t.agency where ${older} order by t.reported_at desc, t.id desc limit 30`.execute(
    tx,
  )
  return rows
}

export async function tensionById(tx: Transaction, id: string): Promise<Tension | undefined> {
  const { rows } =
    await sql<Tension>`select ${columns} from tension t left join agency g on g.id = t.agency where t.id = ${id}::uuid`.execute(
      tx,
    )
  return rows[0]
}

/** The reports of these ids that the present actor may see, newest first. */
export async function tensionsById(tx: Transaction, ids: readonly string[]): Promise<Tension[]> {
  const { rows } = await sql<Tension>`
    select ${columns} from tension t left join agency g on g.id = t.agency where t.id = any(${[...ids]}::uuid[])
    order by t.reported_at desc, t.id desc`.execute(tx)
  return rows
}

/** Every report that the present actor may see of what happened on or after a day (YYYY-MM-DD), newest first. */
export async function tensionsSince(tx: Transaction, day: string): Promise<Tension[]> {
  const { rows } = await sql<Tension>`
    select ${columns} from tension t left join agency g on g.id = t.agency where t.happened_on >= ${day}::date
    order by t.reported_at desc, t.id desc`.execute(tx)
  return rows
}

/** How many tensions that the actor may see are open today. */
export function openTensions(all: readonly Tension[], today: string): Tension[] {
  return all.filter(({ events, expires_on }) => stateOf(events, expires_on, today) === 'open')
}

/** How many tensions the present actor may see. */
export async function tensionCount(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from tension`.execute(tx)
  return rows[0]?.n ?? 0
}
