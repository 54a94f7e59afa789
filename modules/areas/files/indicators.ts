import type { CsvRow, FileKind, Parsed, ReadContext, Rejected, SourceFile } from '#platform/files'
import { codePattern } from './columns.ts'
import type { IndicatorRow, IndicatorUnit } from './types.ts'
import { slug } from './values.ts'
import { type Measure, readWide, type Subject } from './wide.ts'

/** How to read a table that no reader here knows: which column holds what. Saved once, used for every later edition. */
export type IndicatorMapping = {
  readonly areaColumn: string
  readonly areaScheme: IndicatorRow['areaScheme']
  readonly areaNameColumn?: string
  /** One period for the whole file, or the column that holds it. */
  readonly period: { readonly fixed: string } | { readonly column: string }
  /** Columns that tell rows of one area and period apart, such as the age group; their cells go before the indicator. */
  readonly groupColumns?: readonly string[]
  /** Goes before every indicator: `local`, or a publisher's short name. */
  readonly prefix: string
  readonly values: readonly MappedValue[]
}

export type MappedValue = {
  readonly column: string
  readonly indicator: string
  readonly words: string
  readonly unit: IndicatorUnit
  readonly denominatorColumn?: string
  readonly lowColumn?: string
  readonly highColumn?: string
}

/** Reads any table of indicators as its mapping says. */
export async function* readMapped(
  file: SourceFile,
  context: ReadContext,
  mapping: IndicatorMapping,
): AsyncGenerator<Parsed<IndicatorRow>> {
  const period = 'column' in mapping.period ? [mapping.period.column] : []
  yield* readWide(file, context, {
    required: [mapping.areaColumn, ...period, ...(mapping.groupColumns ?? [])],
    optional: mapping.areaNameColumn === undefined ? [] : [mapping.areaNameColumn],
    measures: mapping.values.map(measureOf),
    subject: row => subjectOf(row, mapping),
  })
}

function measureOf({ column, indicator, words, unit, denominatorColumn, lowColumn, highColumn }: MappedValue): Measure {
  return {
    ...{ column, indicator, words, unit },
    ...(denominatorColumn === undefined ? {} : { denominator: denominatorColumn }),
    ...(lowColumn === undefined ? {} : { low: lowColumn }),
    ...(highColumn === undefined ? {} : { high: highColumn }),
  }
}

function subjectOf(row: CsvRow, mapping: IndicatorMapping): Subject | Rejected {
  const { areaColumn, areaScheme, areaNameColumn, groupColumns = [], prefix } = mapping
  const area = row.get(areaColumn)
  if (area === '') return row.reject(areaColumn, 'The area is missing.')
  if (areaScheme === 'gss' && !codePattern.test(area))
    return row.reject(areaColumn, `"${area.slice(0, 40)}" is not the code of an area.`)
  const period = 'column' in mapping.period ? row.get(mapping.period.column) : mapping.period.fixed
  if (period === '')
    return row.reject('column' in mapping.period ? mapping.period.column : areaColumn, 'The period is missing.')
  const named = areaNameColumn === undefined ? (areaScheme === 'name' ? area : '') : row.get(areaNameColumn)
  const group = [prefix, ...groupColumns.map(column => slug(row.get(column)))].join('.')
  return { area, areaScheme, areaName: named || null, period, group }
}

/** A kind of file whose table is always laid out in one way. */
function documented(kind: string, title: string, mapping: IndicatorMapping): FileKind<IndicatorRow> {
  const period = 'column' in mapping.period ? [mapping.period.column] : []
  const columns = [
    mapping.areaColumn,
    ...period,
    ...(mapping.groupColumns ?? []),
    ...mapping.values.map(({ column }) => column),
  ]
  return {
    kind,
    title,
    columns,
    recognises: header => columns.every(column => header.some(heading => slug(heading) === slug(column))),
    read: (file, context) => readMapped(file, context, mapping),
  }
}

/**
 * Police force area tables of the Office for National Statistics, as CSV: README.md says how to make it from the published
 * workbook, which is not read here. `force.`, the kind of crime, then `offences` or `rate`.
 */
export const forceTables = documented('force-tables', 'Police force area tables', {
  areaColumn: 'force_code',
  areaScheme: 'gss',
  areaNameColumn: 'force_name',
  period: { column: 'period' },
  groupColumns: ['offence'],
  prefix: 'force',
  values: [
    {
      column: 'offences',
      indicator: 'offences',
      words: 'Offences recorded by the police',
      unit: 'count',
      denominatorColumn: 'population',
    },
    {
      column: 'rate_per_1000',
      indicator: 'rate',
      words: 'Offences recorded per 1,000 residents',
      unit: 'per 1,000',
      denominatorColumn: 'population',
    },
  ],
})

/**
 * Statutory homelessness by reason, as CSV: README.md says how to make it from the published table. `homelessness.`, the
 * duty owed, the reason, then `households`.
 */
export const homelessness = documented('homelessness', 'Statutory homelessness by reason', {
  areaColumn: 'area_code',
  areaScheme: 'gss',
  areaNameColumn: 'area_name',
  period: { column: 'period' },
  groupColumns: ['duty', 'reason'],
  prefix: 'homelessness',
  values: [
    {
      column: 'households',
      indicator: 'households',
      words: 'Households owed a duty',
      unit: 'count',
      denominatorColumn: 'households_in_area',
    },
  ],
})
