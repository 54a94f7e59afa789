import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { record } from '#platform/ledger'
import { type Answer, download, type Visit } from '#platform/module'
import { partnershipTitle } from '#platform/packs'
import { type Table, toCsv, toOds } from '#platform/tables'
import { figuresFrom } from '../trends-rules.ts'
import { loadPublished, publishedTable } from './trends/cube.ts'
import { chosen, questionOf } from './trends/index.ts'
import { availableSources, loadTrends } from './trends/load.ts'
import { type TrendTable, trendTables } from './trends/tables.ts'

const formats = ['csv', 'ods'] as const
type Format = (typeof formats)[number]

/**
 * A table of the page of trends as a file. Partners' figures leave as the published cube and in no other way, whoever asks:
 * any other table of theirs is not found.
 */
export async function exportTrends(visit: Visit): Promise<Answer> {
  const { name, format } = fileOf(visit)
  const question = questionOf(visit)
  const asked = chosen(await availableSources(visit.tx), question)
  if (asked === undefined) throw new NotFound()
  const { source, readsRecords } = asked
  if (figuresFrom(source, 'export', readsRecords) === 'cube') {
    if (name !== 'published') throw new NotFound('Figures of partners leave only as the published table.')
    const table = publishedTable(await loadPublished(visit.tx, source, visit.config.demonstration))
    return sendTable(visit, table, { format, about: source.title, detail: { source: source.key } })
  }
  const trends = isTrendTable(name) ? await loadTrends(visit, source, question) : undefined
  if (trends === undefined || !isTrendTable(name)) throw new NotFound()
  const { kind, place, period } = trends
  return sendTable(visit, trendTables[name](trends), {
    format,
    about: source.title,
    licence: source.attribution,
    detail: { source: source.key, kind: kind?.key ?? 'all', place: place.code, period: period.key },
  })
}

function isTrendTable(name: string): name is TrendTable {
  return Object.hasOwn(trendTables, name)
}

/** The name of a table and the format, from the last part of an address: `months.csv`. Throws NotFound for any other. */
export function fileOf({ params }: Visit): { name: string; format: Format } {
  const [name = '', ending] = (params['file'] ?? '').split('.', 2)
  const format = formats.find(it => it === ending)
  if (format === undefined) throw new NotFound()
  return { name, format }
}

type Sending = {
  readonly format: Format
  /** What the figures are about, for the cover. */
  readonly about: string
  readonly licence?: string
  readonly detail: Readonly<Record<string, string>>
}

/** A table as CSV or as a spreadsheet in the government layout. The ledger has it before a byte leaves. */
export async function sendTable({ tx, config, now }: Visit, table: Table, sending: Sending): Promise<Answer> {
  const { format, about, licence, detail } = sending
  const { marking, rows } = table
  await record(tx, {
    action: 'export',
    kind: 'incident figures',
    detail: { ...detail, table: table.name, format, rows: rows.length, marking: marking ?? 'none' },
  })
  const name = ['trends', detail['source'] ?? '', table.name.toLowerCase(), marking ?? '', ukDay(now)]
    .filter(Boolean)
    .join('-')
  if (format === 'csv') return download(`${name}.csv`, 'text/csv; charset=utf-8', toCsv(table))
  const content = toOds({
    title: table.title,
    introduction: `${about}. ${marking === undefined ? 'Open data.' : 'For named recipients. Do not pass it on.'}`,
    publisher: partnershipTitle(config),
    published: ukDay(now),
    ...(licence === undefined ? {} : { licence }),
    notes: table.notes,
    tables: [table],
  })
  return download(`${name}.ods`, 'application/vnd.oasis.opendocument.spreadsheet', content)
}
