import type { Cell, Table, TableColumn } from '#platform/tables'
import { type Rate, ratePer100000 } from '../../rules.ts'
import { seasonsOf, seriesOf } from '../../trends-rules.ts'
import type { Trends } from './load.ts'
import { groupAt, peopleOf } from './places.ts'

/** The tables that the page of a source shown from its records has, by the name in their address. */
export const trendTables = {
  months: monthTable,
  kinds: kindTable,
  places: placeTable,
  seasons: seasonTable,
  hours: hourTable,
} as const
export type TrendTable = keyof typeof trendTables

const count: TableColumn = { key: 'n', title: 'Count', type: 'number', decimals: 0 }
const rates: readonly TableColumn[] = [
  { key: 'people', title: 'Residents', type: 'number', decimals: 0 },
  { key: 'rate', title: 'Rate per 100,000 a year', type: 'number', decimals: 1 },
  { key: 'low', title: 'Likely from', type: 'number', decimals: 1 },
  { key: 'high', title: 'Likely to', type: 'number', decimals: 1 },
]

/** What every table of these figures says about itself. */
function about({ source, kind, place, geography, synthetic }: Trends, more: readonly string[]): string[] {
  const residents =
    geography.year === ''
      ? []
      : [`Residents are those of ${geography.year}. Likely: the 95% range of the rate, were events independent.`]
  return [
    `Source: ${source.attribution}. ${source.title}.`,
    `Kind: ${kind?.name ?? 'all kinds'}. Place: ${place.name}.`,
    ...(synthetic ? ['These figures are synthetic: they are made up.'] : []),
    ...more,
    ...residents,
  ]
}

/** A rate as cells; signs where it cannot be given. */
export function rateCells(n: number, people: number | undefined, years: number): Record<string, Cell> {
  if (people === undefined || years === 0) return { n, people: people ?? '[x]', rate: '[x]', low: '[x]', high: '[x]' }
  const { rate, low, high }: Rate = ratePer100000(n, people, years)
  return { n, people, rate, low, high }
}

/** Counts by month, with the months that are not on file told apart from those with none. */
function monthTable(trends: Trends): Table {
  const left =
    trends.notComparable.length > 0 ? ['Months that cannot be compared, because areas were redrawn, are left out.'] : []
  return {
    name: 'Months',
    title: `${trends.source.title}: counts by month`,
    notes: about(trends, ['[x]: no file is loaded for this month.', ...left]),
    columns: [{ key: 'month', title: 'Month', type: 'text' }, count],
    rows: seriesOf(trends.comparable, trends.months).map(({ month, count: n }) => ({ month, n: n ?? '[x]' })),
  }
}

/** Counts and rates by kind in the period. */
function kindTable(trends: Trends): Table {
  const people = isWhole(trends) ? peopleOf(trends.place.members, trends.geography) : undefined
  return {
    name: 'Kinds',
    title: `${trends.source.title}: counts and rates by kind, ${trends.period.words}`,
    notes: about({ ...trends, kind: undefined }, []),
    columns: [{ key: 'kind', title: 'Kind', type: 'text' }, count, ...rates],
    rows: [...trends.byKind]
      .sort((a, b) => b.n - a.n)
      .map(({ kind, n }) => ({ kind: kind.name, ...rateCells(n, people, trends.period.years) })),
  }
}

/** False when areas were redrawn so that a part of the place's incidents in this period cannot be told from others'. */
export function isWhole({ beside }: Trends): boolean {
  return !beside.partial.has('here')
}

