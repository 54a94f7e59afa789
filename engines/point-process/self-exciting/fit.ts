import { argsort, quantile, requireLength, requirePositive, requireWhole } from '#engines/numerics'
import { type Events, requireEvents } from '../events.ts'
import { adaptiveBackground, type Background, knownBackground, type Sorted } from './background.ts'
import { bestBandwidth, firstBandwidth } from './bandwidth.ts'
import { climb, type State } from './climb.ts'
import { type Links, linksOf } from './links.ts'
import { resolutionOf, timeResolutionOf } from './resolution.ts'
import { type Rhythm, type RhythmOptions, rhythmOf, steady } from './seasons.ts'
import { emStep, type Triggering } from './step.ts'
import { requireWindow, type Window, windowAround } from './window.ts'

export type FitOptions = RhythmOptions & {
  /** Where and when events were recorded; without it the smallest window that fits, a little widened. */
  readonly window?: Window
  /** Kind of each event, 0 to kinds - 1: type and severity together, so that a threat may raise a wounding. */
  readonly kind?: ArrayLike<number>
  readonly kinds?: number
  /**
   * How finely times are recorded, days; without it what the times themselves show (`timeResolutionOf`): 1 where all are
   * whole days. No delay is shorter than half of it.
   */
  readonly timeResolution?: number
  /** Metres; without it chosen by leave-one-out likelihood. */
  readonly bandwidth?: number
  /** A background known up to its level: a density over the window. For checking against a known truth. */
  readonly knownShape?: (x: number, y: number) => number
  /** Where to start: a rough delay (days) and sd (metres), or the triggering of an earlier fit. */
  readonly start?: { readonly delay: number; readonly sd: number; readonly productivity?: Float64Array }
  readonly mostSteps?: number
}

/** The state of a finished fit, in time order; `order[k]` is the caller's index of event k. */
export type Fitted = {
  readonly events: Sorted
  readonly order: Int32Array
  readonly links: Links
  readonly background: Background
  readonly bandwidth: number
  readonly rhythm: Rhythm
  readonly rate: Float64Array
  readonly state: State
  readonly steps: number
  readonly converged: boolean
}

const FIRST_GUESS = { delay: 10, sd: 200 }
const SDS = 4.2
const DELAYS = 6
// From here on a first fit to one square of the map finds where to start, at a fraction of the cost.
const MANY = 50_000
const IN_SQUARE = 15_000
const ROUNDS = 6
const TOLERANCE = 4e-4
const ROUGH = 5e-3

/** Fits background and triggering together. @throws naming the argument that is wrong */
export function fitted(given: Events, options: FitOptions = {}): Fitted {
  const { events, order } = sorted(given, options)
  if (options.bandwidth !== undefined) requirePositive('bandwidth', options.bandwidth)
  const square = options.start === undefined && events.x.length > MANY ? squareFit(events, options) : undefined
  const guess: Start = options.start ?? square?.state.triggering ?? FIRST_GUESS
  const near = options.bandwidth ?? square?.bandwidth ?? firstBandwidth(events)
  requirePositive('start.delay', guess.delay)
  requirePositive('start.sd', guess.sd)
  const productivity = guess.productivity ?? new Float64Array(events.kinds ** 2).fill(0.2 / events.kinds)
  const first = {
    triggering: { ...guess, productivity },
    probability: new Float64Array(events.x.length).fill(0.7),
    logLikelihood: -Infinity,
  }
  return refine(events, order, options, first, near)
}

type Start = NonNullable<FitOptions['start']>

/** A fit to the square about the middle event that holds some 15,000 events: where the fit to all may start. */
function squareFit(events: Sorted, options: FitOptions): Fitted {
  const [x, y] = [quantile(events.x, 0.5), quantile(events.y, 0.5)]
  const away = events.x.map((value, i) => Math.max(Math.abs(value - x), Math.abs(events.y[i] - y)))
  const half = quantile(away, IN_SQUARE / away.length)
  const inside = Int32Array.from(away.keys()).filter(i => away[i] <= half)
  const pick = (values: Float64Array) => Float64Array.from(inside, i => values[i])
  const { window, kind, kinds } = events
  const square = {
    left: Math.max(window.left, x - half),
    right: Math.min(window.right, x + half),
    bottom: Math.max(window.bottom, y - half),
    top: Math.min(window.top, y + half),
    start: window.start,
    end: window.end,
  }
  const part = { x: pick(events.x), y: pick(events.y), t: pick(events.t) }
  return fitted(part, { ...options, window: square, kinds, kind: Int32Array.from(inside, i => kind[i]) })
}

