import type { Direction } from './input.ts'
import type { AreaIndex, HeadingScores, InputScores, Ranges, Standing } from './result.ts'

/** A range in plain numbers. */
export interface ProfileRange {
  low: number
  high: number
  rankFrom: number
  rankTo: number
  /** Share of the draws in which the area is in the highest tenth. */
  highestTenth: number
}

/** Where one area stands; everything is absent where there is too little data. */
export interface ProfileStanding {
  position: number | undefined
  whole: number | undefined
  rank: number | undefined
  /** Share of reference areas with a lower score. */
  place: number | undefined
  coverage: number
  sampling: ProfileRange | undefined
  weights: ProfileRange | undefined
}

export interface ProfileInput {
  key: string
  direction: Direction
  missing: boolean
  /** As observed, and after shrinking for small numbers. */
  value: number | undefined
  shrunk: number | undefined
  /** Middle observed value of the reference areas. */
  median: number
  /** Share of reference areas at lower risk on this figure. */
  place: number | undefined
  /** Expected standard score, higher is riskier. */
  standardised: number | undefined
  /** Share of the heading as stated. */
  weight: number
  /** Share of the heading for this area, once the weight of what is missing has gone to the rest. */
  weightUsed: number
  errorStated: boolean
}

export interface ProfileHeading extends ProfileStanding {
  key: string
  /** Share of the index. */
  weight: number
  inputs: ProfileInput[]
}

/** One area's index with every input that made it, ready for a page. */
export interface AreaProfile extends ProfileStanding {
  reference: string
  referenceAreas: number
  level: number
  /** Share of the weight whose sampling error is stated; the sampling range leaves the rest out. */
  errorStatedFor: number
  headings: ProfileHeading[]
}

/** The profile of one area. @throws when `area` is not a whole number from 0 to the number of areas less 1 */
export function profileOf(index: AreaIndex, area: number): AreaProfile {
  if (!Number.isInteger(area) || area < 0 || area >= index.place.length) {
    throw new Error(`area must be a whole number from 0 to ${index.place.length - 1}, got ${area}`)
  }
  return {
    ...standingAt(index, index, area),
    reference: index.reference,
    referenceAreas: index.referenceAreas,
    level: index.level,
    errorStatedFor: index.errorStatedFor,
    headings: index.headings.map(heading => headingAt(index, heading, area)),
  }
}

const known = (value: number) => (Number.isNaN(value) ? undefined : value)

type Measured = Pick<HeadingScores, 'coverage' | 'sampling' | 'weights'>

function standingAt(standing: Standing, measured: Measured, area: number): ProfileStanding {
  return {
    position: known(standing.position[area]),
    whole: standing.whole[area] || undefined,
    rank: known(standing.rank[area]),
    place: known(standing.place[area]),
    coverage: measured.coverage[area],
    sampling: rangeAt(measured.sampling, area),
    weights: rangeAt(measured.weights, area),
  }
}

function rangeAt(ranges: Ranges | undefined, area: number): ProfileRange | undefined {
  if (!ranges || Number.isNaN(ranges.low[area])) return undefined
  return {
    low: ranges.low[area],
    high: ranges.high[area],
    rankFrom: ranges.rankFrom[area],
    rankTo: ranges.rankTo[area],
    highestTenth: ranges.highestTenth[area],
  }
}

function headingAt(index: AreaIndex, heading: HeadingScores, area: number): ProfileHeading {
  const inputs = index.inputs.filter(input => input.heading === heading.key)
  const present = heading.coverage[area]
  return {
    key: heading.key,
    weight: heading.weight,
    ...standingAt(heading, heading, area),
    inputs: inputs.map(input => inputAt(input, present, area)),
  }
}

function inputAt(input: InputScores, present: number, area: number): ProfileInput {
  const missing = Number.isNaN(input.standardised[area])
  return {
    key: input.key,
    direction: input.direction,
    missing,
    value: known(input.value[area]),
    shrunk: known(input.shrunk[area]),
    median: input.median,
    place: known(input.place[area]),
    standardised: known(input.standardised[area]),
    weight: input.weight,
    weightUsed: missing ? 0 : input.weight / present,
    errorStated: input.errorStated,
  }
}
