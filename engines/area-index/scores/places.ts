import { normalQuantile } from '#engines/numerics'
import type { Direction, Transform } from '../input.ts'

/** How many of the ascending values are below `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the ascending values are `value` or below. */
function countUpTo(sorted: Float64Array, value: number, from: number): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Share of the ascending values below `value`, equal ones counted by half: 0.5 is the middle. */
export function placeAmong(sorted: Float64Array, value: number): number {
  const below = countBelow(sorted, value)
  return (below + countUpTo(sorted, value, below)) / (2 * sorted.length)
}

// The Indices of Deprivation's exponential transform (technical report, appendix on exponential transformation):
// X = -23 ln(1 - R (1 - exp(-100 / 23))), from 0 at the lowest rank to 100 at the highest.
const EXPONENTIAL_SCALE = 23
const EXPONENTIAL_REACH = 1 - Math.exp(-100 / EXPONENTIAL_SCALE)

/** Standard score of a place in [0, 1] among `size` areas; a place beyond them all counts as a quarter of an area from the end. */
export function standardScore(place: number, direction: Direction, transform: Transform, size: number): number {
  const upward = direction === 'more is riskier' ? place : 1 - place
  const inside = Math.min(Math.max(upward, 0.25 / size), 1 - 0.25 / size)
  return transform === 'normal score'
    ? normalQuantile(inside)
    : -EXPONENTIAL_SCALE * Math.log(1 - inside * EXPONENTIAL_REACH)
}

/**
 * The 1 to 10 position of a place among the reference areas. It climbs steadily (half as fast inside the lowest and the
 * highest tenth), so that rounding it half up gives the tenth itself: 1.0 at the bottom, 5.5 in the middle, 10.0 at the top.
 */
export function positionOf(place: number): number {
  if (place < 0.1) return 1 + 5 * place
  return place > 0.9 ? 9.5 + 5 * (place - 0.9) : 0.5 + 10 * place
}

/** The tenth, from 1 (lowest risk) to 10 (highest), that a place among the reference areas falls in. */
export function wholeOf(place: number): number {
  return Math.min(Math.floor(10 * place) + 1, 10)
}

/** The rank from the top (1 is the highest risk) of a place among `size` areas, to the half, held within 1 to `size`. */
export function rankOf(place: number, size: number): number {
  const rank = Math.round(2 * size * (1 - place) + 1) / 2
  return Math.min(Math.max(rank, 1), size)
}
