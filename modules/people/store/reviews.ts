import { sql } from 'kysely'
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { asMatcher } from '#platform/search'
import { everyPair } from '../collections.ts'
import type { Said } from '../rules/review.ts'

export type Pair = {
  readonly id: string
  readonly one: string
  readonly other: string
  readonly agency_one: string
  readonly agency_other: string
  readonly weight: number
  readonly score: number
  readonly apart: boolean
}

/** One pair, where the present actor may review it. */
export async function pairById(tx: Transaction, id: string): Promise<Pair | undefined> {
  const { rows } = await sql<Pair>`
    select id, one, other, agency_one, agency_other, weight, score, apart from match_pair where id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

export type Queued = {
  readonly id: string
  readonly agencies: string
  readonly score: number
  readonly apart: boolean
  readonly linked: boolean
  readonly asked: boolean
}

// What an answer is worth: how far the records would move, were the score wrong; twins and those of whom a notice tells first.
const worth = sql`
  (case when p.apart then 0.5 when linked.so then 1 - p.score else p.score end)
    * (case when exists (select from abuse_notice_child n where n.person in (a.cluster, b.cluster)) then 2 else 1 end)`
const open = sql`(l.event is null or l.event = 'undone')`
const firstAnswer = sql`(${open} and coalesce(r.said, 'same') in ('same', 'not same'))`
const waitsForAgency = sql`(${open} and r.said in ('ask', 'cannot tell'))`
const secondAnswer = sql`(r.people = 1 and not r.mine and ('x' || right(p.id::text, 2))::bit(8)::int % 5 = 0)`

/** The most pairs that a list shows at once. */
export const mostQueued = 20
/** A score below this is not worth anybody's time. */
const leastScore = 0.05

/**
 * The pairs that wait for the present actor, those first whose answer would change most: new ones, ones that wait for an agency, and
 * among them, not marked as such, those of which a second answer is wanted. Found as the matcher, shown by the policy.
 */
export async function reviewQueue(tx: Transaction, actor: string): Promise<Queued[]> {
  const { rows: own } = await sql<{ id: string }>`select id from own_agency`.execute(tx)
  const agencies = (await may(tx, 'read', everyPair)) ? null : own.map(({ id }) => id)
  const { rows } = await asMatcher(tx, () =>
    sql<Omit<Queued, 'agencies'>>`
      with last as (select distinct on (one, other) one, other, event from person_match order by one, other, at desc, id desc),
      reviewed as (select pair, (array_agg(said order by at desc))[1] as said, bool_or(actor = ${actor}::uuid) as mine,
        count(distinct actor) as people from match_review group by pair)
      select p.id, p.score, p.apart, linked.so as linked, coalesce(${waitsForAgency}, false) as asked
      from match_pair p join person_record x on x.id = p.one join person_record y on y.id = p.other
        left join person_cluster a on a.record = p.one left join person_cluster b on b.record = p.other
        left join last l on l.one = p.one and l.other = p.other left join reviewed r on r.pair = p.id
        cross join lateral (select coalesce(a.cluster = b.cluster, false) as so) linked
      where (p.score >= ${leastScore} or p.apart)
        and (${agencies}::uuid[] is null or p.agency_one = any(${agencies}::uuid[]) or p.agency_other = any(${agencies}::uuid[]))
        and (${firstAnswer} or ${waitsForAgency} or coalesce(${secondAnswer}, false))
      order by asked, ${worth} desc, p.id limit ${mostQueued}`.execute(tx),
  )
  return visible(tx, rows)
}

async function visible(tx: Transaction, found: readonly Omit<Queued, 'agencies'>[]): Promise<Queued[]> {
  const { rows } = await sql<{ id: string; agencies: string }>`
    select p.id, case when a.id = b.id then a.name || ', twice' else a.name || ' and ' || b.name end as agencies
    from match_pair p join audience a on a.id = p.agency_one join audience b on b.id = p.agency_other
    where p.id = any(${found.map(({ id }) => id)}::uuid[])`.execute(tx)
  const names = new Map(rows.map(({ id, agencies }) => [id, agencies]))
  return found.flatMap(it => {
    const agencies = names.get(it.id)
    return agencies === undefined ? [] : [{ ...it, agencies }]
  })
}

/** What stands about a pair: nothing yet, an answer of somebody, or a decision. */
export type PairState = {
  readonly decided: 'same' | 'not same' | undefined
  readonly answeredByOthers: boolean
  readonly linked: boolean
  /** Whether some change of clusters is on file for this pair: the last word made it. */
  readonly people: number
}

/** What stands about a pair, as the matcher: for deciding what a page shows. */
export async function stateOfReview(tx: Transaction, pair: Pair, actor: string): Promise<PairState> {
  const { rows } = await asMatcher(tx, () =>
    sql<{ event: string | null; others: boolean; linked: boolean; people: number }>`
      select (select event from person_match where one = ${pair.one}::uuid and other = ${pair.other}::uuid order by at desc, id desc limit 1)
          as event,
        exists (select from match_review where pair = ${pair.id}::uuid and actor <> ${actor}::uuid) as others,
        coalesce((select a.cluster = b.cluster from person_cluster a, person_cluster b where a.record = ${pair.one}::uuid
          and b.record = ${pair.other}::uuid), false) as linked,
        (select count(*) from person_cluster c where c.cluster in (select cluster from person_cluster
          where record in (${pair.one}::uuid, ${pair.other}::uuid)))::int as people`.execute(tx),
  )
  const [row] = rows
  return {
    decided: row?.event === 'same' || row?.event === 'not same' ? row.event : undefined,
    answeredByOthers: row?.others ?? false,
    linked: row?.linked ?? false,
    people: row?.people ?? 0,
  }
}

export type OwnReview = { readonly said: Said; readonly why: string; readonly at: Date }

/** What the present actor said of a pair; nobody else's answer. */
export async function ownReviews(tx: Transaction, pair: string): Promise<OwnReview[]> {
  const { rows } = await sql<OwnReview>`
    select said, why, at from match_review where pair = ${pair}::uuid order by at, id`.execute(tx)
  return rows
}

/** Writes down an answer about a pair. */
export async function addReview(
  tx: Transaction,
  pair: Pair,
  { said, why, second }: { readonly said: Said; readonly why: string; readonly second: boolean },
  actor: string,
  now: Date,
): Promise<void> {
  await sql`insert into match_review (id, pair, said, why, second, score, at, actor)
    values (${newId()}, ${pair.id}, ${said}, ${why}, ${second}, ${pair.score}, ${now}, ${actor})`.execute(tx)
  await record(
    tx,
    { action: 'write', kind: 'review of a pair', subject: pair.one, detail: { other: pair.other, said, second } },
    { action: 'write', kind: 'review of a pair', subject: pair.other, detail: { other: pair.one, said, second } },
  )
}
