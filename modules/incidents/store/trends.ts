import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { keptValues } from '#platform/kept'
import { keptWhilePublished } from '#platform/published'
import type { StoredSource } from '../sources.ts'
import type { MonthSpread } from '../trends-rules.ts'

/** The kinds of import of which the reader may see a loaded batch. Batches are few: the counts need not be looked through. */
export async function importsReadable(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from import_batch where published_at is not null and undone_at is null and rows_loaded > 0`.execute(
    tx,
  )
  return rows.map(({ kind }) => kind)
}

/** What the counts of a source are split by: its kinds; for hospitals the method, as every one is an assault. */
export function splitBy(source: StoredSource): RawBuilder<string> {
  return source === 'istv' ? sql`category` : sql`kind`
}

export type MonthOfKind = {
  readonly month: string
  readonly kind: string
  /** The publisher's own words for the kind. */
  readonly category: string
  readonly n: number
}

/** Every count of a source by month and kind, everywhere in the partnership. */
export async function monthsByKind(tx: Transaction, source: StoredSource): Promise<readonly MonthOfKind[]> {
  return keptWhilePublished(tx, keptMonths, source, async () => {
    const { rows } = await sql<MonthOfKind>`
      select to_char(month, 'YYYY-MM') as month, ${splitBy(source)} as kind, min(category) as category, sum(n)::int as n
      from incident_month_count where source = ${source} group by 1, 2 order by 1, 2`.execute(tx)
    return rows
  })
}

const keptMonths = keptValues<readonly MonthOfKind[]>(50)

/** The same in some areas. `codes` may be of either year. */
export async function monthsByKindIn(
  tx: Transaction,
  source: StoredSource,
  codes: readonly string[],
): Promise<Omit<MonthOfKind, 'category'>[]> {
  const { rows } = await sql<Omit<MonthOfKind, 'category'>>`
    select to_char(month, 'YYYY-MM') as month, kind, n from (
      select month, ${splitBy(source)} as kind, sum(n)::int as n from incident_count
      where area_code = any(${[...codes]}::text[]) and source = ${source} group by 1, 2) counted`.execute(tx)
  return rows
}

/** Counts by code of an area between two months, both included; of one kind, or of all. Empty where no area is known. */
export async function countsByArea(
  tx: Transaction,
  source: StoredSource,
  kind: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly AreaCount[]> {
  return keptWhilePublished(tx, keptByArea, JSON.stringify([source, kind, from, to]), async () => {
    const ofKind = kind === undefined ? sql`true` : sql`${splitBy(source)} = ${kind}`
    const { rows } = await sql<AreaCount>`
      select area_code as area, sum(n)::int as n from incident_count
      where source = ${source} and ${ofKind} and month between ${`${from}-01`}::date and ${`${to}-01`}::date
      group by area_code order by area_code`.execute(tx)
    return rows
  })
}

type AreaCount = { readonly area: string; readonly n: number }
const keptByArea = keptValues<readonly AreaCount[]>(100)

/** Months of a source in which any of these codes was used. */
export async function monthsUsing(tx: Transaction, source: StoredSource, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from incident_count
    where area_code = any(${[...codes]}::text[]) and source = ${source} order by 1`.execute(tx)
  return rows.map(({ month }) => month)
}

/** How the incidents of the first and the last month on file lie in them, where their days are known. */
export async function edgeMonths(tx: Transaction, source: StoredSource): Promise<readonly MonthSpread[]> {
  return keptWhilePublished(tx, keptEdges, source, async () => {
    // Measured: joined to its own first and last month in SQL, without statistics, this took four hundred milliseconds.
    const { rows } = await sql<MonthSpread>`
      select to_char(month, 'YYYY-MM') as month, sum(dated)::int as n, min(first_day) as "firstDay", max(last_day) as "lastDay"
      from incident_month_count where source = ${source} group by month order by month`.execute(tx)
    return rows.filter(({ n }, at) => n > 0 && (at === 0 || at === rows.length - 1))
  })
}

const keptEdges = keptValues<readonly MonthSpread[]>(50)

/** Counts by weekday (1 is Monday) and hour, where the source knows the time; of one kind or all, in districts or everywhere. */
export async function countsByHour(
  tx: Transaction,
  source: StoredSource,
  kind: string | undefined,
  districts: readonly string[] | undefined,
): Promise<readonly HourCount[]> {
  return keptWhilePublished(tx, keptByHour, JSON.stringify([source, kind, districts]), async () => {
    const ofKind = kind === undefined ? sql`true` : sql`kind = ${kind}`
    const inside = districts === undefined ? sql`true` : sql`district_code = any(${[...districts]}::text[])`
    const { rows } = await sql<HourCount>`
      select weekday, hour, sum(n)::int as n from incident_hour_count where source = ${source} and ${ofKind} and ${inside}
      group by weekday, hour order by weekday, hour`.execute(tx)
    return rows
  })
}

type HourCount = { readonly weekday: number; readonly hour: number; readonly n: number }
const keptByHour = keptValues<readonly HourCount[]>(100)
