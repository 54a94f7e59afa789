import { publishedTable } from '#engines/area-index'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { type Answer, type Visit, view } from '#platform/module'
import { matches } from '../store/matches.ts'

/** The page of the strategy's Tables 1 and 2, with the way to the matching of names for an analyst. */
export async function publishedPage({ tx }: Visit, analyst: boolean): Promise<Answer> {
  return view('areas/views/published.njk', {
    title: 'The strategy’s own scores',
    back: { href: '/areas', text: 'Areas' },
    tables: await publishedTables(tx),
    analyst,
  })
}

/** The strategy's Tables 1 and 2, made again from the yearly scores it printed; where print differs, both are given. */
export async function publishedTables(tx: Transaction) {
  const [tables, scores, summaries, locals, districts] = [
    await content(tx, 'publishedTables'),
    await content(tx, 'publishedScores'),
    await content(tx, 'publishedSummaries'),
    await content(tx, 'localAreas'),
    await content(tx, 'districts'),
  ]
  const matched = new Map((await matches(tx)).map(({ local_name, area_code }) => [local_name, area_code]))
  return tables.map(table => {
    const listed = summaries
      .filter(({ published_table }) => published_table === table.id)
      .sort((a, b) => a.order - b.order)
    const scoresOf = (area: string) =>
      scores.filter(score => score.published_table === table.id && score.local_area === area)
    const periods = scoresOf(listed[0]?.local_area ?? '').map(({ period }) => period)
    const again = publishedTable(
      periods,
      listed.map(({ local_area, average_printed, change_printed }) => ({
        area: local_area,
        scores: scoresOf(local_area).map(({ score }) => score),
        printedAverage: average_printed ?? undefined,
        printedChange: change_printed ?? undefined,
      })),
    )
    const rows = again.rows.map(row => {
      const local = locals.find(({ id }) => id === row.area)
      return {
        ...row,
        name: local?.local_name ?? row.area,
        code: matched.get(local?.local_name ?? ''),
        district: districts.find(({ code }) => code === local?.district_ours)?.name,
        misprints: again.discrepancies.filter(({ area }) => area === row.area),
      }
    })
    return { table, rows, periods, rises: again.rises.length }
  })
}
