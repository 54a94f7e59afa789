import {
  type Accepted,
  type Feature,
  type FileKind,
  geoJsonFeatures,
  type Parsed,
  type ReadContext,
  type Rejected,
  type SourceFile,
} from '#platform/files'
import { areaColumns, namedAreas } from './columns.ts'
import type { BoundaryRow, Polygon } from './types.ts'

/**
 * Boundaries of LSOAs, MSOAs, wards, districts, partnerships and forces, as GeoJSON in WGS84. What a shape is, the names of
 * its properties say (LSOA21CD, lsoa21_code, WD25CD): the smallest level with a code is the area, larger ones hold it.
 */
export const boundaries: FileKind<BoundaryRow> = {
  kind: 'boundaries',
  title: 'Boundaries of areas',
  columns: ['LSOA21CD', 'LSOA21NM', 'geometry'],
  recognises: () => false,
  read,
}

async function* read(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<BoundaryRow>> {
  const seen = new Set<string>()
  for await (const parsed of geoJsonFeatures(file, { note: context.note })) {
    const boundary = 'row' in parsed ? readBoundary(parsed) : parsed
    if ('row' in boundary && seen.has(boundary.row.area.code))
      yield reject(boundary.line, 'code', `${boundary.row.area.code} is there twice.`, boundary.row.area)
    else yield boundary
    if ('row' in boundary) seen.add(boundary.row.area.code)
  }
}

function readBoundary({ line, row: { properties, geometry } }: Accepted<Feature>): Parsed<BoundaryRow> {
  if (geometry.type !== 'polygons')
    return reject(line, 'geometry', 'This is a point, and a boundary is needed.', properties)
  const areas = namedAreas(areaColumns(Object.keys(properties)), heading => asText(properties[heading]))
  const [area, ...within] = areas ?? []
  if (area === undefined)
    return reject(
      line,
      'properties',
      'There is no code of a known kind of area, such as LSOA21CD or WD25CD.',
      properties,
    )
  return { line, row: { area, within, polygons: geometry.polygons, box: boxOf(geometry.polygons) } }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

function reject(line: number, column: string, reason: string, about: unknown): Rejected {
  return { line, column, reason, text: JSON.stringify(about).slice(0, 4_000) }
}

/** Outer rings are enough: holes lie inside them. */
function boxOf(polygons: readonly Polygon[]): BoundaryRow['box'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of polygons)
    for (const [longitude, latitude] of outer) {
      west = Math.min(west, longitude)
      south = Math.min(south, latitude)
      east = Math.max(east, longitude)
      north = Math.max(north, latitude)
    }
  return [west, south, east, north]
}
