// An invented county for tests and benches: Voronoi cells whose shared borders wander alike from both sides.
import { Delaunay } from 'd3-delaunay'
import type { AreaShape, Point } from './geometry.ts'

/** Numbers from 0 to 1 that repeat for the same seed (Park and Miller 1988, minimal standard generator). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** A border between two corners with `bends` points between, the same whichever end it is walked from. */
function border(from: Point, to: Point, bends: number): Point[] {
  const forward = from[0] < to[0] || (from[0] === to[0] && from[1] <= to[1])
  const [a, b] = forward ? [from, to] : [to, from]
  const next = numbersFrom(
    1 + (Math.abs(Math.round((a[0] * 7919 + a[1] * 104729 + b[0] * 1299709) * 1e4)) % 2147483646),
  )
  const points = Array.from({ length: bends }, (_, index): Point => {
    const share = (index + 1) / (bends + 1)
    const [sway, rise] = [(next() - 0.5) * 0.002, (next() - 0.5) * 0.002]
    return [a[0] + (b[0] - a[0]) * share + sway, a[1] + (b[1] - a[1]) * share + rise]
  })
  return forward ? points : points.reverse()
}

export type Invented = { count: number; bends?: number; seed?: number }

/** `count` areas in 5 districts about a degree wide, named A001 and on. */
export function inventedAreas({ count, bends = 12, seed = 7 }: Invented): AreaShape[] {
  const next = numbersFrom(seed)
  const seeds = Array.from({ length: count }, (): [number, number] => [-2 + next(), 52 + next() * 0.7])
  const voronoi = Delaunay.from(seeds).voronoi([-2.02, 51.98, -0.98, 52.72])
  return seeds.map(([x], index) => {
    const corners = voronoi.cellPolygon(index).slice(0, -1)
    const ring = corners.flatMap((corner, at) => [
      corner,
      ...border(corner, corners[(at + 1) % corners.length] ?? corner, bends),
    ])
    const id = `A${String(index + 1).padStart(3, '0')}`
    const group = `District ${Math.min(5, 1 + Math.floor((x + 2) * 5))}`
    return { id, name: `Area ${id}`, group, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }
  })
}
