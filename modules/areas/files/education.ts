import {
  type CsvRow,
  csvHeader,
  csvRows,
  type FileKind,
  Fingerprints,
  isRow,
  type Parsed,
  type ReadContext,
  type SourceFile,
} from '#platform/files'
import type { IndicatorRow } from './types.ts'
import { readValue, slug } from './values.ts'
import { readWide } from './wide.ts'

const interactiveTool = ['Short Desc', 'Data item', 'Years', 'LA and Regions', 'Values', 'LA Number']

/**
 * The Local Authority Interactive Tool of the Department for Education: one line for each measure, year and authority.
 * Measures are `lait.` and the tool's own short name, for which `measureDictionary` gives titles and units. Areas go by the
 * department's numbers, also for England (970) and the regions.
 */
export const localAuthorityTool: FileKind<IndicatorRow> = {
  kind: 'education',
  title: 'Local Authority Interactive Tool (education)',
  columns: interactiveTool,
  recognises: header => hasAll(header, interactiveTool),
  read: readTool,
}

async function* readTool(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<IndicatorRow>> {
  const words = new Map<string, string>()
  const seen = new Fingerprints()
  for await (const row of csvRows(file, { ...context, required: interactiveTool }))
    yield isRow(row) ? readToolRow(row, words, seen) : row
}

/** The long name of a measure stands only on some of its lines; `words` carries it to the others. */
function readToolRow(row: CsvRow, words: Map<string, string>, seen: Fingerprints): Parsed<IndicatorRow> {
  const [short, long, period, area] = ['Short Desc', 'Data item', 'Years', 'LA Number'].map(column => row.get(column))
  if (!short) return row.reject('Short Desc', 'The name of the measure is missing.')
  if (long) words.set(short, long)
  if (!area || !/^\d{3}$/.test(area)) return row.reject('LA Number', 'The number of the authority is not three digits.')
  if (!period || !/^\d{4}/.test(period)) return row.reject('Years', `"${period ?? ''}" is not a year.`)
  const found = readValue(row.get('Values'))
  if (found === undefined)
    return row.reject(
      'Values',
      `"${row.get('Values').slice(0, 40)}" is neither a number nor a known sign for a missing one.`,
    )
  if (!seen.add([short, period, area].join('|')))
    return row.reject('whole row', 'This measure, year and authority is there twice.')
  const accepted: IndicatorRow = {
    indicator: `lait.${short}`,
    words: words.get(short) ?? short,
    area,
    areaScheme: 'dfe',
    areaName: row.get('LA and Regions') || null,
    period,
    ...found,
    // The tool's titles do not tell rates from counts; its dictionary does.
    unit: 'other',
    denominator: null,
    low: null,
    high: null,
  }
  return { line: row.line, row: accepted }
}

/** What the tool's dictionary says about one of its measures. */
export type MeasureRow = {
  readonly indicator: string
  readonly topic: string
  readonly title: string
  readonly unit: string
  /** Whether a high or a low value is the good one; `null` where the dictionary does not say. */
  readonly better: 'high' | 'low' | null
  readonly decimals: number | null
  readonly description: string
}

const dictionary = ['Measure_short', 'Topic', 'Measure', 'Polarity', 'y_axis_name', 'Description', 'dps']

export const measureDictionary: FileKind<MeasureRow> = {
  kind: 'education-dictionary',
  title: 'Dictionary of the Local Authority Interactive Tool',
  columns: dictionary,
  recognises: header => hasAll(header, dictionary),
  read: readDictionary,
}

async function* readDictionary(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<MeasureRow>> {
  for await (const row of csvRows(file, { ...context, required: dictionary })) {
    if (!isRow(row)) yield row
    else if (row.get('Measure_short') === '')
      yield row.reject('Measure_short', 'The short name of the measure is missing.')
    else yield { line: row.line, row: measureOf(row) }
  }
}

function measureOf(row: CsvRow): MeasureRow {
  const polarity = row.get('Polarity').toLowerCase()
  const decimals = row.get('dps')
  return {
    indicator: `lait.${row.get('Measure_short')}`,
    topic: row.get('Topic'),
    title: row.get('Measure'),
    unit: row.get('y_axis_name'),
    better: polarity === 'high' || polarity === 'low' ? polarity : null,
    decimals: /^\d$/.test(decimals) ? Number(decimals) : null,
    description: row.get('Description'),
  }
}

/**
 * Exclusions and suspensions by reason, for each authority and kind of school: `exclusions.` with the kind of school, then
 * `permanent` or `suspension` and the reason. Authorities go by name only.
 */
export const exclusions: FileKind<IndicatorRow> = {
  kind: 'exclusions',
  title: 'School exclusions by reason',
  columns: ['year', 'la_name', 'school_type', 'perm_…', 'fixed_…'],
  recognises: header => hasAll(header, ['year', 'la_name', 'school_type']) && header.some(isReason),
  read: readExclusions,
}

const isReason = (heading: string): boolean => /^(perm|fixed)_/i.test(heading.trim())

async function* readExclusions(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<IndicatorRow>> {
  const reasons = (await csvHeader(file)).filter(isReason)
  yield* readWide(file, context, {
    required: ['year', 'la_name', 'school_type'],
    measures: reasons.map(column => {
      const reason = column.trim().replace(/^(perm|fixed)_/i, '')
      const [kind, words] = /^perm/i.test(column.trim())
        ? ['permanent', 'Permanent exclusions']
        : ['suspension', 'Suspensions']
      return {
        column,
        indicator: `${kind}.${slug(reason)}`,
        words: `${words}: ${reason.replaceAll('_', ' ')}`,
        unit: 'count',
      }
    }),
    subject: row => {
      const year = /^(\d{4})(\d{2})$/.exec(row.get('year'))
      if (year === null)
        return row.reject('year', `"${row.get('year').slice(0, 40)}" is not a school year such as 201617.`)
      const name = row.get('la_name')
      if (name === '') return row.reject('la_name', 'The name of the authority is missing.')
      const group = `exclusions.${slug(row.get('school_type'))}`
      return { area: name, areaScheme: 'name', areaName: name, period: `${year[1]}/${year[2]}`, group }
    },
  })
}

function hasAll(header: readonly string[], columns: readonly string[]): boolean {
  const names = new Set(header.map(heading => slug(heading)))
  return columns.every(column => names.has(slug(column)))
}
