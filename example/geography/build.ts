// Puts the invented map together: sites, their shapes, the groups they nest in, and codes and names that no real area has.
import type { Random } from '#engines/numerics'
import { dissolve } from './dissolve.ts'
import { inOnePiece, northFirst, splitCompactly } from './nesting.ts'
import { countyOutline, districtPlans } from './outline.ts'
import { type Point, type Ring, signedArea, toLonLat, toPlane } from './plane.ts'
import { placeSites, type Setting, type Site } from './sites.ts'
import { type Tessellation, tessellate } from './tessellate.ts'

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
  /** In the order in which they were placed; everything that speaks of a position means this order. */
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
type Labels = { readonly area: Label; readonly msoa: Label; readonly ward: Label }

const areasPerMsoa = 5.3
const areasPerWard = 3.4
const numbered = (value: number, width: number): string => String(value).padStart(width, '0')

/** Codes and names for the areas at each position. No real area has such a code. */
function labelAreas(sites: readonly Site[], neighbours: Tessellation['neighbours']): Labels[] {
  const at = (i: number): Point => sites[i]?.at ?? [0, 0]
  const labels = new Map<number, Labels>()
  const count = { msoas: 0, wards: 0 }
  for (const { code: district, name } of districtPlans) {
    const own = [...sites.keys()].filter(i => sites[i]?.district.code === district)
    const group = (size: number): number[][] =>
      northFirst(inOnePiece(splitCompactly(own, Math.round(own.length / size), at), neighbours), at)
    const wardOf = new Map<number, Label>()
    for (const [i, members] of group(areasPerWard).entries()) {
      const ward = { code: `X05${numbered(++count.wards, 6)}`, name: `${name} ward ${i + 1} (illustrative)`, district }
      for (const member of members) wardOf.set(member, ward)
    }
    for (const [i, members] of group(areasPerMsoa).entries()) {
      const stem = `${name} ${numbered(i + 1, 3)}`
      const msoa = { code: `X02${numbered(++count.msoas, 6)}`, name: `${stem} (illustrative)`, district }
      for (const [j, member] of members.entries()) {
        const code = `X01${numbered(labels.size + 1, 6)}`
        const area = { code, name: `${stem}${String.fromCharCode(65 + j)} (illustrative)`, district }
        labels.set(member, { area, msoa, ward: wardOf.get(member) ?? msoa })
      }
    }
  }
  return sites.flatMap((_, i) => labels.get(i) ?? [])
}

const areaOf = (rings: readonly Ring[]): number => rings.reduce((sum, ring) => sum + signedArea(ring.map(toPlane)), 0)

/** Builds the map. The same generator state gives the same map. */
export function buildGeography(random: Random): Geography {
  const sites = placeSites(random.split(1))
  const points = sites.map(site => site.at)
  const { borders, rings, neighbours, locate } = tessellate(points, countyOutline, random.split(2))
  const labels = labelAreas(sites, neighbours)

  const outlines = <L extends Named>(labelOf: (own: Labels, i: number) => L): (L & Pick<Place, 'rings'>)[] => {
    const own = labels.map(labelOf)
    const unsorted = new Map(own.map(label => [label.code, label]))
    const sorted = [...unsorted.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
    const positions = new Map(sorted.map((label, i) => [label.code, i]))
    const groups = dissolve(
      borders,
      own.map(label => positions.get(label.code) ?? -1),
    )
    return sorted.map((label, i) => ({ ...label, rings: groups[i] ?? [] }))
  }

  const areas = labels.map(({ area, msoa, ward }, i): SmallArea => {
    const own = [rings[i] ?? []]
    const codes = { district: area.district, ward: ward.code, msoa: msoa.code }
    const shape = {
      rings: own,
      centre: toLonLat(points[i] ?? [0, 0]),
      squareKm: areaOf(own),
      neighbours: neighbours[i] ?? [],
    }
    return { code: area.code, name: area.name, ...codes, setting: sites[i]?.setting ?? 'town', ...shape }
  })
  const [county] = outlines(() => ({ code: 'E10000031', name: 'Warwickshire' }))
  return {
    areas,
    wards: outlines(own => own.ward),
    msoas: outlines(own => own.msoa),
    districts: outlines((_, i) => ({ code: sites[i]?.district.code ?? '', name: sites[i]?.district.name ?? '' })),
    county: county ?? { code: 'E10000031', name: 'Warwickshire', rings: [] },
    locate,
  }
}
