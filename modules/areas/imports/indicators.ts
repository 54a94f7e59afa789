import type { Transaction } from '#platform/database'
import { type FileKind, FileRefused, type ReadContext } from '#platform/files'
import type { ImportKind, ImportOptions, Loaded } from '#platform/imports'
import { openAreas } from '../collections.ts'
import {
  deprivation,
  exclusions,
  forceTables,
  homelessness,
  households,
  type IndicatorMapping,
  type IndicatorRow,
  localAuthorityTool,
  population,
  readMapped,
} from '../files/index.ts'
import { type AreaKind, knownCodes } from '../store/areas.ts'
import { insertValues, type LongValue } from '../store/indicators.ts'
import { removeAreaBatch } from '../store/loading.ts'
import { savedMappings } from '../store/mappings.ts'

type Context = ReadContext & {
  readonly edition?: string
  readonly period?: string
  readonly lsoa21: ReadonlySet<string>
  readonly lsoa11: ReadonlySet<string>
}

const editionOption = {
  name: 'edition',
  label: 'Edition (optional)',
  hint: '2019 or 2025, where the file name does not say',
}
const periodOption = {
  name: 'period',
  label: 'Year (optional)',
  hint: 'Where the file name does not say, such as 2020',
}

/** Official tables of figures about areas. Every column becomes an indicator; what each is for, the content pack says. */
export const indicatorImports: readonly ImportKind[] = [
  indicatorImport(
    'deprivation',
    deprivation,
    'Scores, ranks, deciles, sub-domains or underlying indicators of 2019 or 2025, for small areas or districts. From the Ministry of Housing, Communities and Local Government.',
    [editionOption],
  ),
  indicatorImport(
    'population',
    population,
    'Estimates by single year of age for small areas. From the Office for National Statistics. The year is read from the file name, or stated with the option period.',
    [periodOption],
  ),
  indicatorImport(
    'households',
    households,
    'Households deprived in none to four ways, Census 2021. From the Office for National Statistics.',
  ),
  indicatorImport(
    'education',
    localAuthorityTool,
    'The Local Authority Interactive Tool: absence, suspension, exclusion, first-time entrants, child protection and more, one figure for an authority. From the Department for Education.',
  ),
  indicatorImport(
    'exclusions',
    exclusions,
    'Suspensions and permanent exclusions by authority and reason. From the Department for Education.',
  ),
  indicatorImport(
    'force-tables',
    forceTables,
    'Police-force-area tables of offences and rates as CSV. From the Office for National Statistics.',
  ),
  indicatorImport(
    'homelessness',
    homelessness,
    'Households owed a homelessness duty, by district and reason, as CSV. From the Ministry of Housing, Communities and Local Government.',
  ),
]

/** Rows that were made, not read: for the synthetic county. */
export const anyIndicators = indicatorImport('indicators', population, 'Figures of the synthetic county.')

function indicatorImport(
  name: string,
  file: FileKind<IndicatorRow>,
  words: string,
  options: ImportKind['options'] = [],
): ImportKind {
  const kind: ImportKind<IndicatorRow, Context> = {
    name,
    title: file.title,
    words,
    columns: file.columns,
    options,
    collection: openAreas,
    prepare: contextOf,
    read: (source, context) => file.read(source, context),
    load: loadValues,
    undo: removeAreaBatch,
  }
  return kind as ImportKind
}

async function contextOf(tx: Transaction, reading: ReadContext, options: ImportOptions): Promise<Context> {
  return {
    ...reading,
    ...stated(options),
    lsoa21: await knownCodes(tx, 'lsoa21'),
    lsoa11: await knownCodes(tx, 'lsoa11'),
  }
}

async function loadValues(
  tx: Transaction,
  batch: string,
  rows: readonly IndicatorRow[],
  context: Context,
): Promise<Loaded> {
  const inside = rows.flatMap(row => toStore(row, context))
  const stored = await insertValues(tx, batch, openAreas, inside)
  return { loaded: stored, duplicate: inside.length - stored, outside: rows.length - inside.length }
}

function stated({ edition, period }: ImportOptions): { edition?: string; period?: string } {
  return { ...(edition === undefined ? {} : { edition }), ...(period === undefined ? {} : { period }) }
}

function toStore(row: IndicatorRow, context: Context): LongValue[] {
  const kind = areaKindOf(row, context)
  if (kind === undefined || (row.value === null && row.marker === null)) return []
  const { indicator, period, value, denominator, low, high, marker } = row
  return [
    {
      indicator,
      area_kind: kind,
      area_code: row.areaScheme === 'dfe' ? `dfe.${row.area}` : row.area,
      period,
      value,
      denominator,
      low,
      high,
      marker,
    },
  ]
}

/**
 * What kind of area a figure is about. A small area whose code did not change is the same place in 2011 and 2021, and is
 * stored as one of 2021; a code that ended in 2011 is stored as such. Small areas elsewhere are outside.
 */
export function areaKindOf(
  { area, areaScheme }: Pick<IndicatorRow, 'area' | 'areaScheme'>,
  { lsoa21, lsoa11 }: Pick<Context, 'lsoa21' | 'lsoa11'>,
): AreaKind | undefined {
  if (areaScheme === 'dfe') return 'county'
  if (lsoa21.has(area)) return 'lsoa21'
  if (lsoa11.has(area)) return 'lsoa11'
  return byPrefix[area.slice(0, 3)]
}

const byPrefix: Readonly<Record<string, AreaKind>> = {
  E06: 'district',
  E07: 'district',
  E08: 'district',
  E09: 'district',
  W06: 'district',
  E10: 'county',
  E22: 'partnership',
  E23: 'force',
  W15: 'force',
  E12: 'region',
  E92: 'country',
}

type MappedContext = Context & { readonly mapping: IndicatorMapping }

/** Any table of figures about areas, read as a saved mapping says. */
export const mappedImport: ImportKind<IndicatorRow, MappedContext> = {
  name: 'indicators',
  title: 'Any indicator table, by a saved mapping',
  words:
    'A table of figures about areas that none of the others knows. Save a mapping of its columns first, at /areas/mappings.',
  columns: ['as the mapping says'],
  options: [{ name: 'mapping', label: 'Name of the mapping', hint: 'As you saved it' }],
  collection: openAreas,
  prepare: async (tx, reading, options) => ({
    ...(await contextOf(tx, reading, options)),
    mapping: await mappingNamed(tx, options['mapping']),
  }),
  read: (source, context) => readMapped(source, context, context.mapping),
  load: loadValues,
  undo: removeAreaBatch,
}

async function mappingNamed(tx: Transaction, name: string | undefined): Promise<IndicatorMapping> {
  const all = await savedMappings(tx)
  const found = all.find(mapping => mapping.name === name)
  if (found !== undefined) return found.mapping
  const known = all.length === 0 ? 'None is saved yet.' : `Saved: ${all.map(mapping => mapping.name).join(', ')}.`
  throw new FileRefused('Import', `there is no mapping "${name ?? ''}". ${known}`)
}
