// A flat plane in kilometres, good enough for one county: x runs east and y runs north of the origin. Longitude and
// latitude are scaled by constants, so a straight line stays straight and a point inside a polygon stays inside it.

/** A point or a vector, [x, y] in kilometres unless the name says otherwise. */
export type Point = readonly [number, number]

/** A closed ring of points; the last point is not repeated. */
export type Ring = readonly Point[]

const origin = { lon: -1.56, lat: 52.32 }
const kmPerDegreeLat = 111.2
const kmPerDegreeLon = kmPerDegreeLat * Math.cos((origin.lat * Math.PI) / 180)
const sixPlaces = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Kilometres to WGS84 [longitude, latitude], rounded to six places (about 0.1 m). */
export function toLonLat([x, y]: Point): [number, number] {
  return [sixPlaces(origin.lon + x / kmPerDegreeLon), sixPlaces(origin.lat + y / kmPerDegreeLat)]
}

/** WGS84 [longitude, latitude] to kilometres. */
export function toPlane([lon, lat]: Point): [number, number] {
  return [(lon - origin.lon) * kmPerDegreeLon, (lat - origin.lat) * kmPerDegreeLat]
}

/** Signed area of a ring, positive when it runs anticlockwise (the shoelace formula); square kilometres for a ring in km. */
export function signedArea(ring: Ring): number {
  let twice = 0
  let [px, py] = ring.at(-1) ?? [0, 0]
  for (const [x, y] of ring) {
    twice += px * y - x * py
    px = x
    py = y
  }
  return twice / 2
}

/** Is the point inside the ring? By counting the edges that a ray to the east crosses. */
export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  let [px, py] = ring.at(-1) ?? [0, 0]
  for (const [qx, qy] of ring) {
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside
    px = qx
    py = qy
  }
  return inside
}

/** Straight-line distance. */
export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by)

/** Where along the segment from a to b the foot of the perpendicular from p falls: 0 at a, 1 at b, beyond outside. */
export function footOf([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  return ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)
}

/** The point a share t of the way from a to b. */
export const between = ([ax, ay]: Point, [bx, by]: Point, t: number): [number, number] => [
  ax + (bx - ax) * t,
  ay + (by - ay) * t,
]
