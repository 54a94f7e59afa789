import { sql } from 'kysely'
import { vintageLinks } from '#modules/areas'
import type { Transaction } from '#platform/database'
import type { OfferedCounts } from '#platform/module'

/**
 * Street-level incidents by small area for each calendar year of which all twelve months are on file. Counts under a code
 * of 2011 go to the area of 2021 that it became, where that is one area; those of split areas go nowhere, and such an area
 * is left out for that year rather than undercounted.
 */
export async function yearlyCounts(tx: Transaction): Promise<OfferedCounts[]> {
  const { rows } = await sql<{ year: number; category: string; area: string; n: number }>`
    with whole as (select extract(year from month)::int as year from incident_count where source = 'police.uk'
      group by 1 having count(distinct month) = 12)
    select extract(year from c.month)::int as year, c.category, c.area_code as area, sum(c.n)::int as n
    from incident_count c join whole w on w.year = extract(year from c.month)::int
    where c.source = 'police.uk' and c.area_code <> '' group by 1, 2, 3`.execute(tx)
  const into = new Map(
    (await vintageLinks(tx))
      .filter(({ change }) => change === 'U' || change === 'M')
      .map(link => [link.code, link.into]),
  )
  const groups = Map.groupBy(rows, ({ year, category }) => `${year}|${category}`)
  return [...groups].map(([key, counted]) => {
    const [period, filter] = key.split('|', 2)
    const counts = new Map<string, number>()
    for (const { area, n } of counted) {
      const now = into.get(area) ?? area
      counts.set(now, (counts.get(now) ?? 0) + n)
    }
    return { dataset: 'police_uk.street', filter: filter ?? '', period: period ?? '', counts }
  })
}
