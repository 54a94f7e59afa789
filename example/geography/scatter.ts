// Random points inside a ring.
import type { Random } from '#engines/numerics'
import { contains, type Point, type Ring } from './plane.ts'

/** A function that draws points spread evenly inside the ring, each passed through `round` before it is tried. */
export function scatterer(ring: Ring, round: (value: number) => number = value => value): (random: Random) => Point {
  const xs = ring.map(p => p[0])
  const ys = ring.map(p => p[1])
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [wide, tall] = [Math.max(...xs) - west, Math.max(...ys) - south]
  return random => {
    for (;;) {
      const point: Point = [round(west + wide * random.next()), round(south + tall * random.next())]
      if (contains(ring, point)) return point
    }
  }
}
