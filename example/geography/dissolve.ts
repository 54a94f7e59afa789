// From the borders between small areas to the outline of any group of them.
import { type Point, type Ring, signedArea } from './plane.ts'

/** A border with area `left` on its left hand as it runs from corner `from` to corner `to`; `right` is -1 outside. */
export type Border = {
  readonly left: number
  readonly right: number
  readonly from: number
  readonly to: number
  /** Longitude and latitude, both ends included. */
  readonly path: readonly Point[]
}

type Stretch = { readonly to: number; readonly path: readonly Point[] }

/** Follows stretches from corner to corner until each has been used: every closed walk is one ring. */
function ringsFrom(stretches: Map<number, Stretch>): Ring[] {
  const rings: Ring[] = []
  for (const start of stretches.keys()) {
    const ring: Point[] = []
    let corner = start
    for (let next = stretches.get(corner); next; next = stretches.get(corner)) {
      stretches.delete(corner)
      ring.push(...next.path.slice(0, -1))
      corner = next.to
    }
    rings.push(ring.filter((point, i) => String(point) !== String(ring[i - 1])))
  }
  return rings.sort((a, b) => signedArea(b) - signedArea(a))
}

/**
 * The outline of each group of areas, `groupOf[area]` being the number of its group. Each group has its rings: outer rings
 * anticlockwise and largest first, then holes clockwise. Three borders meet at a corner, so no outline touches itself.
 */
export function dissolve(borders: readonly Border[], groupOf: readonly number[]): Ring[][] {
  const groups = Array.from({ length: Math.max(...groupOf) + 1 }, () => new Map<number, Stretch>())
  for (const { left, right, from, to, path } of borders) {
    if (groupOf[left] === groupOf[right]) continue
    groups[groupOf[left] ?? -1]?.set(from, { to, path })
    groups[groupOf[right] ?? -1]?.set(to, { to: from, path: path.toReversed() })
  }
  return groups.map(ringsFrom)
}
