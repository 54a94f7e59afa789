export { betaQuantile, regularisedBeta } from './beta.ts'
export {
  type Numbers,
  requireAllFinite,
  requireFinite,
  requireLength,
  requireLevel,
  requireNotNegative,
  requirePositive,
  requireProbability,
  requireWhole,
} from './check.ts'
export { chiSquareQuantile, gammaQuantile, regularisedGamma, regularisedGammaUpper } from './gamma.ts'
export {
  exactProportionInterval,
  type Interval,
  poissonCdf,
  poissonInterval,
  poissonTail,
  wilsonInterval,
} from './intervals.ts'
export { digamma, logGamma } from './log-gamma.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export { argsort, quantile, quantileSorted, ranks } from './order.ts'
export { type Origin, type Projected, project, unproject } from './projection.ts'
export { type Random, random } from './random.ts'
export { closePairs, type Pairs, SpatialGrid } from './spatial-grid.ts'
export { mean, prefixSums, sum, variance } from './sums.ts'
