import { random, requirePositive, requireWhole } from '#engines/numerics'
import { gridAround } from '../density/grid.ts'
import { type Events, requireEvents } from '../events.ts'
import type { Window } from '../self-exciting/window.ts'
import { requireWindow, windowAround } from '../self-exciting/window.ts'
import { baselines, type Method } from './baselines.ts'
import { countsBetween, type History, historyOf } from './history.ts'
import { type Foretold, type Onset, type Scores, scored, windowLog } from './scores.ts'
import { selfExcitingMethod } from './tracker.ts'

export type BacktestOptions = {
  /** Side of a cell, metres; 250 unless told. */
  readonly cell?: number
  /** Days foretold at a time; 14 unless told. */
  readonly horizon?: number
  /** Windows to score; half the record unless told, 78 at most. */
  readonly windows?: number
  readonly window?: Window
  readonly seed?: number
}

export type MethodResult = Scores & {
  readonly name: string
  readonly baseline: boolean
  /** The setting and spread in use at the last window. */
  readonly setting: string
}

/** Gain in log score per window of the self-exciting model over a baseline, with a 95 % block-bootstrap interval. */
export type Comparison = {
  readonly baseline: string
  readonly gain: number
  readonly low: number
  readonly high: number
}

export type Backtest = {
  readonly n: number
  readonly cells: number
  readonly windows: number
  readonly horizon: number
  readonly events: number
  /** Share of cell-windows with an event: the base rate. */
  readonly baseRate: number
  readonly methods: readonly MethodResult[]
  readonly comparisons: readonly Comparison[]
  readonly winner: string
  /** True only if the self-exciting model beats every baseline with an interval above zero. */
  readonly better: boolean
  readonly verdict: string
}

const WARM_WINDOWS = 6
const MOST_WINDOWS = 78
const LEAST_TRAINING = 10

/**
 * Rolling-origin test: before each window every method sees only earlier events, and uses whichever of its settings (and
 * spreads of the counts) has the best log score over earlier windows, six of which come before the first that counts.
 * @throws naming the argument that is wrong
 */
export function backtest(events: Events, options: BacktestOptions = {}): Backtest {
  const { cell = 250, horizon = 14, seed = 1 } = options
  requireEvents(events, 50)
  requirePositive('cell', cell)
  requirePositive('horizon', horizon)
  const window = options.window ?? windowAround(events)
  requireWindow(window, events)
  const history = historyOf(events, gridAround(events.x, events.y, cell), window.start)
  const possible = Math.floor((window.end - window.start) / horizon)
  const windows = options.windows ?? Math.min(MOST_WINDOWS, Math.floor(possible / 2))
  requireWhole('windows', windows, 1)
  if (possible < windows + WARM_WINDOWS + LEAST_TRAINING) {
    throw new Error(
      `windows must leave ${WARM_WINDOWS + LEAST_TRAINING} horizons before them: ${windows} of ${possible} do not`,
    )
  }
  const origins = Array.from(
    { length: windows + WARM_WINDOWS },
    (_, k) => window.end - (windows + WARM_WINDOWS - k) * horizon,
  )
  const counts = origins.map(origin => countsBetween(history, origin, origin + horizon))
  const onsets = onsetsOf(history, origins.slice(WARM_WINDOWS), counts.slice(WARM_WINDOWS), horizon)
  const methods = [...baselines, selfExcitingMethod(window)].map(method =>
    resultOf(method, history, origins, counts, onsets, horizon),
  )
  return summary(events, counts.slice(WARM_WINDOWS), methods, horizon, seed)
}

const SHAPES = [Infinity, 5, 2, 1, 0.5]

