import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Compared, type MatchEvent, pairOf } from '../rules/matches.ts'
import { type PersonRecord, personById } from './records.ts'

export type MatchSaid = {
  readonly id: string
  readonly event: MatchEvent
  readonly agreed: readonly string[]
  readonly differed: readonly string[]
  readonly not_known: readonly string[]
  readonly why: string
  readonly at: Date
  readonly actor_name: string
}

/** All that was said of two records, oldest first, for whoever may read both. */
export async function saidOfPair(tx: Transaction, a: string, b: string): Promise<MatchSaid[]> {
  const [one, other] = pairOf(a, b)
  const { rows } = await sql<MatchSaid>`
    select m.id, m.event, m.agreed, m.differed, m.not_known, m.why, m.at, p.name as actor_name
    from person_match m join account p on p.id = m.actor
    where m.one = ${one}::uuid and m.other = ${other}::uuid order by m.at, m.id`.execute(tx)
  return rows
}

/** All that was said of one record and any other that the present actor may read too, oldest first. */
export async function saidOfRecord(tx: Transaction, id: string): Promise<Pick<MatchSaid, 'event' | 'why' | 'at'>[]> {
  const { rows } = await sql<Pick<MatchSaid, 'event' | 'why' | 'at'>>`
    select m.event, m.why, m.at from person_match m where m.one = ${id}::uuid or m.other = ${id}::uuid
    order by m.at, m.id`.execute(tx)
  return rows
}

export type Saying = {
  readonly pair: readonly [string, string]
  readonly event: MatchEvent
  readonly compared: readonly Compared[]
  readonly why: string
}

/** Writes down what two agencies' records are to each other, as somebody who may read both. Nothing is ever taken away. */
export async function sayOfPair(
  tx: Transaction,
  { pair, event, compared, why }: Saying,
  actor: string,
  now: Date,
): Promise<void> {
  const [one, other] = pairOf(...pair)
  const named = (...verdicts: string[]): string[] =>
    compared.filter(({ verdict }) => verdicts.includes(verdict)).map(({ what }) => what)
  await sql`
    insert into person_match (id, one, other, event, agreed, differed, not_known, why, at, actor)
    values (${newId()}, ${one}, ${other}, ${event}, ${named('agrees', 'agrees in part')}::text[], ${named('differs')}::text[],
      ${named('not known')}::text[], ${why}, ${now}, ${actor})`.execute(tx)
  const kind = 'the same person'
  await record(
    tx,
    { action: 'write', kind, subject: one, detail: { other, event } },
    { action: 'write', kind, subject: other, detail: { other: one, event } },
  )
}

// The latest word about each pair that the present actor may read.
const latest = sql`select distinct on (m.one, m.other) m.one, m.other, m.event from person_match m`

/**
 * The records that were said to be of the same person as this one, itself included, as far as the present actor may read them:
 * also by way of a third record that they may read.
 */
export async function clusterOf(tx: Transaction, person: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive last as (${latest} order by m.one, m.other, m.at desc, m.id desc),
    linked as (select one as a, other as b from last where event = 'same' union all select other, one from last where event = 'same'),
    cluster (id) as (
      select p.id from person_record p where p.id = ${person}::uuid
      union select l.b from cluster c join linked l on l.a = c.id)
    select id from cluster order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The other records of the same person, as far as the present actor may read them. */
export async function samePerson(tx: Transaction, person: string): Promise<PersonRecord[]> {
  const others = (await clusterOf(tx, person)).filter(id => id !== person)
  const found = await Promise.all(others.map(id => personById(tx, id)))
  return found.filter(it => it !== undefined)
}

/** The records about which something stands with this one: they need no question any more. */
export async function settledWith(tx: Transaction, person: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select case when l.one = ${person}::uuid then l.other else l.one end as id
    from (${latest} where ${person}::uuid in (m.one, m.other) order by m.one, m.other, m.at desc, m.id desc) l
    where l.event <> 'undone'`.execute(tx)
  return rows.map(({ id }) => id)
}
