import { bothForms } from './marks.ts'
import {
  type About,
  aboutFields,
  checkFinite,
  describe,
  measureLine,
  type Picture,
  type Sentence,
  table,
} from './picture.ts'
import { countRange } from './poisson.ts'
import { drawSeries, type Series, type SeriesPoint } from './series-drawing.ts'
import {
  countWords,
  figure,
  isHidden,
  listOf,
  monthAndYear,
  monthNumber,
  monthSpan,
  noFile,
  type SmallCounts,
  sentenceCase,
  stretches,
} from './words.ts'

/** A value at "2025" or "2025-06". Null means that no file is loaded. Low and high are the likely range of a rate. */
export type TimeValue = { at: string; value: number | null; low?: number; high?: number }

export type TimeSeriesData = About & {
  /** "hospital admissions": the title begins with it. */
  subject: string
  plural?: boolean
  /** What the figures are: "offences", "per 1,000 people". */
  unit: string
  /** Counts are whole numbers, get a 95% range of their own, and are hidden from 1 to 4; rates are drawn as given. */
  kind: 'count' | 'rate'
  decimals?: number
  points: readonly TimeValue[]
  smallCounts?: SmallCounts
}

/** Where a value stands: the year itself, or the month counted from year 0. */
function placeOf(at: string, byYear: boolean): number {
  if (!byYear) return monthNumber(at)
  if (!/^\d{4}$/.test(at))
    throw new Error(`The time "${at}" must be a year (2025), like the first; months are written 2025-06.`)
  return Number(at)
}

function toPoint(point: TimeValue, byYear: boolean, data: TimeSeriesData): SeriesPoint | undefined {
  const { value } = point
  if (value === null) return undefined
  checkFinite('The values of a time series', [value, point.low ?? value, point.high ?? value])
  const [low, high] = data.kind === 'count' ? countRange(value) : [point.low, point.high]
  const hidden = data.kind === 'count' && isHidden(value, data.smallCounts ?? 'hidden')
  const ranged = low === undefined || high === undefined ? {} : { low, high }
  return { at: placeOf(point.at, byYear), value, hidden, ...ranged }
}

function read(data: TimeSeriesData): Series {
  const byYear = /^\d{4}$/.test(data.points[0]?.at ?? '')
  const places = data.points.map(point => placeOf(point.at, byYear))
  if (new Set(places).size !== places.length) throw new Error('A time comes twice in the time series.')
  const points = data.points
    .map(point => toPoint(point, byYear, data))
    .filter(point => point !== undefined)
    .sort((a, b) => a.at - b.at)
  if (points.length === 0) throw new Error('A time series needs at least one value.')
  const first = Math.min(...places)
  const loaded = new Set(points.map(point => point.at))
  const span = Array.from({ length: Math.max(...places) - first + 1 }, (_, index) => first + index)
  return { byYear, points, missing: span.filter(at => !loaded.has(at)), decimals: data.decimals ?? 0 }
}

function timeName(at: number, { byYear }: Series): string {
  return byYear ? String(at) : monthAndYear(at)
}

type Ends = { from: Required<SeriesPoint>; to: Required<SeriesPoint>; apart: boolean; up: boolean }

/** The first and last values, when both have ranges and neither is hidden. */
function endsOf({ points }: Series): Ends | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || first === last || first.hidden || last.hidden) return undefined
  if (first.low === undefined || first.high === undefined || last.low === undefined || last.high === undefined)
    return undefined
  const from = { ...first, low: first.low, high: first.high }
  const to = { ...last, low: last.low, high: last.high }
  return { from, to, apart: to.low > from.high || to.high < from.low, up: to.value > from.value }
}

function seriesFinding(data: TimeSeriesData, series: Series): string {
  const ends = endsOf(series)
  const name = sentenceCase(data.subject)
  if (!ends?.apart) return `${name} by ${series.byYear ? 'year' : 'month'}`
  const verb = data.plural ? 'were' : 'was'
  return `${name} ${verb} ${ends.up ? 'higher' : 'lower'} in ${timeName(ends.to.at, series)} than in ${timeName(ends.from.at, series)}`
}

function seriesSentences(series: Series): Sentence[] {
  const ends = endsOf(series)
  if (ends === undefined) return []
  const words = ({ at, value, low, high }: Required<SeriesPoint>) =>
    `${timeName(at, series)}: ${figure(value, series.decimals)} (likely ${figure(low, series.decimals)} to ${figure(high, series.decimals)})`
  const sure = ends.apart
    ? 'The two ranges do not meet, so the change is more than chance.'
    : 'The two ranges meet, so any change may be chance.'
  return [
    { lead: `${words(ends.from)}. ${words(ends.to)}.`, text: `${sure} Only the first and the last are compared.` },
  ]
}

function seriesNotes(data: TimeSeriesData, series: Series): string[] {
  const { missing, byYear, points } = series
  const gaps = stretches(missing).map(([first, last]) =>
    byYear ? (first === last ? String(first) : `${first} to ${last}`) : monthSpan(first, last),
  )
  return [
    ...(points.some(point => point.low !== undefined) ? ['Pale band: 95% range.'] : []),
    ...(!byYear && data.kind === 'count' ? ['Months have different lengths: February is short.'] : []),
    ...(points.some(point => point.hidden) ? ['Dotted: fewer than 5.'] : []),
    ...(gaps.length > 0 ? [`No file loaded: ${listOf(gaps)}.`] : []),
  ]
}

function tableRow(at: number, data: TimeSeriesData, series: Series): string[] {
  const point = series.points.find(each => each.at === at)
  const name = timeName(at, series)
  if (point === undefined) return [name, noFile, '', '']
  if (point.hidden) return [name, countWords(point.value, 'hidden'), '', '']
  const value = data.kind === 'count' ? countWords(point.value, 'shown') : figure(point.value, series.decimals)
  const ends = [point.low, point.high].map(end => (end === undefined ? '' : figure(end, series.decimals)))
  return [name, value, ...ends]
}

/**
 * Counts or rates by month or year from nought, with their likely range; broken and hatched where no file is loaded.
 * @throws Error when there is no value, a time is badly written or comes twice, or a count is not a whole number from 0.
 */
export function timeSeries(data: TimeSeriesData): Picture {
  const series = read(data)
  const finding = seriesFinding(data, series)
  const measure = measureLine(data)
  const sentences = seriesSentences(series)
  const times = [...series.points.map(point => point.at), ...series.missing].sort((a, b) => a - b)
  const head = [series.byYear ? 'Year' : 'Month', sentenceCase(data.unit), 'Likely from', 'Likely to']
  return {
    ...aboutFields(data, seriesNotes(data, series)),
    ...bothForms(data.id, form => drawSeries(form, series, finding, describe(measure, sentences))),
    finding,
    measure,
    sentences,
    table: table(
      finding,
      head,
      times.map(at => tableRow(at, data, series)),
    ),
  }
}
