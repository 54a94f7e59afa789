// Boundaries as they come from files, which may be empty, broken or hostile, made into rings that can be drawn.

/** A point: longitude and latitude in degrees, or x and y in pixels. */
export type Point = readonly [number, number]
/** A closed line of points; the last joins the first and is not repeated. */
export type Ring = readonly Point[]
/** An outer ring and the holes in it. */
export type Polygon = readonly Ring[]

/** An area with its GeoJSON geometry, whatever that holds. */
export type AreaShape = {
  id: string
  name: string
  /** The larger area it lies in; outlines are drawn between groups. */
  group?: string
  geometry: unknown
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function toPoint(value: unknown): Point | undefined {
  const [longitude, latitude] = asList(value)
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined
  // Also false for NaN and the infinities.
  const onEarth = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  return onEarth ? [longitude, latitude] : undefined
}

const same = (a: Point | undefined, b: Point | undefined) =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]

/** Points without neighbours on the same spot and without the repeated first one. */
export function withoutRepeats(points: readonly Point[]): Point[] {
  const kept = points.filter((point, index) => !same(point, points[index - 1]))
  while (kept.length > 1 && same(kept[0], kept.at(-1))) kept.pop()
  return kept
}

function toRing(value: unknown): Point[] {
  const points = asList(value)
    .map(toPoint)
    .filter(point => point !== undefined)
  return withoutRepeats(points)
}

/** The rings of a polygon that enclose something. Without a first ring its holes mean nothing. */
function toPolygon(value: unknown): Polygon[] {
  const [outer, ...holes] = asList(value).map(toRing)
  if (outer === undefined || outer.length < 3) return []
  return [[outer, ...holes.filter(hole => hole.length >= 3)]]
}

/** The polygons of a GeoJSON geometry. Anything that is not a polygon, or not a point on the Earth, is left out. */
export function toPolygons(geometry: unknown): Polygon[] {
  if (!isRecord(geometry)) return []
  const { type, coordinates } = geometry
  if (type === 'Polygon') return toPolygon(coordinates)
  if (type === 'MultiPolygon') return asList(coordinates).flatMap(toPolygon)
  if (type === 'GeometryCollection') return asList(geometry['geometries']).flatMap(toPolygons)
  return []
}

/** Twice the signed area of a ring, above 0 when it runs against the clock on a map with north up (shoelace formula). */
export function signedArea(ring: Ring): number {
  let total = 0
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    total += x * nextY - nextX * y
  }
  return total
}

/** Outer rings against the clock and holes with it, as RFC 7946 section 3.1.6 asks; map libraries tell them apart by this. */
export function rewound(polygon: Polygon): Polygon {
  return polygon.map((ring, index) => (signedArea(ring) >= 0 === (index === 0) ? ring : [...ring].reverse()))
}

export type Extent = { left: number; top: number; right: number; bottom: number }

export function extentOf(points: Iterable<Point>): Extent {
  const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const [x, y] of points) {
    extent.left = Math.min(extent.left, x)
    extent.right = Math.max(extent.right, x)
    extent.top = Math.min(extent.top, y)
    extent.bottom = Math.max(extent.bottom, y)
  }
  return extent
}

/** Where the level line at `y` crosses the rings, in rising order of x. */
export function crossings(rings: readonly Ring[], y: number): number[] {
  const found: number[] = []
  for (const ring of rings) {
    for (const [index, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1]
      if (y1 <= y !== y2 <= y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
    }
  }
  return found.sort((a, b) => a - b)
}

/** The centre of weight of a ring, or undefined when it encloses nothing. */
function centroid(ring: Ring): Point | undefined {
  const area = signedArea(ring)
  if (area === 0) return undefined
  let [x, y] = [0, 0]
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1]
    const weight = x1 * y2 - x2 * y1
    x += (x1 + x2) * weight
    y += (y1 + y2) * weight
  }
  return [x / (3 * area), y / (3 * area)]
}

/** Where a name may stand: the centre of the largest ring when it lies inside, else a point well inside. */
export function labelPoint(rings: readonly Ring[]): Point | undefined {
  const [largest] = [...rings].sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)))
  const centre = largest === undefined ? undefined : centroid(largest)
  if (largest === undefined || centre === undefined) return undefined
  const left = crossings([largest], centre[1]).filter(x => x < centre[0]).length
  return left % 2 === 1 ? centre : pointInside([largest])
}

/** A point well inside the rings: the middle of the widest stretch on one of five level lines. Undefined when they enclose nothing. */
export function pointInside(rings: readonly Ring[]): Point | undefined {
  const { top, bottom } = extentOf(rings.flat())
  let best: { point: Point; width: number } | undefined
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const y = top + (bottom - top) * share
    const across = crossings(rings, y)
    for (let index = 0; index + 1 < across.length; index += 2) {
      const [left, right] = [across[index] ?? 0, across[index + 1] ?? 0]
      // A later line must be clearly wider: the middle of the height reads best.
      if (best === undefined || right - left > best.width * 1.2)
        best = { point: [(left + right) / 2, y], width: right - left }
    }
  }
  return best?.point
}
