import { type Numbers, requireLength } from './check.ts'

// WGS 84 and Krüger's (1912) transverse Mercator series in the third flattening, to fourth order (Karney 2011, J. Geodesy
// 85, equations 6-14 and 35-36): nanometres within 1,000 km of the central meridian; lengths true to 1 in 80,000 within 32 km.
const FLATTENING = 1 / 298.257223563
const N = FLATTENING / (2 - FLATTENING)
const RADIUS = (6378137 / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64)
const ECCENTRICITY = (2 * Math.sqrt(N)) / (1 + N)
const FORWARD = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
]
const INVERSE = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  N ** 2 / 48 + N ** 3 / 15 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
]
const RADIAN = Math.PI / 180

/** The point that maps to x = 0, y = 0, in degrees. */
export interface Origin {
  longitude: number
  latitude: number
}

/** Points in metres: x eastward and y northward of the origin. */
export interface Projected {
  x: Float64Array
  y: Float64Array
  origin: Origin
}

/**
 * Metres on a local map from WGS 84 degrees: a transverse Mercator centred on the points (or on `origin`), so that
 * plane distances are true distances to about 1 in 80,000 within 32 km of the centre, 1 in 1,000 within 280 km.
 * @throws when lengths differ, a coordinate is outside its range, or a point is more than 60 degrees east or west
 */
export function project(longitudes: Numbers, latitudes: Numbers, origin?: Origin): Projected {
  requireLength('latitudes', latitudes, longitudes.length)
  const centre = origin ?? middle(longitudes, latitudes)
  requireDegrees('origin.latitude', centre.latitude, 90)
  requireDegrees('origin.longitude', centre.longitude, 180)
  const northing = RADIUS * transverse(0, centre.latitude * RADIAN).north
  const x = new Float64Array(longitudes.length)
  const y = new Float64Array(longitudes.length)
  for (let i = 0; i < x.length; i++) {
    requireDegrees(`longitudes[${i}]`, longitudes[i], 180)
    requireDegrees(`latitudes[${i}]`, latitudes[i], 90)
    const east = longitudes[i] - centre.longitude
    if (Math.abs(east) > 60) throw new Error(`longitudes[${i}] must be within 60 degrees of the origin, got ${east}`)
    const point = transverse(east * RADIAN, latitudes[i] * RADIAN)
    x[i] = RADIUS * point.east
    y[i] = RADIUS * point.north - northing
  }
  return { x, y, origin: centre }
}

function requireDegrees(name: string, value: number, limit: number): void {
  if (!(Math.abs(value) <= limit))
    throw new Error(`${name} must be between -${limit} and ${limit} degrees, got ${value}`)
}

function middle(longitudes: Numbers, latitudes: Numbers): Origin {
  return { longitude: halfway(longitudes), latitude: halfway(latitudes) }
}

function halfway(degrees: Numbers): number {
  if (degrees.length === 0) return 0
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < degrees.length; i++) {
    least = Math.min(least, degrees[i])
    most = Math.max(most, degrees[i])
  }
  return (least + most) / 2
}

function transverse(longitude: number, latitude: number): { east: number; north: number } {
  const sine = Math.sin(latitude)
  const t = Math.sinh(Math.atanh(sine) - ECCENTRICITY * Math.atanh(ECCENTRICITY * sine))
  const xi = Math.atan2(t, Math.cos(longitude))
  const eta = Math.asinh(Math.sin(longitude) / Math.hypot(t, Math.cos(longitude)))
  let east = eta
  let north = xi
  for (let j = 1; j <= 4; j++) {
    east += FORWARD[j - 1] * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta)
    north += FORWARD[j - 1] * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta)
  }
  return { east, north }
}

/**
 * Degrees from metres on the map that `project` drew about `origin`.
 * @throws when `x` and `y` differ in length
 */
export function unproject(
  x: Numbers,
  y: Numbers,
  origin: Origin,
): { longitudes: Float64Array; latitudes: Float64Array } {
  requireLength('y', y, x.length)
  const northing = transverse(0, origin.latitude * RADIAN).north
  const longitudes = new Float64Array(x.length)
  const latitudes = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) {
    const point = geographic(x[i] / RADIUS, y[i] / RADIUS + northing)
    longitudes[i] = origin.longitude + point.longitude / RADIAN
    latitudes[i] = point.latitude / RADIAN
  }
  return { longitudes, latitudes }
}

function geographic(east: number, north: number): { longitude: number; latitude: number } {
  let eta = east
  let xi = north
  for (let j = 1; j <= 4; j++) {
    eta -= INVERSE[j - 1] * Math.cos(2 * j * north) * Math.sinh(2 * j * east)
    xi -= INVERSE[j - 1] * Math.sin(2 * j * north) * Math.cosh(2 * j * east)
  }
  const longitude = Math.atan2(Math.sinh(eta), Math.cos(xi))
  return { longitude, latitude: latitudeOf(Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi))) }
}

/** The latitude whose conformal latitude has tangent `target`, by fixed-point steps (each gains about two decimals). */
function latitudeOf(target: number): number {
  const conformal = Math.asinh(target)
  let sine = Math.tanh(conformal)
  for (let i = 0; i < 12; i++) sine = Math.tanh(conformal + ECCENTRICITY * Math.atanh(ECCENTRICITY * sine))
  return Math.asin(sine)
}
