import { drawControlChart } from './control-drawing.ts'
import { controlFinding, controlNotes, controlSentences, type Reading, rulesOf } from './control-words.ts'
import { bothForms } from './marks.ts'
import { type About, aboutFields, describe, measureLine, type Picture, type Table, table } from './picture.ts'
import { findSignals, type Limits, loadedPoints, type MonthCount, setLimits } from './spc.ts'
import { countWords, figure, monthAndYear, monthNumber, noFile, type SmallCounts } from './words.ts'

export type ControlChartData = About & {
  /** "violence": the title begins with it. */
  subject: string
  /** True when the subject takes a plural verb. */
  plural?: boolean
  /** What is counted, in the plural: "offences". */
  unit: string
  months: readonly MonthCount[]
  /** First and last month that set the usual level. They are not judged by it. */
  baseline: { from: string; to: string }
  /** Which side is harm (brown); the other is drawn as help (teal). Neither by default. */
  worse?: 'higher' | 'lower'
  smallCounts?: SmallCounts
}

/** Decimals that tell the rates of a chart apart: about three figures. */
function decimalsFor(centre: number): number {
  return centre >= 100 ? 0 : centre >= 10 ? 1 : 2
}

function read(data: ControlChartData): Reading {
  const points = loadedPoints(data.months)
  if (points.length === 0) throw new Error('A control chart needs at least one month with a count.')
  const [from, to] = [monthNumber(data.baseline.from), monthNumber(data.baseline.to)]
  if (from > to) throw new Error('The baseline must not end before it begins.')
  const limits = setLimits(points.filter(point => point.number >= from && point.number <= to))
  const all = data.months.map(({ month }) => monthNumber(month))
  const first = Math.min(...all)
  const span = Array.from({ length: Math.max(...all) - first + 1 }, (_, index) => first + index)
  const loaded = new Set(points.map(point => point.number))
  return {
    subject: data.subject,
    plural: data.plural ?? false,
    unit: data.unit,
    points,
    missing: span.filter(number => !loaded.has(number)),
    limits,
    signals: limits === undefined ? [] : findSignals(points, limits),
    smallCounts: data.smallCounts ?? 'hidden',
  }
}

function monthRow(number: number, reading: Reading, decimals: number): string[] {
  const point = reading.points.find(each => each.number === number)
  const { limits } = reading
  if (point === undefined) return [monthAndYear(number), noFile, '', '', '', '', '']
  const count = countWords(point.count, reading.smallCounts)
  const isFigure = /^\d/.test(count) || point.count === 0
  const lines = limits && [limits.usual(number), limits.lower(number), limits.upper(number)]
  return [
    monthAndYear(number),
    count,
    isFigure ? figure(point.rate, decimals) : 'not shown',
    ...(lines?.map(value => figure(value, decimals)) ?? ['', '', '']),
    limits === undefined ? rulesOf(number, []) : standing(number, limits, reading),
  ]
}

/** What became of a month: it set the lines, came before them, or was judged by them. */
function standing(number: number, limits: Limits, { signals }: Reading): string {
  if (limits.months.includes(number)) return 'sets the lines'
  return number < Math.max(...limits.months) ? 'not judged' : rulesOf(number, signals)
}

/** The highest usual level, or rate where there is none: it decides how many decimals tell the months apart. */
function levelOf({ limits, points }: Reading): number {
  return Math.max(...points.map(({ number, rate }) => limits?.usual(number) ?? rate))
}

function monthTable(caption: string, reading: Reading): Table {
  const decimals = decimalsFor(levelOf(reading))
  const numbers = [...reading.points.map(point => point.number), ...reading.missing].sort((a, b) => a - b)
  const head = ['Month', 'Count', 'Per day', 'Usual', 'Lower', 'Upper', 'Rule']
  return table(
    caption,
    head,
    numbers.map(number => monthRow(number, reading, decimals)),
  )
}

/**
 * Monthly counts for each day, with the usual level and the lines that ordinary ups and downs stay inside.
 * Signals become lettered sentences; months without a file are hatched and nothing is joined across them.
 * @throws Error when a month is badly written or comes twice, a count is not a whole number, or no month has a count.
 */
export function controlChart(data: ControlChartData): Picture {
  const reading = read(data)
  const finding = controlFinding(reading)
  const sentences = controlSentences(reading)
  const measure = measureLine(data, 'Months have different lengths, so we divide by days')
  const description = describe(measure, sentences)
  const decimals = decimalsFor(levelOf(reading))
  return {
    ...aboutFields(data, controlNotes(reading)),
    ...bothForms(data.id, form =>
      drawControlChart(form, { title: finding, description }, { ...reading, worse: data.worse, decimals }),
    ),
    finding,
    measure,
    sentences,
    table: monthTable(finding, reading),
  }
}
