// Where one event in twenty or more stands exactly on another, places were rounded or moved to map points.
const SHARED = 0.05
const FINEST = 1

/**
 * How finely places are recorded, metres: 1 where they are all but distinct, else the median distance from a place to the
 * nearest other one. Nothing narrower can be told: without this floor, rounding to a lattice looks like triggering that
 * never leaves the spot, with a likelihood that has no bound.
 */
export function resolutionOf(x: Float64Array, y: Float64Array): number {
  const distinct = new Map<string, readonly [number, number]>()
  for (let i = 0; i < x.length; i++) distinct.set(`${x[i]} ${y[i]}`, [x[i], y[i]])
  const places = [...distinct.values()]
  if (places.length < 2 || places.length > (1 - SHARED) * x.length) return FINEST
  return Math.max(FINEST, medianNearest(places))
}

function medianNearest(places: readonly (readonly [number, number])[]): number {
  const size = cellSize(places)
  const key = (column: number, row: number) => column * 1e7 + row
  const cells = new Map<number, (readonly [number, number])[]>()
  for (const place of places) {
    const at = key(Math.floor(place[0] / size), Math.floor(place[1] / size))
    const cell = cells.get(at)
    if (cell === undefined) cells.set(at, [place])
    else cell.push(place)
  }
  const nearest = Float64Array.from(places, place => {
    let least = size
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(key(Math.floor(place[0] / size) + dx, Math.floor(place[1] / size) + dy)) ?? []) {
          if (other !== place) least = Math.min(least, Math.hypot(other[0] - place[0], other[1] - place[1]))
        }
      }
    }
    return least
  }).sort()
  return nearest[nearest.length >> 1]
}

/** The side of a cell that would hold two places if they lay evenly. */
function cellSize(places: readonly (readonly [number, number])[]): number {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [px, py] of places) {
    left = Math.min(left, px)
    right = Math.max(right, px)
    bottom = Math.min(bottom, py)
    top = Math.max(top, py)
  }
  return Math.max(FINEST, Math.sqrt((2 * (right - left) * (top - bottom)) / places.length))
}

const CLOCKS = [1, 24, 1440]
const FINEST_CLOCK = 1 / 720

/**
 * How finely times are recorded, days: a day, an hour or a minute where all times are whole ones from the first on; two
 * minutes at the least. Triggering quicker than half of it cannot be told from events of one moment.
 */
export function timeResolutionOf(t: Float64Array): number {
  const first = t.reduce((least, time) => Math.min(least, time), Infinity)
  const perDay = CLOCKS.find(it => t.every(time => isWhole((time - first) * it)))
  return Math.max(FINEST_CLOCK, 1 / (perDay ?? 1440))
}

// A day number of six digits that was read from text and shifted keeps some ten decimals.
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6
