import { csvHeader, FileRefused, type ReadContext, type SourceFile } from '#platform/files'
import type { AreaLevel, AreaName } from './types.ts'

/** Where a file names areas of one level and one year: the headings of the column with the code, and with the name. */
export type AreaColumns = {
  readonly level: AreaLevel
  readonly vintage: string | null
  readonly code: string
  readonly name: string | null
}

/** From the smallest to the largest. */
const levels: readonly AreaLevel[] = [
  'lsoa',
  'msoa',
  'ward',
  'district',
  'partnership',
  'county',
  'force',
  'region',
  'country',
]

const stems: Readonly<Record<string, AreaLevel>> = {
  lsoa: 'lsoa',
  msoa: 'msoa',
  wd: 'ward',
  ward: 'ward',
  lad: 'district',
  ltla: 'district',
  'local authority district': 'district',
  csp: 'partnership',
  utla: 'county',
  ctyua: 'county',
  pfa: 'force',
  rgn: 'region',
  ctry: 'country',
}

type Part = { readonly level: AreaLevel; readonly vintage: string | null; readonly part: 'code' | 'name' }

const stem = '(lsoa|msoa|wd|ward|lad|ltla|csp|utla|ctyua|pfa|rgn|ctry|local authority district)'
/** LSOA21CD, lsoa21_code, LAD24NM, LADCD_ACTIVE, LSOA 2021 Code. */
const shortForm = new RegExp(`^${stem} ?(?:(?:20)?(\\d{2}))?[_ ]?(cd|code|nm|name)(_active)?$`, 'i')
/** LSOA code (2021), Local Authority District name (2019). */
const longForm = new RegExp(`^${stem} (code|name) \\((\\d{4})\\)$`, 'i')

function readHeading(heading: string): Part | undefined {
  const text = heading.trim()
  const short = shortForm.exec(text)
  const long = longForm.exec(text)
  const level = stems[(short?.[1] ?? long?.[1] ?? '').toLowerCase()]
  if (level === undefined) return undefined
  const part = /^c/i.test(short?.[3] ?? long?.[2] ?? '') ? 'code' : 'name'
  const year = short?.[2] === undefined ? (long?.[3] ?? null) : `20${short[2]}`
  return { level, vintage: short?.[4] === undefined ? year : 'active', part }
}

/** Every level and year for which a header has codes, from the smallest area to the largest, older years first. */
export function areaColumns(header: readonly string[]): readonly AreaColumns[] {
  const parts = header.flatMap(heading => {
    const part = readHeading(heading)
    return part === undefined ? [] : [{ ...part, heading }]
  })
  return parts
    .filter(({ part }) => part === 'code')
    .map(({ level, vintage, heading }) => ({
      level,
      vintage,
      code: heading,
      name:
        parts.find(other => other.part === 'name' && other.level === level && other.vintage === vintage)?.heading ??
        null,
    }))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || yearOf(a.vintage) - yearOf(b.vintage))
}

/**
 * The header of a table of areas, and its columns of codes. Throws FileRefused when it has none, naming the kind of file
 * that it seems to be.
 */
export async function areaHeader(
  file: SourceFile,
  { otherKind }: ReadContext,
): Promise<{
  readonly header: readonly string[]
  readonly smallest: AreaColumns
  readonly columns: readonly AreaColumns[]
}> {
  const header = await csvHeader(file)
  const columns = areaColumns(header)
  const [smallest] = columns
  if (smallest !== undefined) return { header, smallest, columns }
  const other = otherKind?.(header)
  const advice =
    other === undefined ? 'Is the first line the names of the columns?' : `This looks like ${other}. Import it as that.`
  throw new FileRefused(file.name, `there is no column with codes of areas, such as LSOA21CD or LAD24CD. ${advice}`)
}

/** Without a year first, codes in force today last. */
function yearOf(vintage: string | null): number {
  if (vintage === 'active') return 9999
  return vintage === null ? 0 : Number(vintage)
}

/** Nine characters since 2009, X for the invented areas of a demonstration; the eight of Northern Ireland's older areas. */
export const codePattern = /^([EWSNKJLMX]\d{8}|95[A-Z]{2}\d{2}[CSW]\d)$/

/** The areas that one row names. Cells without a code are passed over. Undefined when a code is not a code. */
export function namedAreas(
  columns: readonly AreaColumns[],
  cell: (heading: string) => string,
): readonly AreaName[] | undefined {
  const areas = columns.flatMap(({ level, vintage, code, name }) => {
    const text = cell(code)
    return isNone(text) ? [] : [{ level, vintage, code: text, name: name === null ? null : cell(name).trim() || null }]
  })
  return areas.every(({ code }) => codePattern.test(code)) ? areas : undefined
}

const isNone = (text: string): boolean => text === '' || text === 'NA'
