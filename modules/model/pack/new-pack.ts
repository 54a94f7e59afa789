import { stringify } from 'csv-stringify/sync'
import { stringify as yaml } from 'yaml'
import type { PackFiles } from './files.ts'
import { PackError, type PackProblem } from './problems.ts'
import { readTable } from './table.ts'
import { type Row, tables } from './tables.ts'

/** A place with its code of the Office for National Statistics. */
export interface CodedPlace {
  code: string
  name: string
}

/** What the official lookups say of a partnership that is being set up. */
export interface NewPartnership {
  /** Lower-case letters, digits and hyphens: the folder of the pack. */
  id: string
  name: string
  place: string
  communitySafetyPartnerships: CodedPlace[]
  /** Each with the code of its community safety partnership, and of its county where it has one. */
  districts: (CodedPlace & { csp: string; county: string | null })[]
  county: CodedPlace | null
  policeForceArea: CodedPlace
  /** The name of the force in the addresses of data.police.uk, such as west-mercia. */
  policeUkForce: string | null
  /** The three-digit number of the education authority. */
  educationAuthority: string | null
}

const provenance = {
  source_doc: 'ons_codes',
  source_section: 'official lookups, when the pack was made',
  mapping_status: 'as_published',
  note: '',
}

/**
 * The files of a new partnership's pack: who it is, its places, and the agencies it begins with. With the common pack beneath it
 * they are all that a partnership needs to load open data. Throws a PackError when the common list of starting agencies is at
 * fault.
 */
export function newPack(partnership: NewPartnership, common: PackFiles): PackFiles {
  const starting = startingAgencies(common)
  const agencies = starting.flatMap(agency => agenciesFrom(agency, partnership))
  const files = new Map([
    ['partnership.yaml', identity(partnership)],
    [tables.communitySafetyPartnerships.file, csv(cspRows(partnership))],
    [tables.districts.file, csv(districtRows(partnership))],
    [tables.agencies.file, csv(agencies.map(({ row }) => row))],
    [tables.agencyFunctions.file, csv(agencies.flatMap(functionRows))],
  ])
  if (partnership.county !== null) files.set(tables.counties.file, csv([{ ...partnership.county, ...provenance }]))
  return files
}

function startingAgencies(common: PackFiles): Row<'startingAgencies'>[] {
  const problems: PackProblem[] = []
  const rows = readTable(tables.startingAgencies, common.get(tables.startingAgencies.file) ?? '', problems)
  if (problems.length > 0) throw new PackError(problems)
  return rows.map(row => row.values)
}

function identity(partnership: NewPartnership): string {
  return yaml({
    id: partnership.id,
    name: partnership.name,
    place: partnership.place,
    codes: {
      community_safety_partnerships: partnership.communitySafetyPartnerships.map(csp => csp.code),
      districts: partnership.districts.map(district => district.code),
      county: partnership.county?.code ?? null,
      police_force_area: partnership.policeForceArea.code,
      police_uk_force: partnership.policeUkForce,
      education_authority: partnership.educationAuthority,
    },
    uses: { definition: 'def.statutory', strategy: null },
    role_addresses: [],
    published: [],
    ...provenance,
    note: null,
  })
}

function cspRows({ communitySafetyPartnerships, policeForceArea }: NewPartnership) {
  return communitySafetyPartnerships.map(({ code, name }) => ({
    code,
    name,
    name_as_printed: '',
    police_force_area: policeForceArea.code,
    ...provenance,
  }))
}

function districtRows({ districts }: NewPartnership) {
  return districts.map(({ code, name, csp, county }) => ({
    code,
    name,
    name_as_printed: '',
    csp,
    county,
    lsoa11_count: '',
    lsoa21_count: '',
    ...provenance,
  }))
}

interface MadeAgency {
  row: Record<string, string>
  functions: string[]
}

/** One agency for each place that the starting agency is made for. A district outside any county has a single-tier council. */
function agenciesFrom(starting: Row<'startingAgencies'>, partnership: NewPartnership): MadeAgency[] {
  const { districts, county, policeForceArea, place } = partnership
  const twoTier = districts.filter(district => district.county !== null)
  const oneTier = districts.filter(district => district.county === null)
  const places: Record<typeof starting.made_for, (CodedPlace & { district: boolean })[]> = {
    partnership: [{ code: '', name: place, district: false }],
    police_area: [{ ...policeForceArea, district: false }],
    county: county === null ? [] : [{ ...county, district: false }],
    district: twoTier.map(({ code, name }) => ({ code, name, district: true })),
    single_tier: oneTier.map(({ code, name }) => ({ code, name, district: true })),
  }
  return places[starting.made_for].map(({ code, name, district }) => ({
    functions: starting.functions,
    row: {
      id: district ? `agency.${starting.id}_${code.toLowerCase()}` : `agency.${starting.id}`,
      name: starting.name_pattern.replace('{name}', name),
      name_as_printed: '',
      kind: starting.kind,
      standing: 'member',
      serves: district ? 'districts' : 'partnership',
      districts: district ? code : '',
      part_in_text: '',
      source_doc: 'ours',
      source_section: 'agencies that a new partnership begins with',
      mapping_status: 'platform_mapping',
      note: starting.note ?? '',
    },
  }))
}

function functionRows({ row, functions }: MadeAgency) {
  return functions.map(name => ({
    agency: row['id'] ?? '',
    function: name,
    source_doc: 'ours',
    source_section: 'agencies that a new partnership begins with',
    mapping_status: 'platform_mapping',
    note: '',
  }))
}

function csv(rows: Record<string, string | null>[]): string {
  return stringify(rows, { header: true })
}
