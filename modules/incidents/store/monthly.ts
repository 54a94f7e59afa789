import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** Published incidents of one calendar month in one small area. */
export type MonthlyCount = { readonly month: string; readonly area: string; readonly n: number }

export type MonthlyCounts = { readonly onFile: readonly string[]; readonly counts: readonly MonthlyCount[] }

/** Street-level incidents of these kinds by month (YYYY-MM) and small area, as the police publish them, and the months on file. */
export async function monthlyCounts(tx: Transaction, kinds: readonly string[], since: string): Promise<MonthlyCounts> {
  const { rows } = await sql<MonthlyCount>`
    select to_char(month, 'YYYY-MM') as month, area_code as area, sum(n)::int as n from incident_count
    where source = 'police.uk' and kind = any(${[...kinds]}::text[]) and area_code <> '' and month >= ${since}::date
    group by 1, 2 order by 1, 2`.execute(tx)
  const { rows: months } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from incident_count
    where source = 'police.uk' and month >= ${since}::date order by 1`.execute(tx)
  return { onFile: months.map(({ month }) => month), counts: rows }
}
