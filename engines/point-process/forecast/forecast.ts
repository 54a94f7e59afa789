import { requirePositive, requireWhole } from '#engines/numerics'
import { atLeastOne, countInterval } from '../counts/gamma-poisson.ts'
import { type Grid, requireGrid } from '../density/grid.ts'
import type { Fitted } from '../self-exciting/fit.ts'
import type { SelfExcitingFit } from '../self-exciting/self-exciting.ts'
import { type Generations, generations } from './generations.ts'
import { type Source, spreadOver } from './spread.ts'

export type ForecastOptions = {
  readonly grid: Grid
  /** Days ahead of the end of the fitted window; 14 unless told. */
  readonly horizon?: number
  /** Which kind of event to foretell; 0 unless told. */
  readonly kind?: number
  /** How many contributing events to name per cell; 3 unless told. */
  readonly contributors?: number
  /** Level of the interval; 0.9 unless told. */
  readonly level?: number
  /** Sums cells into areas instead: areaOf[cell] is the area's number or -1. */
  readonly areaOf?: Int32Array
}

/** All arrays per place: per cell, or per area where `areaOf` was given. */
export type Forecast = {
  readonly horizon: number
  /** Expected events and their two parts. */
  readonly expected: Float64Array
  readonly background: Float64Array
  readonly triggered: Float64Array
  readonly atLeastOne: Float64Array
  readonly low: Int32Array
  readonly high: Int32Array
  /** contributors[place * k ..]: indices of the events that add most, most first, -1 where there are fewer. */
  readonly contributors: Int32Array
}

/**
 * Expected events per cell or area in the days after the fitted window: the background, and what past events are still
 * expected to set off, further generations included. For cells and areas of a map, never for one address or school.
 * @throws naming the argument that is wrong
 */
export function forecast(fit: SelfExcitingFit, options: ForecastOptions): Forecast {
  const { grid, horizon = 14, kind = 0, contributors = 3, level = 0.9 } = options
  requireGrid(grid)
  requirePositive('horizon', horizon)
  requireWhole('kind', kind)
  requireWhole('contributors', contributors)
  if (kind >= fit.kinds) throw new Error(`kind must be below ${fit.kinds}, got ${kind}`)
  const cells = grid.across * grid.down
  const areaOf = options.areaOf ?? Int32Array.from({ length: cells }, (_, cell) => cell)
  if (areaOf.length !== cells) throw new Error(`areaOf must hold ${cells} values, got ${areaOf.length}`)
  const places = areaOf.reduce((most, area) => Math.max(most, area + 1), 0)
  const ahead = generations(fit.state.state.triggering.productivity, fit.kinds, fit.delay.value, horizon)
  const background = backgroundPart(fit, grid, areaOf, places, horizon, kind, ahead)
  const { triggered, named } = triggeredPart(fit.state, grid, areaOf, places, kind, ahead, contributors)
  const expected = background.map((value, place) => value + triggered[place])
  const intervals = Array.from(expected, mean => countInterval(mean, Infinity, level))
  return {
    horizon,
    expected,
    background,
    triggered,
    atLeastOne: expected.map(mean => atLeastOne(mean, Infinity)),
    low: Int32Array.from(intervals, ({ low }) => low),
    high: Int32Array.from(intervals, ({ high }) => high),
    contributors: named,
  }
}

/** Background of the window ahead, with what it will itself set off inside the window. */
function backgroundPart(
  fit: SelfExcitingFit,
  grid: Grid,
  areaOf: Int32Array,
  places: number,
  horizon: number,
  kind: number,
  ahead: Generations,
): Float64Array {
  const { events, background, state } = fit.state
  const duration = events.window.end - events.window.start
  const values = new Float64Array(places)
  for (let from = 0; from < fit.kinds; from++) {
    const days = (from === kind ? rhythmAhead(fit.state, horizon) : 0) + ahead.byRate[from * fit.kinds + kind]
    if (days === 0) continue
    const cells = background.inCells(from, state.probability, grid)
    for (let cell = 0; cell < areaOf.length; cell++) {
      if (areaOf[cell] >= 0) values[areaOf[cell]] += (cells[cell] * days) / duration
    }
  }
  return values
}

/** Days ahead, each worth its multiple of the background. */
function rhythmAhead({ rhythm, events }: Fitted, horizon: number): number {
  const steps = Math.max(1, Math.ceil(horizon * 4))
  let total = 0
  for (let s = 0; s < steps; s++) total += rhythm.at(events.window.end + ((s + 0.5) * horizon) / steps)
  return (total * horizon) / steps
}

const FAINT = 1e-4

/** What events so far are still expected to bring; their own offspring near them, later generations farther out. */
function triggeredPart(
  { events, order, state }: Fitted,
  grid: Grid,
  areaOf: Int32Array,
  places: number,
  kind: number,
  ahead: Generations,
  contributors: number,
) {
  const { sd, delay } = state.triggering
  const sources: Source[] = []
  for (let i = events.t.length - 1; i >= 0; i--) {
    const fade = Math.exp(-(events.window.end - events.t[i]) / delay)
    if (fade < FAINT) break
    const cell = events.kind[i] * events.kinds + kind
    const place = { event: order[i], x: events.x[i], y: events.y[i] }
    sources.push({ ...place, count: fade * ahead.direct[cell], sd })
    sources.push({ ...place, count: fade * (ahead.byEvent[cell] - ahead.direct[cell]), sd: sd * Math.SQRT2 })
  }
  const triggered = new Float64Array(places)
  const shares = new Map<number, Map<number, number>>()
  spreadOver(grid, sources, (cell, source, share) => {
    const place = areaOf[cell]
    if (place < 0) return
    triggered[place] += share
    if (contributors === 0) return
    const known = shares.get(place) ?? new Map<number, number>()
    known.set(source.event, (known.get(source.event) ?? 0) + share)
    shares.set(place, known)
  })
  return { triggered, named: largest(shares, places, contributors) }
}

function largest(shares: Map<number, Map<number, number>>, places: number, contributors: number): Int32Array {
  const named = new Int32Array(places * contributors).fill(-1)
  for (const [place, events] of shares) {
    const ranked = [...events].sort((a, b) => b[1] - a[1]).slice(0, contributors)
    for (const [rank, [event]] of ranked.entries()) named[place * contributors + rank] = event
  }
  return named
}
