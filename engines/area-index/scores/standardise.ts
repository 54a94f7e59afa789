import { normalCdf, normalQuantile, quantileSorted } from '#engines/numerics'
import type { Direction, Transform } from '../input.ts'
import type { Observations } from './observations.ts'
import { countBelow, placeAmong, standardScore } from './places.ts'
import { fillNodes, NODES, shrunkValue } from './posterior.ts'
import { fitPrior, type Prior } from './prior.ts'

/** From a true value to its standard score: straight lines between knots. */
export interface Curve {
  values: Float64Array
  scores: Float64Array
}

/** One indicator made comparable with the others. */
export interface Standardiser {
  prior: Prior
  /** Absent for an indicator taken as exact: its places are counted, not read from a curve. */
  curve: Curve | undefined
  /** Middle value of the reference areas, as observed. */
  median: number
}

/** What standardising one indicator needs, and where its answers go. */
export interface StandardiseTask {
  observations: Observations
  direction: Direction
  transform: Transform
  members: Uint8Array
  /** Per area: as observed (a rate for counts), shrunk, share of reference areas below, expected standard score, its variance. */
  observed: Float64Array
  shrunk: Float64Array
  place: Float64Array
  expected: Float64Array
  spread: Float64Array
  /** Standard scores of the 32 nodes of area a at table[a * stride + offset]; absent for an exact indicator. */
  table: Float32Array
  stride: number
  offset: number
}

const KNOTS = 257
const MOST_POOLED = 262_144
// Four of the 32 nodes, mirrored about the middle and of variance 1.04, stand for all where the pool would be slow to sort.
const FEW_NODES = [2, 12, 19, 29]
const ALL_NODES = Array.from({ length: NODES }, (_, node) => node)

/** Fits the prior, then writes every area's columns and nodes. */
export function standardise(task: StandardiseTask): Standardiser {
  const prior = fitPrior(task.observations, task.members)
  fillObserved(task, prior)
  const sorted = sortedReference(task.observed, task.members)
  for (let area = 0; area < task.place.length; area++) {
    task.place[area] = Number.isNaN(task.observed[area]) ? Number.NaN : placeAmong(sorted, task.observed[area])
  }
  const median = quantileSorted(sorted, 0.5)
  if (prior.kind === 'none') {
    fillExact(task, sorted.length)
    return { prior, curve: undefined, median }
  }
  const nodes = posteriorNodes(task.observations, prior)
  const curve = fitCurve(task, pooledNodes(task, nodes, sorted.length))
  fillScores(task, nodes, curve)
  return { prior, curve, median }
}

function fillObserved({ observations, observed, shrunk }: StandardiseTask, prior: Prior): void {
  const { first, second, noise, scale } = observations
  const plain = (value: number) => (scale === 'arcsine' ? Math.sin(value) ** 2 : value)
  for (let area = 0; area < first.length; area++) {
    observed[area] = noise === 'poisson' ? first[area] / second[area] : plain(first[area])
    shrunk[area] = plain(shrunkValue(prior, first[area], second[area]))
  }
}

/** Values of the reference areas in ascending order, missing ones left out. */
export function sortedReference(values: Float64Array, members: Uint8Array): Float64Array {
  const kept = new Float64Array(values.length)
  let count = 0
  for (let area = 0; area < values.length; area++) {
    if (members[area] === 1 && !Number.isNaN(values[area])) kept[count++] = values[area]
  }
  return kept.subarray(0, count).sort()
}

function fillExact(task: StandardiseTask, size: number): void {
  for (let area = 0; area < task.place.length; area++) {
    const place = task.place[area]
    task.expected[area] = Number.isNaN(place) ? Number.NaN : standardScore(place, task.direction, task.transform, size)
    task.spread[area] = Number.isNaN(place) ? Number.NaN : 0
  }
}

