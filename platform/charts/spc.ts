// Statistical process control for monthly counts: is this month, or this run of months, out of the usual?
// Sources: Shewhart (1931), Economic Control of Quality; Montgomery, Introduction to Statistical Quality Control
// (7th ed.), sections 6.4 (individuals) and 7.3.1 (u chart); Champ and Woodall (1987), Technometrics 29(4), 393-399.
import { chiSquare95, seasonLimits } from './season.ts'
import { daysIn, monthNumber } from './words.ts'

/** Count in one month ("2025-06"). Null, or a month left out, means that no file is loaded. */
export type MonthCount = { month: string; count: number | null }

/** A loaded month. `number` counts months from year 0; `rate` is the count for each day. */
export type Point = { number: number; count: number; days: number; rate: number }

/** `u` and `individuals` set one level for all months; `season` and `uneven season` one for each month of the year. */
export type Method = 'u' | 'individuals' | 'season' | 'uneven season'

export type Limits = {
  method: Method
  /** The usual rate a day, and the upper and lower line, of a month counted from year 0. The lower never falls under 0. */
  usual: (month: number) => number
  upper: (month: number) => number
  lower: (month: number) => number
  /** Loaded months that set the lines. */
  months: number[]
}

export type Rule = 'beyond' | 'near' | 'run'
export type Signal = { rule: Rule; side: 'above' | 'below'; months: number[] }

export const runLength = 8
export const fewestBaselineMonths = 8

/**
 * How many months pass, on average, before chance alone fires a rule on either side of a steady normal series.
 * beyond: 1 / 0.0027; run: 2^8 - 1; near and any: the Markov chain of Champ and Woodall, solved again in the tests.
 */
export const monthsByChance = { beyond: 370, near: 511, run: 255, any: 122 } as const

/**
 * The loaded months in order.
 * @throws Error when a month is badly written, comes twice, or its count is not a whole number from 0.
 */
export function loadedPoints(months: readonly MonthCount[]): Point[] {
  const seen = new Set<number>()
  const points: Point[] = []
  for (const { month, count } of months) {
    const number = monthNumber(month)
    if (seen.has(number)) throw new Error(`The month ${month} comes twice.`)
    seen.add(number)
    if (count === null) continue
    if (!Number.isInteger(count) || count < 0) throw new Error(`The count of ${month} must be a whole number from 0.`)
    points.push({ number, count, days: daysIn(number), rate: count / daysIn(number) })
  }
  return points.sort((a, b) => a.number - b.number)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** True when the months differ by more than independent events would: Pearson's X^2 = sum (c - un)^2 / un, k - 1 df. */
function isUneven(points: readonly Point[], centre: number): boolean {
  const statistic = sum(points.map(({ count, days }) => (count - centre * days) ** 2 / (centre * days)))
  return statistic > chiSquare95(points.length - 1)
}

/** Differences of neighbouring months. A gap in the files is never stepped over. */
function movingRanges(points: readonly Point[]): number[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    return before !== undefined && before.number === point.number - 1 ? [Math.abs(point.rate - before.rate)] : []
  })
}

/**
 * What is usual, and its lines, from the loaded months of the baseline: by the month of the year where two whole years tell
 * it, else one level for all. Undefined when the months are too few (under 8) or all nought.
 */
export function setLimits(points: readonly Point[]): Limits | undefined {
  return seasonLimits(points) ?? levelLimits(points)
}

/**
 * One level for all months. centre u = sum c / sum n. u chart, when months vary as independent events do: u +- 3 sqrt(u / n).
 * Otherwise the individuals chart: u +- 2.66 mean moving range (3 / d2, d2 = 1.128 for pairs).
 */
