export {
  type Backtest,
  type BacktestOptions,
  backtest,
  type Comparison,
  type MethodResult,
} from './backtest/backtest.ts'
export { type ChangeInput, type ChangeOptions, type ChangePoints, changePoints } from './change-points.ts'
export { type ConflictModel, type ConflictOptions, type ConflictPair, conflicts } from './conflicts/conflicts.ts'
export { escalationProbability, expectedEvents, type Outlook } from './conflicts/escalation.ts'
export type { ConflictEvents } from './conflicts/record.ts'
export { type AreaCounts, type AreaCountsInput, type AreaForecast, areaCounts } from './counts/area-counts.ts'
export { atLeastOne, countInterval, countLog, fitPrior, type RatePrior, shrunkRate } from './counts/gamma-poisson.ts'
export { cellOf, centre, type Grid, gridAround } from './density/grid.ts'
export { type DensityOptions, kernelDensity } from './density/kernel-density.ts'
export { type ProspectiveOptions, prospectiveKernel, recentCounts } from './density/recent.ts'
export type { Events } from './events.ts'
export { type Forecast, type ForecastOptions, forecast } from './forecast/forecast.ts'
export { type KnoxOptions, type KnoxTable, knox } from './knox/knox.ts'
export type { FitOptions } from './self-exciting/fit.ts'
export { type Estimate, type SelfExcitingFit, selfExciting } from './self-exciting/self-exciting.ts'
export { type Hill, type Scenario, type Simulated, simulate } from './self-exciting/simulate.ts'
export { type Window, windowAround } from './self-exciting/window.ts'
