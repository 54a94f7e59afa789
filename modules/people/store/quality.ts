// Counts of how good the matching is. All are made as the matcher, and none names anybody.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import type { Labelled, Said } from '../rules/review.ts'

export type MatchedOfLoad = { readonly records: number; readonly linked: number; readonly pairs: number }

/** What a load found: how many of its records stand with one of another agency, and how many pairs somebody should look at. */
export async function matchedOfLoad(tx: Transaction, batch: string): Promise<MatchedOfLoad> {
  const { rows: found } = await sql<{
    record: string
  }>`select record from feed_row where batch = ${batch}::uuid`.execute(tx)
  const ids = found.map(({ record }) => record)
  const { rows } = await asMatcher(tx, () =>
    sql<Omit<MatchedOfLoad, 'records'>>`
      select (select count(distinct c.record) from person_cluster c join person_record p on p.id = c.record
          where c.record = any(${ids}::uuid[]) and exists (select from person_cluster o join person_record q on q.id = o.record
            where o.cluster = c.cluster and q.agency <> p.agency))::int as linked,
        (select count(*) from match_pair m where (m.one = any(${ids}::uuid[]) or m.other = any(${ids}::uuid[]))
          and (m.apart or m.score between 0.05 and 0.99))::int as pairs`.execute(tx),
  )
  return { records: ids.length, linked: rows[0]?.linked ?? 0, pairs: rows[0]?.pairs ?? 0 }
}

/** The pairs that people have decided, with the score that each had then. What was undone decides nothing. */
export async function labelledPairs(tx: Transaction): Promise<Labelled[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<Labelled>`
      select distinct on (v.pair) v.said, v.score from match_review v join match_pair p on p.id = v.pair
      where not v.second and v.said in ('same', 'not same') and (select m.event from person_match m
        where m.one = p.one and m.other = p.other order by m.at desc, m.id desc limit 1) <> 'undone'
      order by v.pair, v.at desc, v.id desc`.execute(tx),
  )
  return rows
}

/** The two answers to each pair that two people have seen, the first and the second. */
export async function doubleAnswers(tx: Transaction): Promise<(readonly [Said, Said])[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<{ first: Said; second: Said }>`
      select f.said as first, s.said as second
      from (select distinct on (pair) pair, said from match_review where second order by pair, at, id) s
      join (select distinct on (pair) pair, said from match_review where not second order by pair, at desc, id desc) f on f.pair = s.pair`.execute(
      tx,
    ),
  )
  return rows.map(({ first, second }) => [first, second] as const)
}

export type Completeness = {
  readonly agency: string
  readonly records: number
  readonly born: number
  readonly postcode: number
  readonly numbers: number
  readonly unlinkable: number
  readonly elsewhere: number
}

const wanting = sql`(p.given_name = '' or p.family_name = '' or p.born_precision <> 'day')
  and not exists (select from person_identifier n where n.person = p.id)`
const counts = sql`count(*)::int as records, count(*) filter (where p.born_precision = 'day')::int as born,
  count(*) filter (where exists (select from person_address a where a.person = p.id and a.postcode <> ''))::int as postcode,
  count(*) filter (where exists (select from person_identifier n where n.person = p.id))::int as numbers,
  count(*) filter (where ${wanting})::int as unlinkable,
  count(*) filter (where exists (select from person_cluster c join person_cluster o on o.cluster = c.cluster
    join person_record q on q.id = o.record where c.record = p.id and q.agency <> p.agency))::int as elsewhere`

/** Of each agency's open records of help: what they hold, and which hold too little to be matched by anything. */
export async function completeness(tx: Transaction): Promise<Completeness[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<Completeness>`select p.agency, ${counts} from person_record p group by p.agency`.execute(tx),
  )
  return named(tx, rows)
}

async function named(tx: Transaction, rows: readonly Completeness[]): Promise<Completeness[]> {
  const { rows: agencies } = await sql<{ id: string; name: string }>`
    select id, name from audience where id = any(${rows.map(({ agency }) => agency)}::uuid[]) order by name`.execute(tx)
  return agencies.flatMap(({ id, name }) =>
    rows.filter(({ agency }) => agency === id).map(row => ({ ...row, agency: name })),
  )
}

export type OfLoad = Completeness & { readonly loaded: Date }

/** The same of each load of one's own agency, oldest first: what changes from one to the next. */
export async function completenessOfLoads(tx: Transaction): Promise<OfLoad[]> {
  const { rows: own } = await sql<{ batch: string; loaded: Date; records: string[]; agency: string }>`
    select f.batch, b.published_at as loaded, array_agg(f.record) as records, a.name as agency
    from feed_row f join import_batch b on b.id = f.batch join audience a on a.id = f.agency
    where b.published_at is not null group by f.batch, b.published_at, a.name order by b.published_at limit 24`.execute(
    tx,
  )
  const shown: OfLoad[] = []
  for (const { loaded, records, agency } of own) {
    const { rows } = await asMatcher(tx, () =>
      sql<Completeness>`select ${agency} as agency, ${counts} from person_record p where p.id = any(${records}::uuid[])`.execute(
        tx,
      ),
    )
    shown.push(...rows.map(row => ({ ...row, loaded })))
  }
  return shown
}
