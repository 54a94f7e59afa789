import { type Numbers, requireLength, requireLevel, requireNotNegative, requireWhole } from '#engines/numerics'
import { refuseOverlaps } from './overlap.ts'

/** Events counted against a population: each area's rate is shrunk as gamma-Poisson. NaN marks a missing value. */
export interface CountMeasure {
  kind: 'count'
  counts: Numbers
  /** People, households or places at risk, above 0 wherever a count is given. */
  denominators: Numbers
}

/** A share of a known number, such as pupils persistently absent. NaN marks a missing value. */
export interface ProportionMeasure {
  kind: 'proportion'
  successes: Numbers
  trials: Numbers
}

/** A figure published as it stands. Give its standard errors, or its reliability, or neither: then it is taken as exact. */
export interface EstimateMeasure {
  kind: 'estimate'
  values: Numbers
  standardErrors?: Numbers
  /** Share (0 to 1] of the spread between areas that is real rather than sampling noise. */
  reliability?: number
}

export type Measure = CountMeasure | ProportionMeasure | EstimateMeasure

/** How an indicator bears on risk. */
export type Direction = 'more is riskier' | 'less is riskier'

export interface Indicator {
  key: string
  /** Key of the heading it stands under. */
  heading: string
  direction: Direction
  /** Relative weight inside its heading; 1 unless stated. */
  weight?: number
  /** What the figure is made of, so that nothing is counted twice: see `findOverlaps`. */
  lineage: readonly string[]
  measure: Measure
}

export interface Heading {
  key: string
  /** Relative weight in the index; 1 unless stated. */
  weight?: number
}

/** The areas that make the scale: position 5.5 is the middle of these. */
export interface Reference {
  /** Shown beside every score, such as "Warwickshire LSOAs (2021)". */
  name: string
  /** 1 for each area that belongs; all of them when absent. Others (wards, districts) are placed on the same scale. */
  members?: Uint8Array
}

/** A pair of indicators known to share a source, kept all the same, and why. */
export interface AcknowledgedOverlap {
  first: string
  second: string
  reason: string
}

/** How a place among the reference areas becomes a standard score. */
export type Transform = 'normal score' | 'exponential'

export interface IndexInput {
  areas: number
  headings: readonly Heading[]
  indicators: readonly Indicator[]
  reference: Reference
  transform?: Transform
  acknowledgedOverlaps?: readonly AcknowledgedOverlap[]
}

export interface IndexOptions {
  /** Whole number of 0 or more; the same seed gives the same answer on any number of threads. */
  seed: number
  /** Draws behind each range; 0 for no ranges. 1,000 unless stated. */
  resamples?: number
  /** Chance that a range holds its quantity; 0.9 unless stated. */
  level?: number
  /** Dirichlet concentration of the weight draws; 20 unless stated. A quarter then mostly lies between 0.11 and 0.42. */
  concentration?: number
  /** Least share of weight that must have data before a heading, or the index, is given; 0.5 unless stated. */
  minimumCoverage?: number
  /** Whether headings get ranges too (five times the memory with four headings). True unless stated. */
  headingRanges?: boolean
  /** Whether the weights are redrawn too, which doubles the draws. True unless stated. */
  weightRanges?: boolean
  threads?: number
}

const MOST_INDICATORS = 30

/** Options with every default filled in. */
export type Settings = Required<Omit<IndexOptions, 'threads'>>

/** Fills the defaults. @throws naming the option that is out of range */
export function settingsOf(options: IndexOptions): Settings {
  const settings = {
    resamples: 1000,
    level: 0.9,
    concentration: 20,
    minimumCoverage: 0.5,
    headingRanges: true,
    weightRanges: true,
    ...options,
  }
  requireWhole('seed', settings.seed)
  requireWhole('resamples', settings.resamples)
  requireLevel('level', settings.level)
  if (!(settings.concentration > 0)) throw new Error(`concentration must be above 0, got ${settings.concentration}`)
  if (!(settings.minimumCoverage > 0 && settings.minimumCoverage <= 1)) {
    throw new Error(`minimumCoverage must be above 0 and at most 1, got ${settings.minimumCoverage}`)
  }
  return settings
}

/** Checks everything but the measures' own numbers. @throws naming the argument */
export function requireInput(input: IndexInput): void {
  requireWhole('areas', input.areas, 2)
  requireKeys('headings', input.headings)
  requireKeys('indicators', input.indicators)
  if (input.indicators.length > MOST_INDICATORS) {
    throw new Error(`indicators must be at most ${MOST_INDICATORS}, got ${input.indicators.length}`)
  }
  for (const heading of input.headings) requireHeading(heading, input.indicators)
  for (const indicator of input.indicators) requireIndicator(indicator, input.headings)
  if (input.reference.name.trim() === '') throw new Error('reference.name must say which areas make the scale')
  if (input.reference.members) requireLength('reference.members', input.reference.members, input.areas)
  refuseOverlaps(input.indicators, input.acknowledgedOverlaps ?? [])
}

function requireKeys(name: string, items: readonly { key: string; weight?: number }[]): void {
  if (items.length === 0) throw new Error(`${name} must hold at least one entry`)
  const seen = new Set<string>()
  for (const { key, weight } of items) {
    if (seen.has(key)) throw new Error(`${name} must have different keys, got "${key}" twice`)
    seen.add(key)
    requireNotNegative(`weight of ${key}`, weight ?? 1)
  }
}

function requireHeading(heading: Heading, indicators: readonly Indicator[]): void {
  const own = indicators.filter(indicator => indicator.heading === heading.key)
  if (!own.some(indicator => (indicator.weight ?? 1) > 0)) {
    throw new Error(`heading ${heading.key} must have at least one indicator with a weight above 0`)
  }
}

function requireIndicator(indicator: Indicator, headings: readonly Heading[]): void {
  if (!headings.some(heading => heading.key === indicator.heading)) {
    throw new Error(`indicator ${indicator.key} names the heading "${indicator.heading}", which is not in headings`)
  }
}