function resultOf(
  method: Method,
  history: History,
  origins: readonly number[],
  counts: readonly Float64Array[],
  onsets: readonly Onset[],
  horizon: number,
): MethodResult {
  const past = new Float64Array(method.settings.length * SHAPES.length)
  const mean: Float64Array[] = []
  const shape: number[] = []
  let chosen = 0
  for (const [k, origin] of origins.entries()) {
    const candidates = method.expect(history, origin, horizon)
    chosen = past.indexOf(past.reduce((best, value) => Math.max(best, value), -Infinity))
    if (k >= WARM_WINDOWS) {
      mean.push(candidates[Math.floor(chosen / SHAPES.length)])
      shape.push(SHAPES[chosen % SHAPES.length])
    }
    for (let c = 0; c < past.length; c++) {
      past[c] += windowLog(counts[k], candidates[Math.floor(c / SHAPES.length)], SHAPES[c % SHAPES.length])
    }
  }
  const foretold: Foretold = { mean, shape }
  const setting = `${method.settings[Math.floor(chosen / SHAPES.length)]}, ${spreadName(SHAPES[chosen % SHAPES.length])}`
  const scores = scored(foretold, counts.slice(WARM_WINDOWS), onsets, horizon)
  return { name: method.name, baseline: method.baseline, setting, ...scores }
}

const spreadName = (shape: number): string => (shape === Infinity ? 'Poisson' : `negative binomial, shape ${shape}`)

const QUIET_WINDOWS = 6

/** New rises: two events or more in a window, four times the cell's own past, after at most one in six windows. */
function onsetsOf(
  history: History,
  origins: readonly number[],
  counts: readonly Float64Array[],
  horizon: number,
): Onset[] {
  const onsets: Onset[] = []
  for (const [w, origin] of origins.entries()) {
    const before = countsBetween(history, origin - QUIET_WINDOWS * horizon, origin)
    const ever = countsBetween(history, history.start, origin)
    const usual = horizon / (origin - history.start)
    for (let cell = 0; cell < history.cells; cell++) {
      const count = counts[w][cell]
      if (count >= 2 && before[cell] <= 1 && count >= 4 * ever[cell] * usual) onsets.push({ cell, window: w })
    }
  }
  return onsets
}

function summary(
  events: Events,
  counts: readonly Float64Array[],
  methods: readonly MethodResult[],
  horizon: number,
  seed: number,
): Backtest {
  const model = methods[methods.length - 1]
  const comparisons = methods
    .filter(method => method.baseline)
    .map(({ name, byWindow }) => ({
      baseline: name,
      ...blockInterval(
        model.byWindow.map((value, w) => value - byWindow[w]),
        seed,
      ),
    }))
  const winner = methods.reduce((best, method) => (method.logScore > best.logScore ? method : best)).name
  const better = comparisons.every(({ low }) => low > 0)
  const cells = counts[0].length
  return {
    n: events.x.length,
    cells,
    windows: counts.length,
    horizon,
    events: counts.reduce((total, seen) => total + seen.reduce((a, b) => a + b, 0), 0),
    baseRate:
      counts.reduce((total, seen) => total + seen.filter(count => count > 0).length, 0) / (cells * counts.length),
    methods,
    comparisons,
    winner,
    better,
    verdict: verdictOf(winner, better),
  }
}

function verdictOf(winner: string, better: boolean): string {
  if (better) return 'The self-exciting model beat every baseline.'
  if (winner === 'self-exciting') return 'The self-exciting model scored best, but not by enough to rule out chance.'
  return `No better than base rate: ${winner} did best.`
}

const BLOCK = 4
const RESAMPLES = 999

/** Mean and 95 % interval of paired differences, resampled in circular blocks of four windows (Politis & Romano 1992). */
function blockInterval(differences: Float64Array, seed: number): { gain: number; low: number; high: number } {
  const n = differences.length
  const chance = random(seed)
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let total = 0
    let from = 0
    for (let k = 0; k < n; k++) {
      if (k % BLOCK === 0) from = chance.integer(n)
      total += differences[(from + (k % BLOCK)) % n]
    }
    return total / n
  }).sort()
  return { gain: differences.reduce((a, b) => a + b, 0) / n, low: means[24], high: means[974] }
}
