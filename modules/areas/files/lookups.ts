import {
  type CsvRow,
  csvRows,
  type FileKind,
  FileRefused,
  Fingerprints,
  isRow,
  type Parsed,
  plainName,
  type ReadContext,
  type SourceFile,
} from '#platform/files'
import { type AreaColumns, areaColumns, areaHeader, namedAreas } from './columns.ts'
import type { LookupRow, Position } from './types.ts'

const changeNames = ['change code', 'chgind', 'chngind']
const ruralCodeNames = ['ruc21 code', 'ruc21cd']
const ruralWordNames = ['classification', 'ruc21nm']
const knownAsNames = ['msoahclnm', 'msoa21hclnm', 'msoa11hclnm']

/** Where a lookup has the things that only some lookups have: the heading, when it is there. */
type Extras = Readonly<
  Record<'change' | 'ruralCode' | 'ruralWords' | 'knownAs' | 'longitude' | 'latitude', string | undefined>
>

function extrasOf(header: readonly string[]): Extras {
  const find = (names: readonly string[]) => header.find(heading => names.includes(plainName(heading)))
  return {
    change: find(changeNames),
    ruralCode: find(ruralCodeNames),
    ruralWords: find(ruralWordNames),
    knownAs: find(knownAsNames),
    longitude: find(['longitude', 'long']),
    latitude: find(['latitude', 'lat']),
  }
}

/** Whether a header links areas to each other, to a kind or a place, or is only codes and names. */
export function isLookup(header: readonly string[]): boolean {
  // Street-level crime names a small area and a point on every line too.
  if (header.some(heading => plainName(heading) === 'crime id')) return false
  const columns = areaColumns(header)
  const { ruralCode, latitude, longitude } = extrasOf(header)
  if (header.length === 2 && columns[0]?.name !== null && columns.length === 1) return true
  return columns.length > 1 || (columns.length === 1 && (ruralCode ?? (latitude && longitude)) !== undefined)
}

/**
 * Official lookups: LSOA 2011 to 2021 with change flags, LSOA to ward and district, LSOA to MSOA, district to partnership
 * and force, rural and urban 2021, names of MSOAs, and the codes of authorities. Which it is, the headings say.
 */
export const lookups: FileKind<LookupRow> = {
  kind: 'lookup',
  title: 'Lookups between areas',
  columns: ['LSOA21CD', 'WD24CD', 'LAD24CD'],
  recognises: isLookup,
  read,
}

async function* read(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<LookupRow>> {
  const { header, columns } = await areaHeader(file, context)
  if (!isLookup(header))
    throw new FileRefused(
      file.name,
      'it does not link areas to each other. A lookup has codes of two levels, such as LSOA21CD and WD24CD.',
    )
  const extras = extrasOf(header)
  const required = columns.map(({ code }) => code)
  const names = columns.flatMap(({ name }) => (name === null ? [] : [name]))
  const optional = [...names, ...Object.values(extras).filter(heading => heading !== undefined)]
  const seen = new Fingerprints()
  for await (const row of csvRows(file, { ...context, required, optional })) {
    if (!isRow(row)) yield row
    else if (!seen.add(row.text)) yield { line: row.line, duplicate: true, text: row.text }
    else yield readRow(row, columns, extras)
  }
}

function readRow(row: CsvRow, columns: readonly AreaColumns[], extras: Extras): Parsed<LookupRow> {
  const [smallest] = columns
  const areas = namedAreas(columns, heading => row.get(heading))
  if (areas === undefined) return row.reject('codes', 'One of the codes is not the code of an area.')
  if (areas[0] === undefined) return row.reject(smallest?.code ?? 'codes', 'The code is missing.')
  const change = extras.change === undefined ? null : readChange(row.get(extras.change))
  if (change === undefined) return row.reject(extras.change ?? '', 'A change is U, S, M or X.')
  const ruralUrban = readRuralUrban(row, extras)
  if (ruralUrban === undefined) return row.reject(extras.ruralCode ?? '', 'This is not a rural or urban class of 2021.')
  const point = readPoint(row, extras)
  if (point === undefined)
    return row.reject(extras.longitude ?? '', 'The place is not a longitude and a latitude in degrees.')
  const knownAs = extras.knownAs === undefined ? null : row.get(extras.knownAs) || null
  return { line: row.line, row: { areas, change, ruralUrban, knownAs, point } }
}

function readChange(text: string): LookupRow['change'] | undefined {
  return text === 'U' || text === 'S' || text === 'M' || text === 'X' ? text : undefined
}

/** In the classification of 2021 the codes begin with U for urban and R for rural. */
function readRuralUrban(row: CsvRow, { ruralCode, ruralWords }: Extras): LookupRow['ruralUrban'] | undefined {
  if (ruralCode === undefined) return null
  const code = row.get(ruralCode)
  const words = ruralWords === undefined ? '' : row.get(ruralWords)
  return /^[UR][A-Z]{1,2}\d$/.test(code) ? { code, words, urban: code.startsWith('U') } : undefined
}

function readPoint(row: CsvRow, { longitude, latitude }: Extras): Position | null | undefined {
  if (longitude === undefined || latitude === undefined) return null
  const [x, y] = [row.get(longitude), row.get(latitude)]
  if (x === '' && y === '') return null
  const valid =
    [x, y].every(text => /^-?\d{1,3}(\.\d+)?(e-?\d+)?$/i.test(text)) &&
    Math.abs(Number(x)) <= 180 &&
    Math.abs(Number(y)) <= 90
  return valid ? [Number(x), Number(y)] : undefined
}