/** Counts and rates of the smaller places in the period, the highest rate first. */
function placeTable(trends: Trends): Table {
  const { source, period, places, by } = trends
  const partial = places.partial.size > 0 ? ['[z]: the area was redrawn, so older counts cannot be compared.'] : []
  const outside =
    trends.place.level === 'whole' && places.elsewhere > 0
      ? [`${places.elsewhere} ${source.unit} lie in no area of this table.`]
      : []
  return {
    name: 'Places',
    title: `${source.title}: counts and rates by place, ${period.words}`,
    notes: about(trends, [...partial, ...outside]),
    columns: [
      { key: 'code', title: 'Code', type: 'text' },
      { key: 'name', title: 'Name', type: 'text' },
      ...(by === 'district' ? [] : [{ key: 'district', title: 'District', type: 'text' } as const]),
      count,
      ...rates,
    ],
    rows: placeRows(trends),
  }
}

type PlaceRow = { readonly name: string } & Readonly<Record<string, Cell>>

function placeRows({ geography, place, places, period, by }: Trends): Table['rows'] {
  const level = by ?? 'small'
  const inside = geography.small.filter(({ code }) => place.members.has(code))
  const groups = Map.groupBy(inside, area => groupAt(area, level)?.code ?? '')
  const rows = [...groups].flatMap(([code, areas]): PlaceRow[] => {
    const [first] = areas
    const name = first === undefined ? undefined : groupAt(first, level)?.name
    if (first === undefined || name === undefined) return []
    const cells = places.partial.has(code)
      ? { n: '[z]', people: '[z]', rate: '[z]', low: '[z]', high: '[z]' }
      : rateCells(
          places.counts.get(code) ?? 0,
          peopleOf(
            areas.map(area => area.code),
            geography,
          ),
          period.years,
        )
    return [{ code, name, district: first.districtName ?? '', ...cells }]
  })
  return rows.sort(
    (a, b) =>
      orderOf(b['rate']) - orderOf(a['rate']) ||
      orderOf(b['n']) - orderOf(a['n']) ||
      a.name.localeCompare(b.name, 'en-GB'),
  )
}

function orderOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : -1
}

/** Counts by season, of those whose three months are all on file. */
function seasonTable(trends: Trends): Table {
  return {
    name: 'Seasons',
    title: `${trends.source.title}: counts by season`,
    notes: about(trends, [
      'A season is given when all its 3 months are on file. Winter takes the year of its January.',
    ]),
    columns: [{ key: 'season', title: 'Season', type: 'text' }, { key: 'year', title: 'Year', type: 'text' }, count],
    rows: seasonsOf(trends.comparable, trends.months).map(({ season, year, n }) => ({ season, year: String(year), n })),
  }
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Counts by weekday and hour, of every year on file. */
function hourTable(trends: Trends): Table {
  return {
    name: 'Hours',
    title: `${trends.source.title}: counts by weekday and hour`,
    notes: about(trends, ['Only incidents whose hour is known. Every year on file.']),
    columns: [{ key: 'day', title: 'Weekday', type: 'text' }, { key: 'hour', title: 'Hour', type: 'text' }, count],
    rows: trends.hours.map(({ weekday, hour, n }) => ({
      day: days[weekday - 1] ?? '',
      hour: `${String(hour).padStart(2, '0')}:00`,
      n,
    })),
  }
}

/** A table as a page shows it: each cell in words, and which columns are figures. */
export function shownTable({ title, columns, rows }: Table, words: Readonly<Record<string, string>> = {}) {
  return {
    caption: title,
    head: columns.map(({ title: text, type }) => ({ text, numeric: type === 'number' })),
    rows: rows.map(row => columns.map(column => shownCell(row[column.key] ?? null, column, words))),
  }
}

const signs: Readonly<Record<string, string>> = {
  '[x]': 'not known',
  '[z]': 'cannot be compared',
  '[c]': 'fewer than 5',
}

const decimal = (digits: number) =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
// Made once: making one for each cell took longer than all the rest of a long table.
const formats = [decimal(0), decimal(1)] as const

function shownCell(cell: Cell, { type, decimals }: TableColumn, words: Readonly<Record<string, string>>): string {
  if (typeof cell === 'number') return formats[decimals === 1 ? 1 : 0].format(cell)
  if (cell === null) return ''
  return type === 'text' ? cell : (words[cell] ?? signs[cell] ?? cell)
}
