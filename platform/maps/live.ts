import { fewerThanFive, figure, noFile } from '../charts/words.ts'
import { type AreaValue, type Classes, fillOf } from './classes.ts'
import { outlineOf } from './edges.ts'
import { type AreaShape, type Point, type Polygon, type Ring, rewound, toPolygons } from './geometry.ts'

/** One area for the interactive map. `say` is what is shown and spoken; `fill` is 0 to 4, "few" or "no-data". */
type LiveFeature = {
  type: 'Feature'
  id: number
  properties: { code: string; name: string; say: string; fill: string } | { outline: true }
  geometry: { type: 'MultiPolygon'; coordinates: Point[][][] } | { type: 'MultiLineString'; coordinates: Point[][] }
}

export type LiveData = { type: 'FeatureCollection'; features: LiveFeature[] }

export type LiveReading = { id: string; value: AreaValue; low?: number; high?: number; name?: string }

// Five decimals of a degree are about a metre.
const places = 100_000
const round = ([longitude, latitude]: Point): Point => [
  Math.round(longitude * places) / places,
  Math.round(latitude * places) / places,
]

function closed(ring: Ring): Point[] {
  const points = ring.map(round)
  return points[0] === undefined ? points : [...points, points[0]]
}

function words(name: string, reading: LiveReading | undefined, unit: string, decimals: number): string {
  if (reading === undefined || reading.value === null) return `${name}: ${noFile}`
  if (reading.value === 'few') return `${name}: ${fewerThanFive}`
  const range =
    reading.low === undefined || reading.high === undefined
      ? ''
      : `, likely ${figure(reading.low, decimals)} to ${figure(reading.high, decimals)}`
  return `${name}: ${unit} ${figure(reading.value, decimals)}${range}`
}

function outlines(shapes: readonly { group: string; polygons: Polygon[] }[]): Point[][] {
  const rings = Map.groupBy(shapes, shape => shape.group)
  return [...rings.values()].flatMap(group =>
    outlineOf(group.flatMap(({ polygons }) => polygons.flatMap(polygon => polygon.map(ring => ring.map(round))))),
  )
}

/**
 * GeoJSON (RFC 7946) for the interactive map: each area with the words that are spoken for it, and the outlines of groups.
 * Rings are wound as the standard asks; areas that enclose nothing are left out.
 */
export function liveMapData(
  shapes: readonly AreaShape[],
  readings: readonly LiveReading[],
  { classes, unit, decimals }: { classes: Classes; unit: string; decimals: number },
): LiveData {
  const byId = new Map(readings.map(reading => [reading.id, reading]))
  const parsed = shapes.map(shape => ({ shape, group: shape.group ?? '', polygons: toPolygons(shape.geometry) }))
  const drawn = parsed.filter(({ polygons }) => polygons.length > 0)
  const features = drawn.map(({ shape, polygons }, index): LiveFeature => {
    const reading = byId.get(shape.id)
    const name = reading?.name === undefined ? shape.name : `${reading.name}, ${shape.name}`
    return {
      type: 'Feature',
      id: index + 1,
      properties: {
        code: shape.id,
        name,
        say: words(name, reading, unit, decimals),
        fill: String(fillOf(reading?.value, classes)),
      },
      geometry: { type: 'MultiPolygon', coordinates: polygons.map(polygon => rewound(polygon).map(closed)) },
    }
  })
  const lines: LiveFeature = {
    type: 'Feature',
    id: drawn.length + 1,
    properties: { outline: true },
    geometry: { type: 'MultiLineString', coordinates: outlines(drawn) },
  }
  return { type: 'FeatureCollection', features: [...features, lines] }
}