function levelLimits(points: readonly Point[]): Limits | undefined {
  const centre = sum(points.map(point => point.count)) / sum(points.map(point => point.days))
  if (points.length < fewestBaselineMonths || !(centre > 0)) return undefined
  const months = points.map(point => point.number)
  const ranges = movingRanges(points)
  const method: Method = isUneven(points, centre) && ranges.length >= 4 ? 'individuals' : 'u'
  const spread = (2.66 * sum(ranges)) / Math.max(ranges.length, 1)
  const reach = (month: number) => (method === 'u' ? 3 * Math.sqrt(centre / daysIn(month)) : spread)
  return {
    method,
    months,
    usual: () => centre,
    upper: month => centre + reach(month),
    lower: month => Math.max(0, centre - reach(month)),
  }
}

/** How far a month lies from what is usual, in thirds of the way to its limit: 3 is on the line. Below is negative. */
export function distance(point: Point, limits: Limits): number {
  const usual = limits.usual(point.number)
  const reach = limits.upper(point.number) - usual
  return reach === 0 ? Math.sign(point.rate - usual) * 3 : (3 * (point.rate - usual)) / reach
}

/** The months after those that set the lines. */
export function judgedBy(points: readonly Point[], { months }: Limits): Point[] {
  const last = Math.max(...months)
  return points.filter(({ number }) => number > last)
}

type Judged = { number: number; distance: number }

function sideOf(distances: number): Signal['side'] {
  return distances > 0 ? 'above' : 'below'
}

/** Neighbouring months beyond a line, gathered into one signal. */
function beyond(judged: readonly Judged[]): Signal[] {
  const found: Signal[] = []
  for (const month of judged.filter(point => Math.abs(point.distance) > 3)) {
    const last = found.at(-1)
    const follows = last?.months.at(-1) === month.number - 1 && last.side === sideOf(month.distance)
    if (last !== undefined && follows) last.months.push(month.number)
    else found.push({ rule: 'beyond', side: sideOf(month.distance), months: [month.number] })
  }
  return found
}

/** The month at `index` and up to two after it, as far as no file is missing between them. */
function threeInARow(judged: readonly Judged[], index: number): Judged[] {
  const first = judged[index]?.number ?? 0
  return judged.slice(index, index + 3).filter((point, step) => point.number === first + step)
}

/** Two of three months in a row past two thirds of the way to the same line; windows that share a month are one. */
function near(judged: readonly Judged[]): Signal[] {
  const found: Signal[] = []
  for (const [index] of judged.entries()) {
    for (const sign of [1, -1]) {
      const window = threeInARow(judged, index)
      const far = window.filter(point => point.distance * sign > 2).map(point => point.number)
      if (far.length < 2) continue
      const last = found.findLast(signal => signal.side === sideOf(sign))
      if (last?.months.some(month => far.includes(month))) last.months = [...new Set([...last.months, ...far])]
      else found.push({ rule: 'near', side: sideOf(sign), months: far })
    }
  }
  return found
}

/** Unbroken months on one side of the centre, at least eight. A month on the centre line ends a run. */
function runs(judged: readonly Judged[]): Signal[] {
  const found: Signal[] = []
  for (const month of judged) {
    const last = found.at(-1)
    const follows = last?.months.at(-1) === month.number - 1 && last.side === sideOf(month.distance)
    if (month.distance === 0) continue
    if (last !== undefined && follows) last.months.push(month.number)
    else found.push({ rule: 'run', side: sideOf(month.distance), months: [month.number] })
  }
  return found.filter(signal => signal.months.length >= runLength)
}

/**
 * Every signal after the baseline, in order of its first month. The months that set the lines are not judged by them,
 * nor are months before them: nothing is judged by what came later. Months near a line are not told of when one of them is beyond it: that says more.
 */
export function findSignals(points: readonly Point[], limits: Limits): Signal[] {
  const judged = judgedBy(points, limits).map(point => ({ number: point.number, distance: distance(point, limits) }))
  const past = beyond(judged)
  const already = new Set(past.flatMap(signal => signal.months))
  const close = near(judged).filter(signal => !signal.months.some(month => already.has(month)))
  const first = (signal: Signal) => signal.months[0] ?? 0
  return [...past, ...close, ...runs(judged)].sort((a, b) => first(a) - first(b))
}