/** Every area's nodes, ascending within an area; NaN where the value is missing. */
function posteriorNodes({ first, second }: Observations, prior: Prior): Float64Array {
  const all = new Float64Array(first.length * NODES)
  const nodes = new Float64Array(NODES)
  for (let area = 0; area < first.length; area++) {
    if (Number.isNaN(first[area])) nodes.fill(Number.NaN)
    else fillNodes(prior, first[area], second[area], nodes)
    copyNodes(nodes, 0, all, area * NODES)
  }
  return all
}

/**
 * The nodes of all reference areas together, ascending. Their distribution is that of the true values, not of the noisy
 * estimates, so an indicator that is mostly noise gets expected scores near 0 instead of a full spread.
 */
function pooledNodes({ observations, members }: StandardiseTask, all: Float64Array, size: number): Float64Array {
  const chosen = size * NODES <= MOST_POOLED ? ALL_NODES : FEW_NODES
  const pooled = new Float64Array(size * chosen.length)
  let next = 0
  for (let area = 0; area < members.length; area++) {
    if (members[area] !== 1 || Number.isNaN(observations.first[area])) continue
    for (const node of chosen) pooled[next++] = all[area * NODES + node]
  }
  return pooled.sort()
}

/** Knots evenly spaced in normal scores, so that the tails are as finely drawn as the middle. */
function fitCurve(task: StandardiseTask, pooled: Float64Array): Curve {
  const reach = -normalQuantile(0.5 / pooled.length)
  const shareOf = (knot: number) => normalCdf(reach * ((2 * knot) / (KNOTS - 1) - 1))
  const values: number[] = []
  const scores: number[] = []
  for (let knot = 0; knot < KNOTS; ) {
    const first = knot
    const value = quantileSorted(pooled, shareOf(first))
    while (knot < KNOTS && quantileSorted(pooled, shareOf(knot)) === value) knot++
    // Knots of equal value become one, at the middle of the places they cover.
    const share = (shareOf(first) + shareOf(knot - 1)) / 2
    values.push(value)
    scores.push(standardScore(share, task.direction, task.transform, pooled.length))
  }
  return { values: Float64Array.from(values), scores: Float64Array.from(scores) }
}

function fillScores(task: StandardiseTask, all: Float64Array, curve: Curve): void {
  const nodes = new Float64Array(NODES)
  for (let area = 0; area < task.expected.length; area++) {
    copyNodes(all, area * NODES, nodes, 0)
    const known = !Number.isNaN(nodes[0])
    if (known) readCurve(curve, nodes)
    const mean = meanOf(nodes)
    task.expected[area] = mean
    task.spread[area] = varianceAbout(mean, nodes)
    // A missing value has weight 0, which must not meet NaN in the draws.
    if (!known) nodes.fill(0)
    copyNodes(nodes, 0, task.table, area * task.stride + task.offset)
  }
}

/** Copies one area's nodes; for 32 numbers a loop is quicker than `set` on a view. */
function copyNodes(from: Float64Array, start: number, to: Float64Array | Float32Array, place: number): void {
  for (let node = 0; node < NODES; node++) to[place + node] = from[start + node]
}

/** Turns ascending values into standard scores, in place. */
export function readCurve({ values, scores }: Curve, nodes: Float64Array): void {
  const last = values.length - 1
  let knot = countBelow(values, nodes[0])
  for (let node = 0; node < nodes.length; node++) {
    const value = nodes[node]
    while (knot <= last && values[knot] < value) knot++
    if (knot === 0) nodes[node] = scores[0]
    else if (knot > last) nodes[node] = scores[last]
    else {
      const share = (value - values[knot - 1]) / (values[knot] - values[knot - 1])
      nodes[node] = scores[knot - 1] + share * (scores[knot] - scores[knot - 1])
    }
  }
}

/** Expected standard score over the nodes. */
export function meanOf(nodes: Float64Array): number {
  let total = 0
  for (let node = 0; node < nodes.length; node++) total += nodes[node]
  return total / nodes.length
}

function varianceAbout(mean: number, nodes: Float64Array): number {
  let total = 0
  for (let node = 0; node < nodes.length; node++) total += (nodes[node] - mean) ** 2
  return total / nodes.length
}
