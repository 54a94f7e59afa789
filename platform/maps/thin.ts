import type { Point, Ring } from './geometry.ts'

// Neighbouring areas share their border points, so a point may go only if it goes from both. Each decision below rests
// on the point and its two neighbours alone, which both areas see alike; where three borders meet, the point stays.

// Points are whole units below a million, so that one number names each.
const keyOf = ([x, y]: Point) => x * 1_000_000 + y

/** Points that do not lie between the same two neighbours in every ring: they hold the borders together. */
function findKnots(rings: readonly Ring[]): Set<number> {
  const between = new Map<number, readonly [number, number]>()
  const knots = new Set<number>()
  for (const ring of rings) {
    for (const [index, point] of ring.entries()) {
      const before = keyOf(ring.at(index - 1) ?? point)
      const after = keyOf(ring[(index + 1) % ring.length] ?? point)
      const [low, high] = before < after ? [before, after] : [after, before]
      const key = keyOf(point)
      const known = between.get(key)
      if (known === undefined) between.set(key, [low, high])
      else if (known[0] !== low || known[1] !== high) knots.add(key)
    }
  }
  return knots
}

/** Twice the area of the triangle that a point makes with its neighbours: how much is lost when it goes. */
function bend([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
}

/** Half of all points, another half in each round, so that a gentle curve never loses every point at once. */
function isTurn([x, y]: Point, round: number): boolean {
  return ((Math.imul(x | 0, 73856093) ^ Math.imul(y | 0, 19349663)) >>> (round + 3)) % 2 === 0
}

/**
 * Rings with fewer points: those that bend their line by less than `least` (twice an area, in square units) go, over
 * four rounds. Borders stay shared. A ring never falls under four points. After Visvalingam and Whyatt (1993).
 */
export function thinned(rings: readonly Ring[], least: number): Ring[] {
  const knots = findKnots(rings)
  let current = [...rings]
  for (let round = 0; round < 4; round++) {
    current = current.map(ring => {
      const kept = ring.filter((point, index) => {
        const [before, after] = [ring.at(index - 1) ?? point, ring[(index + 1) % ring.length] ?? point]
        return knots.has(keyOf(point)) || !isTurn(point, round) || bend(before, point, after) >= least
      })
      return kept.length >= 4 ? kept : ring
    })
  }
  return current
}
