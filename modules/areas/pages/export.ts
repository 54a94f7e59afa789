import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { record } from '#platform/ledger'
import { type Answer, download, type Visit } from '#platform/module'
import { type Table, toCsv, toOds } from '#platform/tables'
import { smallAreas } from '../store/areas.ts'
import { indexValues, latestRun } from '../store/index-runs.ts'
import { profileOf } from './profile.ts'
import { publishedTables } from './published.ts'

type Leaving = {
  readonly file: string
  readonly introduction: string
  readonly made: Date
  readonly tables: readonly Table[]
}

/** The whole index as a table that leaves. Open data, so nothing is hidden. */
export async function exportIndex(visit: Visit): Promise<Answer> {
  const run = await latestRun(visit.tx)
  if (run === undefined) throw new NotFound()
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
      const { name = '', wardName: ward = '', districtName: district = '' } = areas.get(area_code) ?? {}
      return { code: area_code, name, ward, district, index, low, high, rank }
    }),
  }
  return leave(visit, { file: 'area-index', introduction: howMade, made: run.made_at, tables: [table] })
}

/** Every figure that went into the index of one area, or of two side by side. */
export async function exportFigures(visit: Visit): Promise<Answer> {
  const codes = [visit.params['code'] ?? '', visit.query['other'] ?? ''].filter(Boolean)
  const profiles = []
  for (const code of codes) profiles.push(await profileOf(visit, { code }))
  const [first] = profiles
  if (first === undefined || profiles.includes(undefined)) throw new NotFound('There is no index for this area.')
  const shown = profiles.filter(it => it !== undefined)
  const table: Table = {
    name: 'Figures',
    title: `Figures that went into the area index of ${shown.map(({ area }) => area.name).join(' and ')}`,
    notes: ['Steadied: a figure made from few events is pulled towards the middle. An empty cell: not known.'],
    columns: [
      { key: 'code', title: 'Area code', type: 'text' },
      { key: 'area', title: 'Area', type: 'text' },
      { key: 'heading', title: 'Heading', type: 'text' },
      { key: 'indicator', title: 'Indicator', type: 'text' },
      { key: 'unit', title: 'Unit', type: 'text' },
      { key: 'value', title: 'This area', type: 'number', decimals: 2 },
      { key: 'steadied', title: 'Steadied', type: 'number', decimals: 2 },
      { key: 'middle', title: 'Middle area', type: 'number', decimals: 2 },
      { key: 'period', title: 'Period', type: 'text' },
      { key: 'share', title: 'Share of heading (%)', type: 'number', decimals: 0 },
      { key: 'source', title: 'Source', type: 'text' },
    ],
    rows: shown.flatMap(({ area, headings }) =>
      headings.flatMap(heading =>
        heading.inputs.map(it => ({
          code: area.code,
          area: area.name,
          heading: heading.name,
          indicator: it.name,
          unit: it.unit,
          value: it.value,
          steadied: it.shrunk,
          middle: it.median,
          period: it.period,
          share: it.weight * 100,
          source: it.source,
        })),
      ),
    ),
  }
  const file = `area-figures-${codes.join('-').replace(/[^A-Za-z0-9-]/g, '')}`
  return leave(visit, { file, introduction: howMade, made: first.run.made_at, tables: [table] })
}

/** The strategy's Tables 1 and 2, as worked out again beside what was printed. */
export async function exportPublished(visit: Visit): Promise<Answer> {
  const tables = (await publishedTables(visit.tx)).map(
    ({ table, rows, periods }): Table => ({
      name: table.name,
      title: `${table.name}: ${table.title_as_printed}`,
      notes: ['Averages and changes are worked out from the yearly scores that the strategy printed.'],
      columns: [
        { key: 'name', title: 'Local area name', type: 'text' },
        { key: 'code', title: 'Area code (matched here)', type: 'text' },
        ...periods.map(period => ({ key: period, title: period, type: 'number' as const })),
        { key: 'average', title: 'Average', type: 'number', decimals: 2 },
        { key: 'change', title: 'Change', type: 'number' },
        { key: 'misprint', title: 'Printed otherwise', type: 'text' },
      ],
      rows: rows.map(row => ({
        name: row.name,
        code: row.code ?? '',
        ...Object.fromEntries(periods.map((period, at) => [period, row.scores[at] ?? null])),
        average: row.average,
        change: row.change,
        misprint: row.misprints.map(({ figure, printed }) => `${figure} printed as ${printed}`).join('; '),
      })),
    }),
  )
  const introduction = 'The strategy’s own scores by local area. How the scores themselves were made is not published.'
  return leave(visit, { file: 'published-scores', introduction, made: visit.now, tables })
}

const howMade =
  'Where small areas stand among the others under the strategy’s four headings. How it is made stands at /areas/method.'

/** As ODS in the government layout, or as CSV, which holds one table: the query names its place. Every export is in the ledger. */
async function leave(visit: Visit, { file, introduction, made, tables }: Leaving): Promise<Answer> {
  const format = visit.params['format']
  const one = tables[Number(visit.query['table'] ?? 0)]
  if (one === undefined || (format !== 'csv' && format !== 'ods')) throw new NotFound()
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0)
  await record(visit.tx, { action: 'export', kind: 'area table', detail: { file, format, rows } })
  if (format === 'csv') return download(`${file}.csv`, 'text/csv; charset=utf-8', toCsv(one))
  const document = {
    title: one.title,
    introduction,
    publisher: 'The partnership that runs this copy of Breakwater',
    published: ukDay(made),
    licence: 'Made from public sector information licensed under the Open Government Licence v3.0',
    notes: [],
    tables: [...tables],
  }
  return download(`${file}.ods`, 'application/vnd.oasis.opendocument.spreadsheet', toOds(document))
}
