import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { meetingsOf } from '../collections.ts'
import type { Item } from './items.ts'

export type Step = {
  readonly id: string
  readonly item: string
  readonly decision: string
  readonly from_group: string
  readonly from_name: string
  readonly to_group: string
  readonly to_name: string
  readonly rule: string | null
  readonly title: string
  readonly why: string
  readonly kind: string | null
  readonly subject: string | null
  readonly href: string
  readonly about_people: boolean
  readonly person: string | null
  readonly at: Date
  readonly answer: {
    readonly accepted: boolean
    readonly why: string
    readonly at: Date
    readonly by: string | null
  } | null
}

const columns = sql`s.id, s.item, s.decision, s.from_group, coalesce(f.name, s.from_group) as from_name, s.to_group,
  coalesce(t.name, s.to_group) as to_name, s.rule, s.title, s.why, s.kind, s.subject, s.href, s.about_people, s.person, s.at,
  (select jsonb_build_object('accepted', a.accepted, 'why', a.why, 'at', a.at, 'by', k.name)
    from group_step_answer a left join account k on k.id = a.actor where a.step = s.id) as answer`
const joined = sql`group_step s left join board_group f on f.key = s.from_group left join board_group t on t.key = s.to_group`

async function stepsWhere(tx: Transaction, condition: ReturnType<typeof sql>): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select ${columns} from ${joined} where ${condition} order by s.at desc, s.id desc limit 200`.execute(tx)
  return rows.map(row => ({
    ...row,
    answer: row.answer === null ? null : { ...row.answer, at: new Date(row.answer.at) },
  }))
}

export async function stepById(tx: Transaction, id: string): Promise<Step | undefined> {
  return (await stepsWhere(tx, sql`s.id = ${id}::uuid`))[0]
}

export function stepsOfItems(tx: Transaction, items: readonly string[]): Promise<Step[]> {
  return stepsWhere(tx, sql`s.item = any(${[...items]}::uuid[])`)
}

/** What was passed to these groups and has no answer yet. */
export async function waitingFor(tx: Transaction, groups: readonly string[]): Promise<Step[]> {
  if (groups.length === 0) return []
  return stepsWhere(
    tx,
    sql`s.to_group = any(${[...groups]}) and not exists (select from group_step_answer a where a.step = s.id)`,
  )
}

/** What these groups passed on and was refused since then. */
export async function refusedSince(tx: Transaction, groups: readonly string[], since: Date): Promise<Step[]> {
  if (groups.length === 0) return []
  return stepsWhere(
    tx,
    sql`s.from_group = any(${[...groups]})
      and exists (select from group_step_answer a where a.step = s.id and not a.accepted and a.at > ${since})`,
  )
}

/** What a group accepted and has on no agenda yet. */
export function acceptedUnplaced(tx: Transaction, group: string): Promise<Step[]> {
  return stepsWhere(
    tx,
    sql`s.to_group = ${group} and exists (select from group_step_answer a where a.step = s.id and a.accepted)
      and not exists (select from agenda_item i where i.step = s.id)`,
  )
}

/** What was passed from group to group and concerns the person of this record. */
export function stepsConcerning(tx: Transaction, person: string): Promise<Step[]> {
  return stepsWhere(tx, sql`s.person = ${person}::uuid`)
}

export type NewStep = {
  readonly to: string
  readonly rule: string | null
  readonly why: string
  readonly decision: string
}

/** Passes the matter of an item to another group, as somebody who runs the meeting. Returns its id. */
export async function passOn(tx: Transaction, item: Item, it: NewStep, at: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into group_step (id, item, decision, from_group, to_group, from_collection, to_collection, rule, title, why, kind, subject,
      href, about_people, person, at, actor)
    values (${id}, ${item.id}, ${it.decision}, ${item.group_key}, ${it.to}, ${meetingsOf(item.group_key)}, ${meetingsOf(it.to)}, ${it.rule},
      ${item.title}, ${it.why}, ${item.kind}, ${item.subject}, ${item.href}, ${item.about_people}, ${item.person}, ${at},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'group step', subject: id, detail: { from: item.group_key, to: it.to } })
  return id
}

/** Accepts or refuses what another group passed on, as somebody who runs the receiving group. It cannot be taken back. */
export async function answerStep(
  tx: Transaction,
  step: string,
  it: { readonly accepted: boolean; readonly why: string },
  at: Date,
): Promise<void> {
  await sql`insert into group_step_answer (step, accepted, why, at, actor)
    values (${step}, ${it.accepted}, ${it.why}, ${at}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'group step', subject: step, detail: { accepted: it.accepted } })
}
