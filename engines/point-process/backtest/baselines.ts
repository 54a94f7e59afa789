import { fitPrior, shrunkRate } from '../counts/gamma-poisson.ts'
import { kernelDensity } from '../density/kernel-density.ts'
import { prospectiveKernel } from '../density/recent.ts'
import { countsBetween, firstAt, type History } from './history.ts'

/** A way of foretelling: for one origin, expected events per cell in the next horizon, once per candidate setting. */
export type Method = {
  readonly name: string
  readonly baseline: boolean
  readonly settings: readonly string[]
  readonly expect: (history: History, origin: number, horizon: number) => Float64Array[]
}

const YEAR = 365.25

/** Every baseline is a full predictive rate, shrunk and tuned on its own past like the model it stands beside. */
export const baselines: readonly Method[] = [
  { name: 'same everywhere', baseline: true, settings: ['level of the last year'], expect: everywhere },
  {
    name: 'long-run rate',
    baseline: true,
    settings: ['all history', 'with season', 'at the level of the last year'],
    expect: longRun,
  },
  { name: 'same place last year', baseline: true, settings: ['365 days'], expect: lastYear },
  { name: 'recent counts', baseline: true, settings: ['28 days', '91 days', '182 days'], expect: recent },
  {
    name: 'hot-spot density',
    baseline: true,
    settings: ['1 cell', '1.5 cells', '2.5 cells', '4 cells'],
    expect: density,
  },
  { name: 'prospective map', baseline: true, settings: ['share 0.1', 'share 0.3', 'share 0.6'], expect: prospective },
]

/** Events of the whole map in the horizon, at the rate of the last year (or of the history, if shorter). */
function level(history: History, origin: number, horizon: number): number {
  const from = Math.max(history.start, origin - YEAR)
  return ((firstAt(history, origin) - firstAt(history, from) + 0.5) * horizon) / (origin - from)
}

function everywhere(history: History, origin: number, horizon: number): Float64Array[] {
  return [new Float64Array(history.cells).fill(level(history, origin, horizon) / history.cells)]
}

function shrunk(history: History, origin: number, horizon: number, days: number): Float64Array {
  const from = Math.max(history.start, origin - days)
  const counts = countsBetween(history, from, origin)
  const exposure = new Float64Array(history.cells).fill(origin - from)
  const prior = fitPrior(counts, exposure)
  return counts.map(count => horizon * shrunkRate(prior, count, origin - from))
}

function longRun(history: History, origin: number, horizon: number): Float64Array[] {
  const plain = shrunk(history, origin, horizon, Infinity)
  const total = plain.reduce((a, b) => a + b, 0)
  const season = seasonAhead(history, origin, horizon)
  const recentLevel = level(history, origin, horizon) / total
  return [plain, plain.map(value => value * season), plain.map(value => value * recentLevel)]
}

function lastYear(history: History, origin: number, horizon: number): Float64Array[] {
  return [shrunk(history, origin, horizon, YEAR)]
}

function recent(history: History, origin: number, horizon: number): Float64Array[] {
  const total = level(history, origin, horizon)
  return [28, 91, 182].map(days => scaledTo(shrunk(history, origin, horizon, days), total))
}

function density(history: History, origin: number, horizon: number): Float64Array[] {
  const last = firstAt(history, origin)
  const x = history.x.subarray(0, last)
  const y = history.y.subarray(0, last)
  const total = level(history, origin, horizon)
  return [1, 1.5, 2.5, 4].map(cells => {
    const values = kernelDensity(x, y, { grid: history.grid, bandwidth: cells * history.grid.cell })
    return mixed(scaledTo(values, total), total, 0.02)
  })
}

const PROSPECTIVE_DAYS = 60

/** The surface has no unit, so it decides a share of the expected events; the long-run rate decides the rest. */
function prospective(history: History, origin: number, horizon: number): Float64Array[] {
  const [first, last] = [firstAt(history, origin - PROSPECTIVE_DAYS), firstAt(history, origin)]
  const near = { x: history.x.slice(first, last), y: history.y.slice(first, last), t: history.t.slice(first, last) }
  const total = level(history, origin, horizon)
  const surface = scaledTo(prospectiveKernel(near, { grid: history.grid, now: origin, days: PROSPECTIVE_DAYS }), total)
  const base = shrunk(history, origin, horizon, Infinity)
  return [0.1, 0.3, 0.6].map(share => base.map((value, cell) => (1 - share) * value + share * surface[cell]))
}

function scaledTo(values: Float64Array, total: number): Float64Array {
  const sum = values.reduce((a, b) => a + b, 0)
  return sum > 0 ? values.map(value => (value * total) / sum) : values.map(() => total / values.length)
}

/** No cell is impossible: a small share is spread evenly. */
const mixed = (values: Float64Array, total: number, share: number): Float64Array =>
  values.map(value => (1 - share) * value + (share * total) / values.length)

const PRIOR_YEARS = 1

/** Multiple of the coming weeks of the year, from earlier years of the whole map; 1 without two years. */
function seasonAhead(history: History, origin: number, horizon: number): number {
  const years = (origin - history.start) / YEAR
  if (years < 2) return 1
  let seen = 0
  let whole = 0
  for (let back = 1; back <= Math.floor(years); back++) {
    const from = origin - back * YEAR - YEAR / 24
    if (from < history.start) continue
    seen += firstAt(history, from + YEAR / 12 + horizon) - firstAt(history, from)
    whole +=
      ((firstAt(history, origin) - firstAt(history, history.start)) * (YEAR / 12 + horizon)) / (origin - history.start)
  }
  const usual = whole / Math.max(1, Math.floor(years))
  return (seen + PRIOR_YEARS * usual) / (whole + PRIOR_YEARS * usual)
}
