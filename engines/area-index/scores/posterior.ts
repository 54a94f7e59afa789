import { gammaQuantile, normalCdf, normalQuantile, type Random } from '#engines/numerics'
import type { Prior } from './prior.ts'

/** What is known of an area's true value is held as this many equally likely values. */
export const NODES = 32

/**
 * Standard normal nodes: the middles of 32 equal shares of probability, stretched by about 1 % so that their variance is
 * exactly 1 (plain middles lose the tails).
 */
export const NORMAL_NODES = stretched(
  Float64Array.from({ length: NODES }, (_, node) => normalQuantile((node + 0.5) / NODES)),
)

function stretched(nodes: Float64Array): Float64Array {
  const spread = Math.sqrt(nodes.reduce((total, node) => total + node * node, 0) / nodes.length)
  return nodes.map(node => node / spread)
}

/**
 * Writes the area's 32 nodes in ascending order: quantiles of its posterior, which is
 * Gamma(shape + count, rate = shape / mean + denominator) for counts (Clayton & Kaldor 1987) and
 * Normal(mean + B (x - mean), B s^2) with B = variance / (variance + s^2) for estimates (Efron & Morris 1975).
 */
export function fillNodes(prior: Prior, first: number, second: number, nodes: Float64Array): void {
  if (prior.kind === 'none') nodes.fill(first)
  else if (prior.kind === 'gamma') {
    fillGammaNodes(prior.shape + first, prior.shape / prior.mean + second, nodes)
  } else {
    const { mean, spread } = normalPosterior(prior, first, second)
    for (let node = 0; node < NODES; node++) nodes[node] = mean + spread * NORMAL_NODES[node]
  }
}

function normalPosterior(prior: { mean: number; variance: number }, estimate: number, error: number) {
  const trust = error === 0 ? 1 : prior.variance / (prior.variance + error * error)
  return { mean: prior.mean + trust * (estimate - prior.mean), spread: Math.sqrt(trust) * error }
}

/** Posterior mean: the area's shrunk value, in the units of the first column (or of the rate for counts). */
export function shrunkValue(prior: Prior, first: number, second: number): number {
  if (prior.kind === 'none') return first
  if (prior.kind === 'gamma') return (prior.shape + first) / (prior.shape / prior.mean + second)
  return normalPosterior(prior, first, second).mean
}

/** One draw of the area's true value. */
export function drawTruth(prior: Prior, first: number, second: number, random: Random): number {
  if (prior.kind === 'none') return first
  if (prior.kind === 'gamma') {
    return random.gamma(prior.shape + first, 1 / (prior.shape / prior.mean + second))
  }
  const { mean, spread } = normalPosterior(prior, first, second)
  return mean + spread * random.normal()
}

/** One draw of what would be observed if that were the truth. */
export function drawObservation(prior: Prior, truth: number, second: number, random: Random): number {
  if (prior.kind === 'none') return truth
  if (prior.kind === 'gamma') return random.poisson(truth * second)
  return truth + second * random.normal()
}

// Below this shape, quantiles come from a table over log2(shape); above it Wilson and Hilferty's (1931) cube is within
// 0.03 % at every node.
const TABLE_TO = 16
const TABLE_FROM = 1 / 64
const STEPS_PER_DOUBLING = 8
const TABLE_ROWS = Math.log2(TABLE_TO / TABLE_FROM) * STEPS_PER_DOUBLING + 1

let cubeRoots: Float64Array | undefined

/** Cube roots of quantile / shape, which are nearly straight in log2(shape): rows of 32 nodes. Built once, when needed. */
function cubeRootTable(): Float64Array {
  cubeRoots ??= Float64Array.from({ length: TABLE_ROWS * NODES }, (_, place) => {
    const shape = TABLE_FROM * 2 ** (Math.floor(place / NODES) / STEPS_PER_DOUBLING)
    return Math.cbrt(gammaQuantile(normalCdf(NORMAL_NODES[place % NODES]), shape) / shape)
  })
  return cubeRoots
}

function fillGammaNodes(shape: number, rate: number, nodes: Float64Array): void {
  const mean = shape / rate
  if (shape >= TABLE_TO) {
    const centre = 1 - 1 / (9 * shape)
    const spread = 1 / (3 * Math.sqrt(shape))
    for (let node = 0; node < NODES; node++) {
      const root = centre + spread * NORMAL_NODES[node]
      nodes[node] = mean * root * root * root
    }
    return
  }
  const table = cubeRootTable()
  const place = Math.max(0, Math.log2(shape / TABLE_FROM) * STEPS_PER_DOUBLING)
  const row = Math.min(Math.floor(place), TABLE_ROWS - 2)
  const share = place - row
  for (let node = 0; node < NODES; node++) {
    const at = row * NODES + node
    const root = table[at] + share * (table[at + NODES] - table[at])
    nodes[node] = mean * root * root * root
  }
}
