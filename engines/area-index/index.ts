export { areaIndex } from './area-index.ts'
export {
  type AreaLink,
  type Carried,
  type CarryForward,
  type ChangeFlag,
  carryForward,
  type ValueKind,
} from './carry-forward.ts'
export { type AreaChange, type ChangeNoise, compareYears, type NoiseOptions, noiseOfChange } from './change.ts'
export {
  type DenominatorCheck,
  type DenominatorLimits,
  type DenominatorWarning,
  denominatorWarnings,
} from './denominators.ts'
export { IMD_2025_WEIGHTS, INDICES_OF_DEPRIVATION_2025 } from './indices-of-deprivation.ts'
export type {
  AcknowledgedOverlap,
  CountMeasure,
  Direction,
  EstimateMeasure,
  Heading,
  IndexInput,
  IndexOptions,
  Indicator,
  Measure,
  ProportionMeasure,
  Reference,
  Transform,
} from './input.ts'
export { contentsOf, findOverlaps, type Overlap } from './overlap.ts'
export {
  type AreaProfile,
  type ProfileHeading,
  type ProfileInput,
  type ProfileRange,
  type ProfileStanding,
  profileOf,
} from './profile.ts'
export {
  type Discrepancy,
  type PublishedResult,
  type PublishedRow,
  type PublishedTable,
  publishedTable,
} from './published.ts'
export type { AreaIndex, HeadingScores, InputScores, Ranges, Standing } from './result.ts'
export { positionOf, rankOf, wholeOf } from './scores/places.ts'
