import type { AcknowledgedOverlap, IndexInput, Indicator } from '#engines/area-index'
import type { Row } from '#modules/model'
import type { OfferedCounts } from '#platform/module'
import { canonicalColumn } from '../files/index.ts'
import { newestUpTo } from '../rules.ts'

export type CatalogueRow = Row<'indicators'>

/** What is known of one indicator: by period, by area. `low` and `high` are a 95 % interval where the source gives one. */
export type Series = ReadonlyMap<
  string,
  ReadonlyMap<string, { readonly value: number; readonly low: number | null; readonly high: number | null }>
>

export type Material = {
  readonly areas: readonly string[]
  readonly residents: ReadonlyMap<string, number>
  readonly headings: readonly Row<'headings'>[]
  readonly catalogue: readonly CatalogueRow[]
  /** By the key under which values are stored: see `storedKey`. */
  readonly values: ReadonlyMap<string, Series>
  readonly offered: readonly OfferedCounts[]
  readonly reference: string
}

/** The input of the engine for one year, and for each indicator the period that its figures are of. */
export type YearInput = {
  readonly input: IndexInput
  readonly periods: ReadonlyMap<string, string>
  /** Indicators that are counts divided by residents: their values are rates for one resident. */
  readonly counted: ReadonlySet<string>
}

/** The key under which an import stores the figures that a catalogue row means. */
export function storedKey({ id, dataset, column }: CatalogueRow): string {
  if (dataset.startsWith('iod') && column !== null) return `deprivation.${canonicalColumn(column)}`
  return id
}

/**
 * What the index of one year is made from: each indicator's newest figures up to that year. An indicator without figures
 * for any area is left out, and said so beside the index; nothing is filled in.
 */
export function inputForYear(material: Material, year: number): YearInput | undefined {
  const periods = new Map<string, string>()
  const indicators = newestEditions(material.catalogue).flatMap(row => indicatorFor(row, material, year, periods))
  const used = material.headings.filter(({ id }) => indicators.some(({ heading }) => heading === id))
  if (used.length === 0 || material.areas.length < 2) return undefined
  const input = {
    areas: material.areas.length,
    headings: used.map(({ id }) => ({ key: id })),
    indicators,
    reference: { name: material.reference },
    acknowledgedOverlaps: acknowledged(material.catalogue),
  }
  const counted = new Set(indicators.filter(({ measure }) => measure.kind === 'count').map(({ key }) => key))
  return { input, periods, counted }
}

/** Rows that enter the index: of several editions of one thing only the newest, so that nothing is counted twice. */
function newestEditions(catalogue: readonly CatalogueRow[]): CatalogueRow[] {
  const entering = catalogue.filter(({ role }) => role === 'index' || role === 'partner')
  const editions = Map.groupBy(entering, row => (row.role === 'index' ? [...row.lineages].sort().join() : row.id))
  return [...editions.values()].flatMap(rows =>
    [...rows].sort((a, b) => b.edition.localeCompare(a.edition)).slice(0, 1),
  )
}

/**
 * Partners' figures that come from the same records, where the strategy names each: one case can stand under several.
 * They are kept, and the page says so.
 */
export function acknowledged(catalogue: readonly CatalogueRow[]): AcknowledgedOverlap[] {
  const partners = catalogue.filter(({ role }) => role === 'partner')
  return partners.flatMap((first, at) =>
    partners
      .slice(at + 1)
      .filter(second => second.lineages.some(lineage => first.lineages.includes(lineage)))
      .map(second => ({
        first: first.id,
        second: second.id,
        reason: 'The strategy names both; one case can stand under each.',
      })),
  )
}

function indicatorFor(row: CatalogueRow, material: Material, year: number, periods: Map<string, string>): Indicator[] {
  const base = {
    key: row.id,
    heading: row.heading,
    direction: row.direction === 'high_is_worse' ? ('more is riskier' as const) : ('less is riskier' as const),
    lineage: row.lineages,
  }
  const counts = countsFor(row, material, year)
  if (counts !== undefined) {
    periods.set(row.id, counts.period)
    return [
      {
        ...base,
        measure: {
          kind: 'count',
          counts: column(material, code => counts.counts.get(code) ?? 0),
          denominators: column(material, code => material.residents.get(code)),
        },
      },
    ]
  }
  const series = material.values.get(row.id) ?? material.values.get(storedKey(row))
  const period = newestUpTo([...(series?.keys() ?? [])], year)
  const values = period === undefined ? undefined : series?.get(period)
  if (period === undefined || values === undefined) return []
  periods.set(row.id, period)
  const errors = column(material, code => standardError(values.get(code)))
  const known = column(material, code => values.get(code)?.value)
  const stated =
    errors.some(Number.isFinite) &&
    known.every((value, at) => Number.isNaN(value) || Number.isFinite(errors[at] ?? Number.NaN))
  return [{ ...base, measure: { kind: 'estimate', values: known, ...(stated ? { standardErrors: errors } : {}) } }]
}

function countsFor({ dataset, filter }: CatalogueRow, { offered }: Material, year: number): OfferedCounts | undefined {
  const wanted = filter?.split('=')[1]
  const matching = offered.filter(it => it.dataset === dataset && it.filter === wanted)
  const period = newestUpTo(
    matching.map(it => it.period),
    year,
  )
  return matching.find(it => it.period === period)
}

// A 95 % interval is 3.92 standard errors wide where the estimate is about normal.
function standardError(
  value: { readonly low: number | null; readonly high: number | null } | undefined,
): number | undefined {
  if (value?.low === undefined || value.low === null || value.high === null) return undefined
  return (value.high - value.low) / 3.92
}

function column({ areas }: Material, read: (code: string) => number | undefined): Float64Array {
  return Float64Array.from(areas, code => read(code) ?? Number.NaN)
}

/** The years for which the index can be made: at most the last `most` in which something new was published. */
export function yearsOf(material: Material, endYear: (period: string) => number | undefined, most = 3): number[] {
  const used = material.catalogue.filter(({ role }) => role === 'index' || role === 'partner')
  const published = used.flatMap(row => [
    ...(material.values.get(row.id) ?? material.values.get(storedKey(row)) ?? new Map()).keys(),
  ])
  const offered = material.offered.map(({ period }) => period)
  const years = [...published, ...offered].map(endYear).filter(year => year !== undefined)
  return [...new Set(years)].sort((a, b) => a - b).slice(-most)
}
