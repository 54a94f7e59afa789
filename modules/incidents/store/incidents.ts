import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** An incident ready to store. Every list below has one place per incident. */
export type StoredIncident = {
  readonly id: string
  readonly source: string
  readonly externalId: string | null
  readonly month: string
  readonly occurred: string | null
  readonly precision: string
  readonly category: string
  readonly kind: string
  readonly area: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly provenance: string
  readonly severity: number | null
  readonly online: boolean | null
  readonly domestic: boolean | null
  readonly weapon: boolean | null
  readonly injury: boolean | null
  readonly groupA: string | null
  readonly groupB: string | null
  readonly outcome: string | null
  readonly key: number
}

/** Writes a chunk of incidents into an unpublished batch. Times without a zone are read as United Kingdom time. */
export async function insertIncidents(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly StoredIncident[],
): Promise<void> {
  const column = <K extends keyof StoredIncident>(key: K): StoredIncident[K][] => rows.map(row => row[key])
  await sql`
    insert into incident (id, batch, collection, source, external_id, month, occurred, precision, category, kind, area_code, longitude,
      latitude, provenance, severity, online, domestic, weapon, injury, group_a, group_b, outcome, record_key)
    select r.id, ${batch}::uuid, ${collection}::uuid, r.source, r.external_id, (r.month || '-01')::date,
      r.occurred::timestamp at time zone 'Europe/London', r.precision, r.category, r.kind, r.area_code, r.longitude, r.latitude,
      r.provenance, r.severity, r.online, r.domestic, r.weapon, r.injury, r.group_a, r.group_b, r.outcome, r.record_key
    from unnest(${column('id')}::uuid[], ${column('source')}::text[], ${column('externalId')}::text[], ${column('month')}::text[],
      ${column('occurred')}::text[], ${column('precision')}::text[], ${column('category')}::text[], ${column('kind')}::text[],
      ${column('area')}::text[], ${column('longitude')}::float8[], ${column('latitude')}::float8[], ${column('provenance')}::text[],
      ${column('severity')}::int2[], ${column('online')}::bool[], ${column('domestic')}::bool[], ${column('weapon')}::bool[],
      ${column('injury')}::bool[], ${column('groupA')}::text[], ${column('groupB')}::text[], ${column('outcome')}::text[],
      ${column('key')}::int2[])
      as r(id, source, external_id, month, occurred, precision, category, kind, area_code, longitude, latitude, provenance, severity,
        online, domestic, weapon, injury, group_a, group_b, outcome, record_key)`.execute(tx)
}

/** Counts a batch by month, area and category, by month alone, and by weekday and hour where times are known, before it is published. */
export async function countBatch(tx: Transaction, batch: string): Promise<void> {
  // Grouping a county's years in memory: with the server's default it would be sorted on disk.
  await sql`set local work_mem = '64MB'`.execute(tx)
  await sql`
    insert into incident_count (batch, collection, source, month, area_code, category, kind, n, key_sum)
    select batch, collection, source, month, coalesce(area_code, ''), category, kind, count(*), sum(record_key)
    from incident where batch = ${batch}::uuid group by batch, collection, source, month, coalesce(area_code, ''), category, kind`.execute(
    tx,
  )
  await sql`
    insert into incident_month_count (batch, collection, source, month, category, kind, n, dated, first_day, last_day)
    select batch, collection, source, month, category, kind, count(*), count(occurred),
      min(extract(day from occurred at time zone 'Europe/London')), max(extract(day from occurred at time zone 'Europe/London'))
    from incident where batch = ${batch}::uuid group by batch, collection, source, month, category, kind`.execute(tx)
  await sql`
    insert into incident_hour_count (batch, collection, source, year, district_code, kind, weekday, hour, n)
    select i.batch, i.collection, i.source, extract(year from i.month)::int, coalesce(d.into_code, ''), i.kind,
      extract(isodow from i.occurred at time zone 'Europe/London')::int, extract(hour from i.occurred at time zone 'Europe/London')::int, count(*)
    from incident i
    left join lateral (select l.into_code from area_link l where l.code = i.area_code and l.into_kind = 'district' limit 1) d on true
    where i.batch = ${batch}::uuid and i.precision in ('hour', 'minute')
    group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx)
}

/** Takes a batch's incidents and counts out. Returns how many incidents went. */
export async function removeBatch(tx: Transaction, batch: string): Promise<number> {
  await sql`delete from incident_hour_count where batch = ${batch}::uuid`.execute(tx)
  await sql`delete from incident_month_count where batch = ${batch}::uuid`.execute(tx)
  await sql`delete from incident_count where batch = ${batch}::uuid`.execute(tx)
  const { numAffectedRows } = await sql`delete from incident where batch = ${batch}::uuid`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Months that published batches of a source already hold, as YYYY-MM: a file loaded twice would double every count. */
export async function monthsHeld(tx: Transaction, source: string): Promise<Set<string>> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from incident_count where source = ${source}`.execute(tx)
  return new Set(rows.map(row => row.month))
}

/** How many incidents of a source published batches hold. */
export async function incidentTotal(tx: Transaction, source: string): Promise<number> {
  const { rows } = await sql<{
    n: number | null
  }>`select sum(n)::int as n from incident_count where source = ${source}`.execute(tx)
  return rows[0]?.n ?? 0
}
