// The invented map as the rows and files that an import of official boundaries and lookups would give.
import type { AreaLevel, AreaName, BoundaryRow, LookupRow, Polygon, Position } from '../statistics/rows.ts'
import type { Geography, Place, SmallArea } from './build.ts'
import { contains, type Ring, signedArea } from './plane.ts'

/** Rings as polygons: each outer ring with the holes that lie inside it, every ring closed. */
export function polygonsOf(rings: readonly Ring[]): Polygon[] {
  const outer = rings.filter(ring => signedArea(ring) > 0)
  const holes = rings.filter(ring => signedArea(ring) <= 0)
  const close = (ring: Ring): Position[] => [...ring, ...ring.slice(0, 1)]
  return outer.map(ring => [ring, ...holes.filter(hole => hole[0] && contains(ring, hole[0]))].map(close))
}

function boxOf(rings: readonly Ring[]): [number, number, number, number] {
  const lons = rings.flat().map(point => point[0])
  const lats = rings.flat().map(point => point[1])
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

const vintages: Readonly<Partial<Record<AreaLevel, string>>> = {
  lsoa: '2021',
  msoa: '2021',
  ward: '2025',
  district: '2024',
}
const named = (level: AreaLevel, { code, name }: Pick<Place, 'code' | 'name'>): AreaName => ({
  level,
  vintage: vintages[level] ?? null,
  code,
  name,
})

/** The boundary of every small area, middle area, ward and district, and of the county, smallest areas first. */
export function boundaryRows(geography: Geography): BoundaryRow[] {
  const districts = new Map(geography.districts.map(place => [place.code, place]))
  const county = named('county', geography.county)
  const row = (level: AreaLevel, place: Place, within: readonly AreaName[]): BoundaryRow => ({
    area: named(level, place),
    within,
    polygons: polygonsOf(place.rings),
    box: boxOf(place.rings),
  })
  const above = (place: { readonly district: string }): AreaName[] => {
    const district = districts.get(place.district)
    return district ? [named('district', district), county] : [county]
  }
  return [
    ...geography.areas.map(place => row('lsoa', place, above(place))),
    ...geography.msoas.map(place => row('msoa', place, above(place))),
    ...geography.wards.map(place => row('ward', place, above(place))),
    ...geography.districts.map(place => row('district', place, [county])),
    row('county', geography.county, []),
  ]
}

const settings: Readonly<Record<SmallArea['setting'], LookupRow['ruralUrban']>> = {
  'town centre': { code: 'XU', words: 'Urban (illustrative)', urban: true },
  town: { code: 'XU', words: 'Urban (illustrative)', urban: true },
  countryside: { code: 'XR', words: 'Rural (illustrative)', urban: false },
}

/** Two rows for every small area: small area, middle area, district and county; and small area, ward and district. */
export function lookupRows(geography: Geography): LookupRow[] {
  const byCode = (places: readonly Place[]): Map<string, Place> => new Map(places.map(place => [place.code, place]))
  const [wards, msoas, districts] = [byCode(geography.wards), byCode(geography.msoas), byCode(geography.districts)]
  const name = (level: AreaLevel, places: Map<string, Place>, code: string): AreaName[] => {
    const place = places.get(code)
    return place ? [named(level, place)] : []
  }
  return geography.areas.flatMap(area => {
    const [own, district] = [named('lsoa', area), name('district', districts, area.district)]
    const rest = { change: null, knownAs: null, point: area.centre }
    const county = named('county', geography.county)
    return [
      {
        areas: [own, ...name('msoa', msoas, area.msoa), ...district, county],
        ruralUrban: settings[area.setting],
        ...rest,
      },
      { areas: [own, ...name('ward', wards, area.ward), ...district], ruralUrban: null, ...rest },
    ]
  })
}

/** A GeoJSON document of one level, its features marked illustrative, with the property names of the official files. */
export function geoJson(rows: readonly BoundaryRow[], level: AreaLevel): string {
  const stems: Readonly<Partial<Record<AreaLevel, string>>> = {
    lsoa: 'LSOA21',
    msoa: 'MSOA21',
    ward: 'WD25',
    district: 'LAD24',
  }
  const stem = stems[level] ?? 'CTY24'
  const features = rows
    .filter(row => row.area.level === level)
    .map(({ area, polygons }) => ({
      type: 'Feature',
      properties: { [`${stem}CD`]: area.code, [`${stem}NM`]: area.name, illustrative: true },
      geometry: { type: 'MultiPolygon', coordinates: polygons },
    }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
