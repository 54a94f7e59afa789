import { sources } from '#platform/files'
import type { AreaName, LookupRow } from './files/index.ts'
import { lookups } from './files/index.ts'

export type OfficialPlace = { readonly code: string; readonly name: string }

/** What the official lookups say of some community safety partnerships. */
export type OfficialPlaces = {
  readonly partnerships: readonly OfficialPlace[]
  readonly forces: readonly OfficialPlace[]
  /** Each with its partnership, and its county where a council for a county stands above it. */
  readonly districts: readonly (OfficialPlace & { readonly csp: string; readonly county: string | null })[]
  readonly counties: readonly OfficialPlace[]
}

/** Reads the lookup of districts, partnerships and forces, and with it, when given, the lookup of districts and counties. */
export async function officialPlaces(files: readonly string[], csps: readonly string[]): Promise<OfficialPlaces> {
  const rows = await readAll(files)
  const placed = rows.filter(row => csps.includes(find(row, 'partnership')?.code ?? ''))
  const districts = new Map(placed.flatMap(row => pair(find(row, 'district'), find(row, 'partnership'))))
  const above = rows.filter(row => districts.has(find(row, 'district')?.code ?? ''))
  const countyOf = new Map(above.flatMap(row => countyPair(row)))
  return {
    partnerships: unique(placed.map(row => find(row, 'partnership'))),
    forces: unique(placed.map(row => find(row, 'force'))),
    districts: [...districts].map(([code, { name, csp }]) => ({
      code,
      name,
      csp,
      county: countyOf.get(code)?.code ?? null,
    })),
    counties: unique([...countyOf.values()]),
  }
}

async function readAll(files: readonly string[]): Promise<LookupRow[]> {
  const rows: LookupRow[] = []
  for await (const file of sources(files)) {
    for await (const parsed of lookups.read(file, { today: '9999-12-31', note: () => {} }))
      if ('row' in parsed) rows.push(parsed.row)
  }
  return rows
}

function find({ areas }: LookupRow, level: AreaName['level']): AreaName | undefined {
  return areas.find(area => area.level === level)
}

function pair(district: AreaName | undefined, csp: AreaName | undefined): [string, { name: string; csp: string }][] {
  return district === undefined || csp === undefined
    ? []
    : [[district.code, { name: district.name ?? district.code, csp: csp.code }]]
}

// A single-tier council stands in the upper-tier column as itself; only the codes of counties begin with E10.
function countyPair(row: LookupRow): [string, AreaName][] {
  const [district, county] = [find(row, 'district'), find(row, 'county')]
  return district === undefined || county === undefined || !county.code.startsWith('E10')
    ? []
    : [[district.code, county]]
}

function unique(areas: readonly (AreaName | undefined)[]): OfficialPlace[] {
  const byCode = new Map(
    areas.flatMap(area => (area === undefined ? [] : [[area.code, area.name ?? area.code] as const])),
  )
  return [...byCode].map(([code, name]) => ({ code, name }))
}
