import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { record } from '#platform/ledger'
import { type Answer, download, type Visit } from '#platform/module'
import { type Table, toCsv, toOds } from '#platform/tables'
import { smallAreas } from '../store/areas.ts'
import { indexValues, latestRun } from '../store/index-runs.ts'

/** The whole index as a table that leaves: CSV, or ODS in the government layout. Open data, so nothing is hidden. */
export async function exportPage(visit: Visit): Promise<Answer> {
  const format = visit.params['format']
  const run = await latestRun(visit.tx)
  if (run === undefined || (format !== 'csv' && format !== 'ods')) throw new NotFound()
  const period = run.periods.at(-1) ?? ''
  const values = await indexValues(visit.tx, run.id, period)
  const areas = new Map((await smallAreas(visit.tx)).map(area => [area.code, area]))
  const table: Table = {
    name: 'Area index',
    title: `Platform area index ${period} of ${run.reference}`,
    notes: [
      '1 is lowest risk and 10 highest. The likely range is what sampling error alone would do, nine times in ten.',
    ],
    columns: [
      { key: 'code', title: 'Area code', type: 'text' },
      { key: 'name', title: 'Area', type: 'text' },
      { key: 'ward', title: 'Ward', type: 'text' },
      { key: 'district', title: 'District', type: 'text' },
      { key: 'index', title: 'Index', type: 'number', decimals: 1 },
      { key: 'low', title: 'Likely from', type: 'number', decimals: 1 },
      { key: 'high', title: 'Likely to', type: 'number', decimals: 1 },
      { key: 'rank', title: 'Rank', type: 'number' },
    ],
    rows: values.map(({ area_code, index, low, high, rank }) => {
      const area = areas.get(area_code)
      return {
        code: area_code,
        name: area?.name ?? '',
        ward: area?.wardName ?? '',
        district: area?.districtName ?? '',
        index,
        low,
        high,
        rank,
      }
    }),
  }
  await record(visit.tx, {
    action: 'export',
    kind: 'area index',
    subject: run.id,
    detail: { format, rows: table.rows.length },
  })
  if (format === 'csv') return download('area-index.csv', 'text/csv; charset=utf-8', toCsv(table))
  return download(
    'area-index.ods',
    'application/vnd.oasis.opendocument.spreadsheet',
    toOds(documentOf(table, run.made_at)),
  )
}

function documentOf(table: Table, made: Date) {
  return {
    title: table.title,
    introduction:
      'Where small areas stand among the others under the strategy’s four headings. How it is made stands at /areas/method.',
    publisher: 'The partnership that runs this copy of Breakwater',
    published: ukDay(made),
    licence: 'Made from public sector information licensed under the Open Government Licence v3.0',
    notes: [],
    tables: [table],
  }
}
