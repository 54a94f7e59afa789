import type { Random } from '#engines/numerics'
import type { IndexInput } from '../input.ts'

/** How indicators make headings and headings make the index. Weights sum to 1 inside a heading, and over headings. */
export interface Combination {
  /** Heading number of each indicator. */
  headingOf: Int32Array
  /** Weight of each indicator inside its heading. */
  within: Float64Array
  /** Weight of each heading in the index. */
  across: Float64Array
  /** Standard deviation of each heading's true scores over the reference areas: every heading counts at equal spread. */
  scale: Float64Array
}

/** The weights that apply to an area whose present indicators are known. */
export interface Coefficients {
  /** Factor of each indicator in its heading's score; 0 where it is missing or its heading is not given. */
  inHeading: Float64Array
  /** Factor of each heading's score in the index; 0 where the heading is not given. */
  ofHeading: Float64Array
  /** 1 for each heading with enough data to be given. */
  given: Uint8Array
  /** Share of each heading's weight that has data. */
  headingCoverage: Float64Array
  /** Share of the whole weight that has data, under headings that are given. */
  coverage: number
}

/** Weights as stated, normalised; the scales are 1 until `headingScales` has measured them. */
export function combinationOf(input: IndexInput): Combination {
  const keys = input.headings.map(heading => heading.key)
  const headingOf = Int32Array.from(input.indicators, indicator => keys.indexOf(indicator.heading))
  const within = Float64Array.from(input.indicators, indicator => indicator.weight ?? 1)
  const across = Float64Array.from(input.headings, heading => heading.weight ?? 1)
  if (!across.some(weight => weight > 0)) throw new Error('headings must have at least one weight above 0')
  normaliseWithin(within, headingOf, keys.length)
  normalise(across)
  return { headingOf, within, across, scale: new Float64Array(keys.length).fill(1) }
}

function normaliseWithin(within: Float64Array, headingOf: Int32Array, headings: number): void {
  const totals = new Float64Array(headings)
  for (let i = 0; i < within.length; i++) totals[headingOf[i]] += within[i]
  for (let i = 0; i < within.length; i++) within[i] /= totals[headingOf[i]]
}

function normalise(weights: Float64Array): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  for (let i = 0; i < weights.length; i++) weights[i] /= total
}

/**
 * Coefficients for the indicators present in `pattern` (bit i for indicator i). Inside a heading, the weight of what is
 * missing goes to what is there, in proportion; a heading with less than `minimumCoverage` is not given and its weight goes
 * to the other headings.
 */
export function coefficientsFor(combination: Combination, pattern: number, minimumCoverage: number): Coefficients {
  const { headingOf, within, across, scale } = combination
  const headingCoverage = new Float64Array(across.length)
  const present = (i: number) => ((pattern >>> i) & 1) === 1
  for (let i = 0; i < within.length; i++) if (present(i)) headingCoverage[headingOf[i]] += within[i]
  // A whisker of tolerance: weights that should sum to exactly the minimum may fall a rounding error short.
  const given = Uint8Array.from(headingCoverage, share => (share > 0 && share >= minimumCoverage - 1e-12 ? 1 : 0))
  const weightGiven = across.reduce((total, weight, h) => total + weight * given[h], 0)
  const ofHeading = across.map((weight, h) => (given[h] === 0 || weight === 0 ? 0 : weight / weightGiven / scale[h]))
  const inHeading = within.map((weight, i) =>
    present(i) && given[headingOf[i]] === 1 ? weight / headingCoverage[headingOf[i]] : 0,
  )
  const coverage = across.reduce((total, weight, h) => total + weight * given[h] * headingCoverage[h], 0)
  return { inHeading, ofHeading, given, headingCoverage, coverage }
}

/** Coefficients by pattern, each worked out once. */
export class CoefficientBook {
  private readonly combination: Combination
  private readonly minimumCoverage: number
  private readonly pages = new Map<number, Coefficients>()

  constructor(combination: Combination, minimumCoverage: number) {
    this.combination = combination
    this.minimumCoverage = minimumCoverage
  }

  for(pattern: number): Coefficients {
    const known = this.pages.get(pattern)
    if (known) return known
    const coefficients = coefficientsFor(this.combination, pattern, this.minimumCoverage)
    this.pages.set(pattern, coefficients)
    return coefficients
  }
}

/** One combination with its weights redrawn: Dirichlet(concentration * weights) inside each heading and over headings. */
export function redrawn(combination: Combination, concentration: number, random: Random): Combination {
  const draw = (weight: number) => (weight === 0 ? 0 : random.gamma(concentration * weight, 1))
  const within = combination.within.map(draw)
  const across = combination.across.map(draw)
  normaliseWithin(within, combination.headingOf, across.length)
  normalise(across)
  return { ...combination, within, across }
}

/** Which indicators each area has: bit i is set where expected[i][area] is a number. */
export function patternsOf(expected: readonly Float64Array[]): Int32Array {
  const patterns = new Int32Array(expected[0].length)
  expected.forEach((scores, i) => {
    for (let area = 0; area < patterns.length; area++) {
      if (!Number.isNaN(scores[area])) patterns[area] |= 1 << i
    }
  })
  return patterns
}
