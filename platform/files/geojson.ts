import { decodeText } from './decode.ts'
import { JsonItems } from './json-items.ts'
import { FileRefused } from './refused.ts'
import type { Accepted, Rejected, SourceFile } from './types.ts'

/** [longitude, latitude] in degrees, WGS84. */
export type Position = readonly [number, number]
/** Closed: the last position is the first. */
export type Ring = readonly Position[]
/** The outer ring, then its holes. */
export type Polygon = readonly Ring[]

export type Feature = {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry:
    | { readonly type: 'polygons'; readonly polygons: readonly Polygon[] }
    | { readonly type: 'point'; readonly point: Position }
}

/** [west, south, east, north] in degrees. */
export type Box = readonly [number, number, number, number]

/** With a margin: Rockall to Lowestoft, Scilly to Shetland. */
export const unitedKingdom: Box = [-14, 49, 2.5, 61.5]

export type GeoJsonOptions = {
  readonly note: (sentence: string) => void
  /** Where every position must lie. The United Kingdom unless stated. */
  readonly within?: Box
  readonly maxFeatures?: number
}

const longestFeature = 64 * 1024 * 1024

/**
 * The features of a GeoJSON feature collection, one by one. `line` is the feature's position in the file, from 1. A
 * feature that cannot be used is rejected. Throws FileRefused for another coordinate system (a stated one, or numbers in
 * metres), for latitude and longitude swapped, and for a file that is not a feature collection or was cut short.
 */
export async function* geoJsonFeatures(
  file: SourceFile,
  options: GeoJsonOptions,
): AsyncGenerator<Accepted<Feature> | Rejected> {
  const within = options.within ?? unitedKingdom
  const items = new JsonItems(file.name, 'features', longestFeature)
  let line = 0
  let isCollection = false
  for await (const text of decodeText(file, options.note)) {
    for (const piece of items.push(text)) {
      if (piece.kind === 'member') {
        isCollection ||= /^"type"\s*:\s*"FeatureCollection"$/.test(piece.text)
        refuseOtherSystem(file.name, piece.text)
        continue
      }
      line += 1
      if (line > (options.maxFeatures ?? 1_000_000))
        throw new FileRefused(file.name, 'it has more than a million shapes. Split it, and import the parts.')
      yield readFeature(file.name, line, piece.text, within)
    }
  }
  items.end()
  if (!isCollection)
    throw new FileRefused(file.name, 'it is JSON, but not a GeoJSON feature collection. Choose the GeoJSON download.')
}

/** The names under which WGS84 in longitude and latitude is stated. */
const wgs84 = /^(urn:ogc:def:crs:OGC:(1\.3|2)?:CRS84|urn:ogc:def:crs:EPSG:[\d.]*:4326|EPSG:4326)$/i

function refuseOtherSystem(name: string, member: string): void {
  if (!/^"crs"\s*:/.test(member)) return
  const stated = /"name"\s*:\s*"([^"]*)"\s*}/.exec(member)?.[1]
  if (stated === undefined || wgs84.test(stated)) return
  throw new FileRefused(
    name,
    `its coordinates are in ${stated.slice(0, 60)}. Download it in WGS84 (longitude and latitude, EPSG:4326).`,
  )
}

function readFeature(name: string, line: number, text: string, within: Box): Accepted<Feature> | Rejected {
  const reject = (column: string, reason: string): Rejected => ({ line, column, reason, text: text.slice(0, 4_000) })
  const feature = parsed(text)
  if (!isObject(feature) || feature['type'] !== 'Feature')
    return reject('whole shape', 'This is not a GeoJSON feature.')
  const { properties, geometry } = feature
  if (!isObject(properties)) return reject('properties', 'The shape has no properties: no code and no name.')
  if (!isObject(geometry)) return reject('geometry', 'The shape has no geometry.')
  const shape = readGeometry(name, geometry, within)
  return typeof shape === 'string' ? reject('geometry', shape) : { line, row: { properties, geometry: shape } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readGeometry(name: string, geometry: Record<string, unknown>, within: Box): Feature['geometry'] | string {
  const { type, coordinates } = geometry
  if (type === 'Point') {
    const point = readPosition(name, coordinates, within)
    return typeof point === 'string' ? point : { type: 'point', point }
  }
  const list = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined
  if (!Array.isArray(list) || list.length === 0) return 'The geometry is not a polygon or a point.'
  const polygons = readEach(list, polygon => readPolygon(name, polygon, within))
  return typeof polygons === 'string' ? polygons : { type: 'polygons', polygons }
}

function readPolygon(name: string, rings: unknown, within: Box): Polygon | string {
  if (!Array.isArray(rings) || rings.length === 0) return 'A polygon has no outline.'
  return readEach(rings, ring => readRing(name, ring, within))
}

function readRing(name: string, positions: unknown, within: Box): Ring | string {
  if (!Array.isArray(positions) || positions.length < 4) return 'An outline has fewer than four positions.'
  const ring = readEach(positions, position => readPosition(name, position, within))
  if (typeof ring === 'string') return ring
  const [first, last] = [ring[0], ring.at(-1)]
  return first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring : 'An outline does not end where it starts.'
}

/** Reads every item, or says what is wrong with the first that cannot be read. */
function readEach<Item>(list: readonly unknown[], read: (value: unknown) => Item | string): readonly Item[] | string {
  const items: Item[] = []
  for (const value of list) {
    const item = read(value)
    if (typeof item === 'string') return item
    items.push(item)
  }
  return items
}

function readPosition(name: string, value: unknown, within: Box): Position | string {
  if (!Array.isArray(value)) return 'A position is not a pair of numbers.'
  const [longitude, latitude]: unknown[] = value
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return 'A position is not a pair of numbers.'
  const [x, y] = [Number(longitude), Number(latitude)]
  if (isInside(x, y, within)) return [x, y]
  if (isInside(y, x, within))
    throw new FileRefused(name, 'latitude and longitude are swapped. GeoJSON has longitude first: export it again so.')
  if (Math.abs(x) > 180 || Math.abs(y) > 90)
    throw new FileRefused(
      name,
      'its coordinates are metres, probably of the British National Grid, not degrees. Download it in WGS84 (EPSG:4326).',
    )
  return `The position ${x}, ${y} (longitude, latitude) lies outside the expected region.`
}

/** Whether a position in degrees lies in a box. */
export function isInside(longitude: number, latitude: number, [west, south, east, north]: Box): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}
