import type { Events } from '../events.ts'
import { type Ancestry, decluster } from './decluster.ts'
import { type FitOptions, type Fitted, fitted } from './fit.ts'
import { logErrors } from './information.ts'
import { type Residuals, residuals } from './residuals.ts'
import type { Surface } from './smoother.ts'

/** An estimate with its standard error and 95 % interval. */
export type Estimate = { readonly value: number; readonly error: number; readonly low: number; readonly high: number }

export type SelfExcitingFit = {
  readonly n: number
  readonly kinds: number
  /** productivity[from * kinds + to]: mean events of kind `to` set off by one event of kind `from`. */
  readonly productivity: readonly Estimate[]
  /** Largest eigenvalue of the productivity matrix: with one kind, the mean number one event sets off. */
  readonly branching: number
  readonly delay: Estimate
  /** The shortest delay that the times can tell: a delay that stands at it says only that events come together. */
  readonly leastDelay: number
  readonly sd: Estimate
  readonly bandwidth: number
  readonly logLikelihood: number
  /** Background events per kind over the period. */
  readonly backgroundCount: Float64Array
  readonly weekday: Float64Array
  readonly season: Float64Array
  readonly ancestry: Ancestry
  readonly residuals: Residuals
  readonly steps: number
  readonly converged: boolean
  /** Background of one kind: expected events per square metre over the period. */
  readonly surface: (kind: number) => Surface
  /** What `forecast` needs. */
  readonly state: Fitted
}

/**
 * A self-exciting model of events in space and time: a background that varies over the map (and by weekday and season),
 * and triggering of later events near earlier ones, both estimated together by EM.
 * Places in metres, times in days; needs ten or more events.
 * @throws naming the argument that is wrong
 */
export function selfExciting(events: Events, options: FitOptions = {}): SelfExcitingFit {
  const state = fitted(events, options)
  const { kinds } = state.events
  const { productivity, delay, sd } = state.state.triggering
  const errors = logErrors(state)
  return {
    n: events.x.length,
    kinds,
    productivity: Array.from(productivity, (value, cell) => onLogScale(value, errors.productivity[cell])),
    branching: spectralRadius(productivity, kinds),
    delay: onLogScale(delay, errors.delay),
    leastDelay: state.events.leastDelay,
    sd: onLogScale(sd, errors.sd),
    bandwidth: state.bandwidth,
    logLikelihood: state.state.logLikelihood,
    backgroundCount: countByKind(state),
    weekday: state.rhythm.weekday,
    season: state.rhythm.season,
    ancestry: decluster(state),
    residuals: residuals(state),
    steps: state.steps,
    converged: state.converged,
    surface: kind => state.background.surface(kind, state.state.probability),
    state,
  }
}

const Z95 = 1.959963984540054

function onLogScale(value: number, error: number): Estimate {
  const factor = Math.exp(Z95 * error)
  return { value, error: value * error, low: value / factor, high: value * factor }
}

function countByKind({ events, state }: Fitted): Float64Array {
  const counts = new Float64Array(events.kinds)
  for (let i = 0; i < events.kind.length; i++) counts[events.kind[i]] += state.probability[i]
  return counts
}

/** Power iteration; the matrix has no negative cell, so its largest eigenvalue is real (Perron). */
export function spectralRadius(matrix: Float64Array, size: number): number {
  let vector = new Float64Array(size).fill(1)
  let radius = 0
  for (let step = 0; step < 200; step++) {
    const image = Float64Array.from(vector, (_, a) =>
      vector.reduce((total, value, b) => total + (matrix[a * size + b] + (a === b ? 1e-9 : 0)) * value, 0),
    )
    radius = image.reduce((most, value) => Math.max(most, value), 0)
    if (radius === 0) return 0
    vector = image.map(value => value / radius)
  }
  return radius
}
