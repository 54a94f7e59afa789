import { sql } from 'kysely'
import { groupAudience } from '#modules/agencies'
import { audienceId, type Grant, grantAccess, may } from '#platform/access'
import type { Actor, Transaction } from '#platform/database'
import { Invalid, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { membershipsOf } from '#platform/members'
import { tellActor } from '#platform/notices'
import { personActions, personRoles } from './collections.ts'
import type { ActionEvent, EventName } from './rules.ts'

/** A record of any module. */
export type About = { readonly kind: string; readonly id: string }

export type NewAction = {
  readonly about: About
  /** What is to be done. It names nobody: the members of a group read it. */
  readonly title: string
  readonly why: string
  /** The account of whoever is to do it. */
  readonly owner: string
  /** YYYY-MM-DD. */
  readonly due: string
  /** The key of the group that decided it: its members read the action. */
  readonly group?: string
  /** The record of the person whom it concerns. An action about a record of the kind `person` concerns that one. */
  readonly person?: string
}

/**
 * Proposes an action: the proposer manages it, its owner answers and does it, the group reads it. Throws Invalid when it concerns
 * a person and its owner's roles may read nothing about people. Returns its id.
 */
export async function proposeAction(tx: Transaction, it: NewAction, actor: Actor, now: Date): Promise<string> {
  const person = it.person ?? (it.about.kind === 'person' ? it.about.id : null)
  if (person !== null) await mustReadPeople(tx, it.owner)
  const id = newId()
  await sql`
    insert into action (id, about_kind, about_id, person, title, why, owner, group_key, proposed_by, proposed_at)
    values (${id}, ${it.about.kind}, ${it.about.id}, ${person}, ${it.title}, ${it.why}, ${it.owner}, ${it.group ?? null}, ${actor.id}, ${now})`.execute(
    tx,
  )
  await grantAccess(tx, ...grantsOf(id, it, actor.id))
  await addEvent(tx, id, { event: 'proposed', due: it.due, words: '' }, now)
  await tellActor(tx, { actor: it.owner, kind: 'action proposed', record: id }, now)
  await record(tx, { action: 'write', kind: 'action', subject: id, detail: { about: it.about.kind, due: it.due } })
  return id
}

async function mustReadPeople(tx: Transaction, owner: string): Promise<void> {
  if (!(await may(tx, 'read', personActions))) throw new NotAllowed()
  const belongs = await membershipsOf(tx, [owner], personActions)
  const fits = belongs.some(({ kind, key }) => kind === 'role' && personRoles.some(role => role === key))
  if (!fits) throw new Invalid('Choose an owner whose work is with people: this action concerns a person.')
}

function grantsOf(id: string, { owner, group }: NewAction, proposer: string): Grant[] {
  const common = { record: id, purpose: 'action' } as const
  const grants: Grant[] = [{ ...common, audience: audienceId('person', proposer), level: 'manage', why: 'Proposed it' }]
  if (owner !== proposer)
    grants.push({ ...common, audience: audienceId('person', owner), level: 'write', why: 'Is to do it' })
  if (group !== undefined)
    grants.push({ ...common, audience: groupAudience(group), level: 'read', why: 'The group decided it' })
  return grants
}

export type NewEvent = { readonly event: EventName; readonly due: string | null; readonly words: string }

/** Adds what happened to an action. The policies of the database decide who may. */
export async function addEvent(tx: Transaction, action: string, it: NewEvent, at: Date): Promise<void> {
  const id = newId()
  await sql`insert into action_event (id, action, at, actor, event, due)
    values (${id}, ${action}, ${at}, current_setting('app.actor')::uuid, ${it.event}, ${it.due}::date)`.execute(tx)
  if (it.words !== '')
    await sql`insert into action_words (event, action, words) values (${id}, ${action}, ${it.words})`.execute(tx)
  await record(tx, { action: 'write', kind: 'action event', subject: action, detail: { event: it.event } })
}

export type EventShown = ActionEvent & { readonly actor_name: string | null; readonly words: string | null }

export type ActionRow = {
  readonly id: string
  readonly about_kind: string
  readonly about_id: string
  readonly person: string | null
  readonly title: string
  readonly why: string
  readonly owner: string
  readonly owner_name: string | null
  readonly owner_agency: string | null
  readonly group_key: string | null
  readonly group_name: string | null
  readonly proposed_by: string
  readonly proposer_name: string | null
  readonly proposed_at: Date
  readonly events: readonly EventShown[]
}

const columns = sql`a.id, a.about_kind, a.about_id, a.person, a.title, a.why, a.owner, o.name as owner_name, g.name as owner_agency,
  a.group_key, b.name as group_name, a.proposed_by, p.name as proposer_name, a.proposed_at,
  (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'due', e.due, 'actor_name', k.name, 'words', w.words)
      order by e.at, e.id), '[]')
    from action_event e left join account k on k.id = e.actor left join action_words w on w.event = e.id
    where e.action = a.id) as events`
const joined = sql`action a left join account o on o.id = a.owner left join agency g on g.id = o.agency
  left join account p on p.id = a.proposed_by left join board_group b on b.key = a.group_key`

async function actionsWhere(tx: Transaction, condition: ReturnType<typeof sql>, most = 200): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select ${columns} from ${joined} where ${condition} order by a.proposed_at desc, a.id desc limit ${most}`.execute(
    tx,
  )
  return rows.map(withTimes)
}

// Times inside JSON arrive as text.
function withTimes(row: ActionRow): ActionRow {
  return { ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) }
}

export async function actionById(tx: Transaction, id: string): Promise<ActionRow | undefined> {
  return (await actionsWhere(tx, sql`a.id = ${id}::uuid`))[0]
}

/** The newest actions that are about a record, as far as the present actor may read them. */
export function actionRowsAbout(tx: Transaction, { kind, id }: About): Promise<ActionRow[]> {
  return actionsWhere(tx, sql`a.about_kind = ${kind} and a.about_id = ${id}::uuid`)
}

/** Those with these ids that the present actor may read. */
export function actionRowsWith(tx: Transaction, ids: readonly string[]): Promise<ActionRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : actionsWhere(tx, sql`a.id = any(${[...ids]}::uuid[])`)
}

export function actionRowsOfGroup(tx: Transaction, group: string): Promise<ActionRow[]> {
  return actionsWhere(tx, sql`a.group_key = ${group}`)
}

export type View = 'mine' | 'proposed' | 'groups'

/** The newest actions that somebody owns, proposed, or only reads because a group decided them. */
export function actionsFor(tx: Transaction, view: View, actor: string): Promise<ActionRow[]> {
  if (view === 'mine') return actionsWhere(tx, sql`a.owner = ${actor}::uuid`)
  if (view === 'proposed') return actionsWhere(tx, sql`a.proposed_by = ${actor}::uuid`)
  return actionsWhere(
    tx,
    sql`a.group_key is not null and a.owner <> ${actor}::uuid and a.proposed_by <> ${actor}::uuid`,
  )
}

/** The newest actions that somebody owns or proposed. */
export function actionsTouching(tx: Transaction, actor: string): Promise<ActionRow[]> {
  return actionsWhere(tx, sql`a.owner = ${actor}::uuid or a.proposed_by = ${actor}::uuid`)
}

/** The actions whose title has these words. */
export function actionsNamed(tx: Transaction, words: string): Promise<ActionRow[]> {
  return actionsWhere(tx, sql`strpos(lower(a.title), lower(${words})) > 0`, 20)
}

/** What is kept in actions about the person of this record. */
export function actionsConcerning(tx: Transaction, person: string): Promise<ActionRow[]> {
  return actionsWhere(tx, sql`a.person = ${person}::uuid`)
}

/** What happened to every action, without words: for whoever may read the figures. */
export async function allEvents(tx: Transaction): Promise<readonly (readonly ActionEvent[])[]> {
  const { rows } = await sql<ActionEvent & { action: string }>`
    select action, event, at, due from action_event order by action, at, id`.execute(tx)
  return [...Map.groupBy(rows, ({ action }) => action).values()]
}

export type Clocked = { readonly id: string; readonly owner: string; readonly events: readonly ActionEvent[] }

/** Actions with a day that has passed, as the worker, which reads who is to do them and what happened, and not what they are. */
export async function pastTheirDay(tx: Transaction, today: string): Promise<Clocked[]> {
  const { rows } = await sql<Clocked>`
    select a.id, a.owner, jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'due', e.due)) as events
    from action a join action_event e on e.action = a.id
    where exists (select from action_event d where d.action = a.id and d.due < ${today}::date)
      and not exists (select from action_event f where f.action = a.id and f.event in ('verified', 'declined', 'withdrawn'))
    group by a.id, a.owner`.execute(tx)
  return rows.map(row => ({ ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) }))
}

/** The day that it is for the database, in the United Kingdom: for figures, which are asked for without a time. */
export async function dayOfDatabase(tx: Transaction): Promise<string> {
  const { rows } = await sql<{ day: string }>`select (now() at time zone 'Europe/London')::date as day`.execute(tx)
  return rows[0]?.day ?? ''
}