function refine(events: Sorted, order: Int32Array, options: FitOptions, first: State, near: number): Fitted {
  const { mostSteps = 200 } = options
  const firstChoice = isWarm(events, options) ? 1 : 2
  let bandwidth = near
  let links = relink(events, first.triggering)
  let state: State = first
  let rhythm = steady
  let steps = 0
  for (let round = 1; ; round++) {
    const settled = round > 1 && !needsRelink(links, state.triggering)
    if (round > 1 && !settled) links = relink(events, state.triggering)
    // A cold start is too rough to say how much of the record a cluster takes up, so its bandwidth waits a round.
    const choose = round === firstChoice || (round > firstChoice && !settled)
    if (choose && !isFixed(options)) bandwidth = bestBandwidth(events, links, bandwidth)
    const still = settled && round > (isFixed(options) ? 1 : firstChoice)
    const background = backgroundOf(events, options, bandwidth, state)
    const last = still || round === ROUNDS
    const duration = events.window.end - events.window.start
    let rate = new Float64Array(0)
    const climbed = climb(state, last ? TOLERANCE : ROUGH, mostSteps, (at, renew) => {
      if (renew) {
        rhythm = rhythmOf(events, at.probability, options, rhythm)
        rate = background.density(at.probability, links).map((value, i) => (value * rhythm.at(events.t[i])) / duration)
      }
      return emStep(events, links, rate, at.triggering)
    })
    state = climbed
    steps += climbed.steps
    if (last)
      return { events, order, links, background, bandwidth, rhythm, rate, state, steps, converged: climbed.converged }
  }
}

const isWarm = (events: Sorted, { start }: FitOptions): boolean => start !== undefined || events.x.length > MANY

const isFixed = ({ bandwidth, knownShape }: FitOptions): boolean => bandwidth !== undefined || knownShape !== undefined

function backgroundOf(events: Sorted, { knownShape }: FitOptions, bandwidth: number, state: State): Background {
  if (knownShape !== undefined) return knownBackground(events, knownShape)
  return adaptiveBackground(events, bandwidth, state.probability)
}

function relink({ x, y, t }: Sorted, { sd, delay }: Triggering): Links {
  return linksOf(x, y, t, SDS * sd, DELAYS * delay)
}

/** Links cut at 4.2 sd and 6 delays of an old guess: too short loses offspring, too long only time. */
function needsRelink({ reach, horizon }: Links, { sd, delay }: Triggering): boolean {
  const outside = (ratio: number) => ratio < 0.9 || ratio > 1.5
  return outside(reach / (SDS * sd)) || outside(horizon / (DELAYS * delay))
}

function sorted(given: Events, options: FitOptions): { events: Sorted; order: Int32Array } {
  requireEvents(given, 10)
  const { kinds = 1, kind = new Int32Array(given.x.length) } = options
  requireWhole('kinds', kinds, 1)
  requireLength('kind', kind, given.x.length)
  for (let i = 0; i < kind.length; i++) {
    requireWhole(`kind[${i}]`, kind[i])
    if (kind[i] >= kinds) throw new Error(`kind[${i}] must be below kinds (${kinds}), got ${kind[i]}`)
  }
  const window = options.window ?? windowAround(given)
  requireWindow(window, given)
  const { timeResolution = timeResolutionOf(given.t) } = options
  requirePositive('timeResolution', timeResolution)
  const order = Int32Array.from(argsort(given.t))
  const events = {
    x: Float64Array.from(order, i => given.x[i]),
    y: Float64Array.from(order, i => given.y[i]),
    t: Float64Array.from(order, i => given.t[i]),
    kind: Int32Array.from(order, i => kind[i]),
    kinds,
    window,
    resolution: resolutionOf(given.x, given.y),
    leastDelay: timeResolution / 2,
  }
  return { events, order }
}
