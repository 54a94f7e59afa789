import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Outcome, Said } from '../rules/item.ts'

export type ItemSource = 'offered' | 'by hand' | 'carried' | 'step'

/** What an item is about: a record of any module, and whether that concerns people. */
export type Subject = {
  readonly kind: string | null
  readonly subject: string | null
  readonly href: string
  readonly aboutPeople: boolean
  readonly person: string | null
}

export type NewItem = Subject & {
  readonly meeting: string
  readonly group: string
  readonly title: string
  readonly why: string
  readonly source: ItemSource
  readonly carriedFrom?: string
  readonly step?: string
}

/** Puts something on the agenda of a meeting, as a member of its group. Returns its id. */
export async function addItem(tx: Transaction, it: NewItem, at: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into agenda_item (id, meeting, group_key, kind, subject, href, about_people, person, title, why, source, carried_from,
      step, added_by, added_at)
    values (${id}, ${it.meeting}, ${it.group}, ${it.kind}, ${it.subject}, ${it.href}, ${it.aboutPeople}, ${it.person}, ${it.title},
      ${it.why}, ${it.source}, ${it.carriedFrom ?? null}, ${it.step ?? null}, current_setting('app.actor')::uuid, ${at})`.execute(
    tx,
  )
  await record(tx, {
    action: 'write',
    kind: 'agenda item',
    subject: id,
    detail: { group: it.group, source: it.source },
  })
  return id
}

export type Contribution = Said & {
  readonly id: string
  readonly at: Date
  readonly shows: 'strength' | 'risk' | 'neither'
  readonly voice: 'agency' | 'person'
  readonly source: string
  readonly words: string
}

export type Decision = {
  readonly id: string
  readonly at: Date
  readonly actor_name: string | null
  readonly outcome: Outcome
  readonly words: string
  readonly why: string
  readonly dissent: string
  readonly actions: readonly { readonly action: string; readonly answers: string | null }[]
}

export type Item = {
  readonly id: string
  readonly meeting: string
  readonly group_key: string
  readonly kind: string | null
  readonly subject: string | null
  readonly href: string
  readonly about_people: boolean
  readonly person: string | null
  readonly title: string
  readonly why: string
  readonly source: ItemSource
  readonly added_at: Date
  readonly contributions: readonly Contribution[]
  readonly decisions: readonly Decision[]
}

const said = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'at', c.at, 'agency', g.name, 'standing', c.standing,
    'shows', c.shows, 'voice', c.voice, 'source', c.source, 'words', c.words) order by c.at desc, c.id desc), '[]')
  from contribution c join agency g on g.id = c.agency where c.item = i.id)`
const decided = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'at', d.at, 'actor_name', k.name, 'outcome', d.outcome,
    'words', d.words, 'why', d.why, 'dissent', d.dissent,
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('action', a.action, 'answers', a.answers)), '[]')
      from decision_action a where a.decision = d.id)) order by d.at, d.id), '[]')
  from decision d left join account k on k.id = d.actor where d.item = i.id)`

async function itemsWhere(tx: Transaction, condition: ReturnType<typeof sql>): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select i.id, i.meeting, i.group_key, i.kind, i.subject, i.href, i.about_people, i.person, i.title, i.why, i.source, i.added_at,
      ${said} as contributions, ${decided} as decisions
    from agenda_item i where ${condition} order by i.added_at, i.id limit 200`.execute(tx)
  return rows.map(withTimes)
}

// Times inside JSON arrive as text.
function withTimes(row: Item): Item {
  return {
    ...row,
    contributions: row.contributions.map(it => ({ ...it, at: new Date(it.at) })),
    decisions: row.decisions.map(it => ({ ...it, at: new Date(it.at) })),
  }
}

export async function itemById(tx: Transaction, id: string): Promise<Item | undefined> {
  return (await itemsWhere(tx, sql`i.id = ${id}::uuid`))[0]
}

/** The items of a meeting in the order in which they were added. */
export function itemsOf(tx: Transaction, meeting: string): Promise<Item[]> {
  return itemsWhere(tx, sql`i.meeting = ${meeting}::uuid`)
}

/** The items of several meetings. */
export async function itemsOfAll(tx: Transaction, meetings: readonly string[]): Promise<Item[]> {
  if (meetings.length === 0) return []
  return itemsWhere(tx, sql`i.meeting = any(${[...meetings]}::uuid[])`)
}

/** Everything that was on an agenda and concerns the person of this record. */
export function itemsConcerning(tx: Transaction, person: string): Promise<Item[]> {
  return itemsWhere(tx, sql`i.person = ${person}::uuid`)
}

/** The newest items whose title has these words. */
export function itemsNamed(tx: Transaction, words: string): Promise<Item[]> {
  return itemsWhere(tx, sql`strpos(lower(i.title), lower(${words})) > 0`)
}

/** Items of a group that were put off and stand on no later agenda yet. */
export function putOff(tx: Transaction, group: string): Promise<Item[]> {
  return itemsWhere(
    tx,
    sql`i.group_key = ${group} and not exists (select from agenda_item n where n.carried_from = i.id)
      and (select d.outcome from decision d where d.item = i.id order by d.at desc, d.id desc limit 1) = 'put off'`,
  )
}
