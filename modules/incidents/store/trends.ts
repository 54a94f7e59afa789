import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** What a trend counts. An empty list of areas means everywhere in the partnership. */
export type Selection = {
  readonly source: string
  readonly kinds: readonly string[]
  readonly areas: readonly string[]
}

export type MonthCount = { readonly month: string; readonly n: number }

function chosen({ source, kinds, areas }: Selection): RawBuilder<unknown> {
  const kind = kinds.length === 0 ? sql`true` : sql`kind = any(${[...kinds]}::text[])`
  const area = areas.length === 0 ? sql`true` : sql`area_code = any(${[...areas]}::text[])`
  return sql`source = ${source} and ${kind} and ${area}`
}

/** Counts by month, from the first month on file to the last. */
export async function monthly(tx: Transaction, selection: Selection): Promise<MonthCount[]> {
  const { rows } = await sql<MonthCount>`
    select to_char(month, 'YYYY-MM') as month, sum(n)::int as n from incident_count where ${chosen(selection)} group by month order by month`.execute(
    tx,
  )
  return rows
}

/** Months for which a file of this source is loaded, whatever is in it: a month without one is a gap, not a zero. */
export async function monthsOnFile(tx: Transaction, source: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from incident_count where source = ${source} order by 1`.execute(
    tx,
  )
  return rows.map(({ month }) => month)
}

export async function sourcesOnFile(
  tx: Transaction,
): Promise<{ source: string; collection: string; n: number; first: string; last: string }[]> {
  const { rows } = await sql<{ source: string; collection: string; n: number; first: string; last: string }>`
    select source, collection, sum(n)::int as n, to_char(min(month), 'YYYY-MM') as first, to_char(max(month), 'YYYY-MM') as last
    from incident_count group by source, collection order by source`.execute(tx)
  return rows
}

/** Counts by kind between two months. */
export async function byKind(
  tx: Transaction,
  selection: Selection,
  from: string,
  to: string,
): Promise<{ kind: string; category: string; n: number }[]> {
  const { rows } = await sql<{ kind: string; category: string; n: number }>`
    select kind, min(category) as category, sum(n)::int as n from incident_count
    where ${chosen(selection)} and month between ${`${from}-01`}::date and ${`${to}-01`}::date group by kind order by n desc, kind`.execute(
    tx,
  )
  return rows
}

/** Counts by small area between two months. */
export async function byArea(
  tx: Transaction,
  selection: Selection,
  from: string,
  to: string,
): Promise<{ area: string; n: number; keySum: number }[]> {
  const { rows } = await sql<{ area: string; n: number; keySum: number }>`
    select area_code as area, sum(n)::int as n, sum(key_sum)::int as "keySum" from incident_count
    where ${chosen(selection)} and month between ${`${from}-01`}::date and ${`${to}-01`}::date group by area_code order by area_code`.execute(
    tx,
  )
  return rows
}

/** Counts by weekday (1 is Monday) and hour, where the source knows the time. */
export async function byHour(
  tx: Transaction,
  selection: Selection,
): Promise<{ weekday: number; hour: number; n: number }[]> {
  const kind = selection.kinds.length === 0 ? sql`true` : sql`kind = any(${[...selection.kinds]}::text[])`
  const { rows } = await sql<{ weekday: number; hour: number; n: number }>`
    select weekday, hour, sum(n)::int as n from incident_hour_count where source = ${selection.source} and ${kind}
    group by weekday, hour order by weekday, hour`.execute(tx)
  return rows
}

/** The kinds that a source holds, with the publisher's words. */
export async function kindsOnFile(tx: Transaction, source: string): Promise<{ kind: string; category: string }[]> {
  const { rows } = await sql<{ kind: string; category: string }>`
    select kind, min(category) as category from incident_count where source = ${source} group by kind order by 2`.execute(
    tx,
  )
  return rows
}
