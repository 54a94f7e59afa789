// Puts the invented map together: sites are grouped and numbered first, then given shapes.
import type { Random } from '#engines/numerics'
import { dissolve } from './dissolve.ts'
import { northFirst, splitCompactly } from './nesting.ts'
import { countyOutline, districtPlans } from './outline.ts'
import { type Point, type Ring, signedArea, toLonLat, toPlane } from './plane.ts'
import { placeSites, type Setting, type Site } from './sites.ts'
import { tessellate } from './tessellate.ts'

/** An area of any size: its code, its name (always marked illustrative unless it is a district) and its outline. */
export type Place = {
  readonly code: string
  readonly name: string
  /** Longitude and latitude: outer rings anticlockwise and largest first, then any holes clockwise. */
  readonly rings: readonly Ring[]
}

/** An area of about 1,500 residents, the size of a lower layer super output area. */
export type SmallArea = Place & {
  readonly district: string
  readonly ward: string
  readonly msoa: string
  readonly setting: Setting
  /** Longitude and latitude of a point inside it. */
  readonly centre: readonly [number, number]
  readonly squareKm: number
  /** Positions in `areas` of those that share a border with it. */
  readonly neighbours: readonly number[]
}

export type Geography = {
  readonly areas: readonly SmallArea[]
  readonly wards: readonly (Place & { readonly district: string })[]
  readonly msoas: readonly (Place & { readonly district: string })[]
  readonly districts: readonly Place[]
  readonly county: Place
  /** The position in `areas` of the one that holds a longitude and latitude, or -1 outside the county. */
  locate(point: Point): number
}

type Named = Pick<Place, 'code' | 'name'>
type Label = Named & { readonly district: string }
type Labelled = { readonly site: Site; readonly area: Label; readonly msoa: Label; ward: Label }

const areasPerMsoa = 5.3
const areasPerWard = 3.4
const numbered = (value: number, width: number): string => String(value).padStart(width, '0')

/** Groups the sites of one district, north first: each group with its number and its sites. */
function groupSites(sites: readonly Site[], size: number): Site[][] {
  const at = (i: number): Point => sites[i]?.at ?? [0, 0]
  const everyone = sites.map((_, i) => i)
  const groups = northFirst(splitCompactly(everyone, Math.round(sites.length / size), at), at)
  return groups.map(group => group.flatMap(i => sites[i] ?? []))
}

/** Codes and names for every site of the county, in the order of their codes. No real area has such a code. */
function labelSites(sites: readonly Site[]): Labelled[] {
  const labelled: Labelled[] = []
  let msoas = 0
  let wards = 0
  for (const { code: district, name } of districtPlans) {
    const own = sites.filter(site => site.district.code === district)
    const wardOf = new Map<Site, Label>()
    for (const [i, group] of groupSites(own, areasPerWard).entries()) {
      const code = `X05${numbered(++wards, 6)}`
      for (const site of group) wardOf.set(site, { code, name: `${name} ward ${i + 1} (illustrative)`, district })
    }
    for (const [i, group] of groupSites(own, areasPerMsoa).entries()) {
      const stem = `${name} ${numbered(i + 1, 3)}`
      const msoa = { code: `X02${numbered(++msoas, 6)}`, name: `${stem} (illustrative)`, district }
      group.forEach((site, j) => {
        const letter = String.fromCharCode(65 + j)
        const code = `X01${numbered(labelled.length + 1, 6)}`
        const area = { code, name: `${stem}${letter} (illustrative)`, district }
        labelled.push({ site, area, msoa, ward: wardOf.get(site) ?? msoa })
      })
    }
  }
  return labelled
}

const areaOf = (rings: readonly Ring[]): number => rings.reduce((sum, ring) => sum + signedArea(ring.map(toPlane)), 0)

/** Builds the map. The same generator state gives the same map. */
export function buildGeography(random: Random): Geography {
  const labelled = labelSites(placeSites(random.split(1)))
  const sites = labelled.map(({ site }) => site.at)
  const { borders, rings, neighbours, locate } = tessellate(sites, countyOutline, random.split(2))

  const outlines = <L extends Named>(labelOf: (one: Labelled) => L): (L & Pick<Place, 'rings'>)[] => {
    const unsorted = new Map(labelled.map(one => [labelOf(one).code, labelOf(one)]))
    const labels = [...unsorted.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
    const positions = new Map(labels.map((label, i) => [label.code, i]))
    const groups = dissolve(
      borders,
      labelled.map(one => positions.get(labelOf(one).code) ?? -1),
    )
    return labels.map((label, i) => ({ ...label, rings: groups[i] ?? [] }))
  }

  const areas = labelled.map(({ site, area, msoa, ward }, i): SmallArea => {
    const own = [rings[i] ?? []]
    const codes = { district: area.district, ward: ward.code, msoa: msoa.code }
    const shape = { rings: own, centre: toLonLat(site.at), squareKm: areaOf(own), neighbours: neighbours[i] ?? [] }
    return { code: area.code, name: area.name, ...codes, setting: site.setting, ...shape }
  })
  const [county] = outlines(() => ({ code: 'E10000031', name: 'Warwickshire' }))
  return {
    areas,
    wards: outlines(one => one.ward),
    msoas: outlines(one => one.msoa),
    districts: outlines(({ site: { district } }) => ({ code: district.code, name: district.name })),
    county: county ?? { code: 'E10000031', name: 'Warwickshire', rings: [] },
    locate,
  }
}
