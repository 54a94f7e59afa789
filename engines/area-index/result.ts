import type { Direction } from './input.ts'

/** Where every area stands among the reference areas. NaN (and whole 0) where there is too little data. */
export interface Standing {
  /** The combined standard score: for comparing, not for showing. */
  score: Float64Array
  /** Share of the reference areas with a lower score, equal ones counted by half. */
  place: Float64Array
  /** 1.0 (lowest risk) to 10.0 (highest): see `positionOf`. */
  position: Float64Array
  /** The tenth, 1 to 10, that the place falls in: the position rounded half up. */
  whole: Uint8Array
  /** 1 is the highest risk; areas that tie share the middle of their ranks. */
  rank: Float64Array
  /** How many reference areas have a score. */
  referenceAreas: number
}

/** A low and a high end for every area, on the 1 to 10 scale and as ranks (rankFrom is the higher risk). */
export interface Ranges {
  low: Float64Array
  high: Float64Array
  rankFrom: Float64Array
  rankTo: Float64Array
  /** Share of the draws in which the area is in the highest tenth. */
  highestTenth: Float64Array
}

export interface HeadingScores extends Standing {
  key: string
  /** Share of the index. */
  weight: number
  /** Share of the heading's weight that has data, per area. */
  coverage: Float64Array
  sampling: Ranges | undefined
  weights: Ranges | undefined
}

export interface InputScores {
  key: string
  heading: string
  direction: Direction
  /** Share of its heading. */
  weight: number
  /** As observed: a rate per unit of the denominator for counts, a share for proportions. */
  value: Float64Array
  /** After shrinking for small numbers, in the same unit. */
  shrunk: Float64Array
  /** Share of reference areas at lower risk on the observed value. */
  place: Float64Array
  /** Expected standard score, higher is riskier: what the heading adds up. */
  standardised: Float64Array
  /** Middle observed value of the reference areas. */
  median: number
  /** Whether a sampling error was given; if not, the figure was taken as exact. */
  errorStated: boolean
  /** Share of the spread between areas that is real rather than noise: 1 for a figure taken as exact. */
  reliability: number
}

export interface AreaIndex extends Standing {
  /** Name of the areas that make the scale. */
  reference: string
  /** Share of the whole weight that has data, per area. */
  coverage: Float64Array
  level: number
  resamples: number
  /** Share of the whole weight whose sampling error is stated; the `sampling` range leaves the rest out. */
  errorStatedFor: number
  /** What sampling error alone could do; absent when no input has a stated error or no draws were asked for. */
  sampling: Ranges | undefined
  /** What other weights would do; absent when no draws were asked for. */
  weights: Ranges | undefined
  headings: HeadingScores[]
  inputs: InputScores[]
}
