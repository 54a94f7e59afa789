// What the matcher reads of records and keeps about them. Every function here runs as the matcher: call it inside asMatcher.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { SaidPair, WeighedPair } from '../rules/clusters.ts'
import type { SourceRecord } from '../rules/linkage.ts'

const source = sql`
  select p.id, p.agency, p.given_name, p.family_name, p.other_names, p.born, p.born_precision, p.sex, p.changed_at::text as changed,
    coalesce((select a.postcode from person_address a where a.person = p.id and a.postcode <> ''
      order by a.until desc nulls first, a.since desc nulls last, a.id desc limit 1), '') as postcode,
    coalesce((select jsonb_object_agg(n.scheme, n.value) from person_identifier n where n.person = p.id), '{}') as numbers
  from person_record p`

/** Every record that may be known to be known. */
export async function everySource(tx: Transaction): Promise<SourceRecord[]> {
  const { rows } = await sql<SourceRecord>`${source} order by p.id`.execute(tx)
  return rows
}

export async function sourcesOf(tx: Transaction, ids: readonly string[]): Promise<SourceRecord[]> {
  const { rows } = await sql<SourceRecord>`${source} where p.id = any(${[...ids]}::uuid[]) order by p.id`.execute(tx)
  return rows
}

/** The database's own clock, by which changes are stamped. */
export async function databaseTime(tx: Transaction): Promise<string> {
  const { rows } = await sql<{ now: string }>`select clock_timestamp()::text as now`.execute(tx)
  return rows[0]?.now ?? ''
}

/** Which records changed since `since`, less a few minutes for transactions that were still open then. */
export async function changedSince(tx: Transaction, since: string): Promise<{ id: string; changed: string }[]> {
  const { rows } = await sql<{ id: string; changed: string }>`
    select id, changed_at::text as changed from person_record
    where changed_at > ${since}::timestamptz - interval '5 minutes'`.execute(tx)
  return rows
}

/** Records that are new or changed since they were last matched, oldest change first. */
export async function waitingRecords(tx: Transaction, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from person_record p left join person_cluster c on c.record = p.id
    where c.seen is null or c.seen < p.changed_at order by p.changed_at, p.id limit ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** One at a time may match, in whichever process. */
export async function lockMatching(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' matching', 0))`.execute(tx)
}

export type FoundPair = WeighedPair & { readonly score: number }

/** Writes down which pairs are worth a look. Those that no longer are go, unless somebody reviewed them. */
export async function keepPairs(
  tx: Transaction,
  touched: readonly string[],
  pairs: readonly FoundPair[],
  now: Date,
): Promise<void> {
  const rows = pairs.map(({ one, other, weight, score, apart }) => ({ id: newId(), one, other, weight, score, apart }))
  await sql`
    insert into match_pair (id, one, other, agency_one, agency_other, weight, score, apart, found_at)
    select r.id, r.one, r.other, a.agency, b.agency, r.weight, r.score, r.apart, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, one uuid, other uuid, weight real, score real, apart boolean)
      join person_record a on a.id = r.one join person_record b on b.id = r.other
    on conflict (one, other) do update set weight = excluded.weight, score = excluded.score, apart = excluded.apart`.execute(
    tx,
  )
  const kept = pairs.map(({ one, other }) => `${one} ${other}`)
  await sql`
    delete from match_pair p where (p.one = any(${[...touched]}::uuid[]) or p.other = any(${[...touched]}::uuid[]))
      and p.one || ' ' || p.other <> all(${kept}::text[])
      and not exists (select from match_review r where r.pair = p.id)`.execute(tx)
}

/**
 * The records whose person may change with these: those that strong evidence or a person's word ties to them, and all that stand
 * in one cluster with any of them.
 */
export async function neighboursOf(tx: Transaction, touched: readonly string[], least: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with touched as (select unnest(${[...touched]}::uuid[]) as id),
    tied as (
      select id from touched
      union select p.other from match_pair p join touched t on t.id = p.one where p.weight >= ${least}
      union select p.one from match_pair p join touched t on t.id = p.other where p.weight >= ${least}
      union select m.other from person_match m join touched t on t.id = m.one
      union select m.one from person_match m join touched t on t.id = m.other)
    select r.id from tied join person_record r on r.id = tied.id
    union select c.record from person_cluster c join person_cluster s on s.cluster = c.cluster join tied on tied.id = s.record
      join person_record r on r.id = c.record
    order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function pairsAmong(tx: Transaction, records: readonly string[]): Promise<WeighedPair[]> {
  const { rows } = await sql<WeighedPair>`
    select one, other, weight, apart from match_pair
    where one = any(${[...records]}::uuid[]) and other = any(${[...records]}::uuid[])`.execute(tx)
  return rows
}

/** The latest word of a person about each pair of these records; what was undone is no word. */
export async function saidAmong(tx: Transaction, records: readonly string[]): Promise<SaidPair[]> {
  const { rows } = await sql<SaidPair>`
    select one, other, event as said from (
      select distinct on (one, other) one, other, event from person_match
      where one = any(${[...records]}::uuid[]) and other = any(${[...records]}::uuid[])
      order by one, other, at desc, id desc) latest where event <> 'undone'`.execute(tx)
  return rows
}

export async function standingOf(tx: Transaction, records: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ record: string; cluster: string }>`
    select record, cluster from person_cluster where record = any(${[...records]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ record, cluster }) => [record, cluster]))
}

/** Puts records into their clusters; `matched` are those that have just been compared as they are now. */
export async function keepClusters(
  tx: Transaction,
  clusters: ReadonlyMap<string, string>,
  matched: readonly string[],
): Promise<void> {
  const rows = [...clusters].map(([record, cluster]) => ({ record, cluster }))
  await sql`
    insert into person_cluster (record, cluster, seen)
    select p.id, r.cluster, case when p.id = any(${[...matched]}::uuid[]) then p.changed_at else '-infinity' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(record uuid, cluster uuid) join person_record p on p.id = r.record
    on conflict (record) do update set cluster = excluded.cluster, seen = greatest(person_cluster.seen, excluded.seen)`.execute(
    tx,
  )
}

/** The records of the same person as each of these, by what is held now: every record with all that stand with it. */
export async function companionsOf(tx: Transaction, clusters: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ cluster: string; record: string }>`
    select c.cluster, c.record from person_cluster c join person_record p on p.id = c.record
    where c.cluster = any(${[...clusters]}::uuid[]) order by c.record`.execute(tx)
  const grouped = Map.groupBy(rows, ({ cluster }) => cluster)
  return new Map([...grouped].map(([cluster, members]) => [cluster, members.map(({ record }) => record)]))
}
