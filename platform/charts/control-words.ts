// The words of a control chart, from a small set of sentences.
import type { Sentence } from './picture.ts'
import { fewestInSeason, isSeasonal } from './season.ts'
import {
  fewestBaselineMonths,
  judgedBy,
  type Limits,
  monthsByChance,
  type Point,
  runLength,
  type Signal,
} from './spc.ts'
import {
  countWords,
  figure,
  listOf,
  monthAndYear,
  monthList,
  monthName,
  monthSpan,
  type SmallCounts,
  sentenceCase,
  stretches,
} from './words.ts'

/** What the words need to know. */
export type Reading = {
  subject: string
  /** True when the subject takes a plural verb: "weapon offences". */
  plural: boolean
  /** What is counted, in the plural: "offences". */
  unit: string
  points: Point[]
  missing: number[]
  limits: Limits | undefined
  signals: Signal[]
  smallCounts: SmallCounts
}

const lastOf = (signal: Signal) => signal.months.at(-1) ?? 0
const firstOf = (signal: Signal) => signal.months[0] ?? 0
const lineName = { above: 'upper line', below: 'lower line' } as const
const strength = { beyond: 2, run: 1, near: 0 } as const

/** The signal a title tells of: the one that ended last; of two, the stronger. */
function leading(signals: readonly Signal[]): Signal | undefined {
  return [...signals].sort((a, b) => lastOf(b) - lastOf(a) || strength[b.rule] - strength[a.rule])[0]
}

/** The finding, or the subject alone when no rule fires. */
export function controlFinding({ subject, plural, points, signals, limits }: Reading): string {
  const signal = leading(signals)
  const name = sentenceCase(subject)
  if (signal === undefined) return `${name} by month`
  const months = signal.months.length
  const line = `${plural ? 'their' : 'its'} ${lineName[signal.side]}`
  const seasonal = limits !== undefined && isSeasonal(limits)
  const level = `${signal.side} ${plural ? 'their' : 'its'} usual level`
  const usual = seasonal ? `${level} for the time of year, ${months} months in a row` : `${level} for ${months} months`
  if (signal.rule === 'beyond')
    return `${name} ${plural ? 'were' : 'was'} ${signal.side} ${line} in ${monthList(signal.months)}`
  if (signal.rule === 'near') return `${name} came close to ${line} in ${monthList(signal.months)}`
  if (lastOf(signal) === points.at(-1)?.number) {
    return `${name} ${plural ? 'have' : 'has'} run ${usual}`
  }
  return `${name} ran ${usual}, ${monthSpan(firstOf(signal), lastOf(signal))}`
}

/** "about once in 255 months (21 years)" */
export function onceIn(months: number): string {
  return `about once in ${months} months (${figure(months / 12)} years)`
}

function shortWords({ rule, side, months }: Signal): string {
  if (rule === 'run') return `${months.length} months in a row ${side} usual`
  const which = months.length === 1 ? '' : `${months.length} months `
  return rule === 'beyond' ? `${which}${side} the ${lineName[side]}` : `${which}near the ${lineName[side]}`
}

function lead({ rule, side, months }: Signal, reading: Reading): string {
  const line = lineName[side]
  if (rule === 'beyond') return `${monthList(months)} ${months.length === 1 ? 'was' : 'were'} ${side} the ${line}.`
  if (rule === 'near') return `${monthList(months)} came close to the ${line}.`
  const first = months[0] ?? 0
  const last = months.at(-1) ?? 0
  const still = last === reading.points.at(-1)?.number
  const usual = reading.limits !== undefined && isSeasonal(reading.limits) ? 'usual for its time of year' : 'usual'
  return still
    ? `Every month since ${monthAndYear(first)} was ${side} ${usual}.`
    : `Every month of ${monthSpan(first, last)} was ${side} ${usual}.`
}

function byChance({ rule, side }: Signal): string {
  const often = onceIn(monthsByChance[rule])
  if (rule === 'run') return `A run of ${runLength} or more comes by chance ${often}.`
  const level = side === 'above' ? 'high' : 'low'
  return rule === 'beyond'
    ? `One month that ${level} comes by chance ${often}.`
    : `2 of 3 months that ${level} come by chance ${often}.`
}

/** The furthest month of a signal as a count, beside what the usual level would bring. */
function size(signal: Signal, { points, limits, unit, smallCounts }: Reading): string {
  if (signal.rule === 'run' || limits === undefined) return ''
  const sign = signal.side === 'above' ? 1 : -1
  const inSignal = points.filter(point => signal.months.includes(point.number))
  const furthest = inSignal.sort((a, b) => sign * (b.rate - a.rate))[0]
  if (furthest === undefined) return ''
  const usual = figure(limits.usual(furthest.number) * furthest.days)
  const count = countWords(furthest.count, smallCounts)
  const had = `${monthName(furthest.number)} had ${count} ${unit}`
  return isSeasonal(limits)
    ? `${had}; a usual ${monthName(furthest.number)} has about ${usual}.`
    : `${had}; at the usual level ${furthest.days} days have about ${usual}.`
}

/** Which months of earlier years it was held against, or the caution that a season may explain it. */
function season(signal: Signal, limits: Limits | undefined): string {
  if (limits !== undefined && isSeasonal(limits))
    return `It was held against the same months of ${setBy(limits)}, so an ordinary season is allowed for.`
  const known = new Set(limits?.months.map(month => month % 12))
  const unseen = signal.months.filter(month => !known.has(month % 12)).map(monthName)
  if (unseen.length === 0) return 'Seasons are not taken out, so it may be only the season.'
  const names = listOf([...new Set(unseen)])
  const span = unseen.length > 3 ? `${unseen[0]} to ${unseen.at(-1)}` : names
  if (signal.rule !== 'run')
    return `It may be only the season: no ${listOf([...new Set(unseen)]).replace(' and ', ' or ')} sets the lines.`
  return `It may be a lasting change, or only the season: load ${span} of earlier years to tell.`
}

/** One lettered sentence for each signal: what happened, how often chance does the same, and what we cannot tell. */
export function controlSentences(reading: Reading): Sentence[] {
  return reading.signals.map((signal, index) => ({
    mark: letter(index),
    lead: lead(signal, reading),
    text: [byChance(signal), size(signal, reading), season(signal, reading.limits)].filter(Boolean).join(' '),
  }))
}

/** A, B, ... Z, AA, AB, ... */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last
}

/** The words that stand on the chart itself, where there is room. */
export function signalLabel(signal: Signal, index: number): { mark: string; words: string } {
  return { mark: letter(index), words: `${letter(index)}: ${shortWords(signal)}` }
}

function setBy(limits: Limits): string {
  return listOf(stretches(limits.months).map(([first, last]) => monthSpan(first, last)))
}

const methodNotes = {
  u: 'The upper and lower lines are where independent events would stay in 997 months of 1,000 (u chart).',
  individuals:
    'Months differ more than independent events would, so the lines come from how far neighbouring months differ (individuals chart).',
  season:
    'The upper and lower lines are where independent events would stay in 997 months of 1,000, allowing for how few years tell what is usual.',
  'uneven season':
    'The same months of different years differ more than independent events would, so the lines are wider by as much, and by how few years tell it.',
} as const

/** How the lines were set, what they cannot carry, and which months have no file. */
export function controlNotes({ limits, missing, points }: Reading): string[] {
  const gaps = stretches(missing).map(([first, last]) => monthSpan(first, last))
  const gapNote = gaps.length === 0 ? [] : [`No file loaded: ${listOf(gaps)}.`]
  if (limits === undefined) {
    return [`The usual level needs at least ${fewestBaselineMonths} months on file, so no lines are drawn.`, ...gapNote]
  }
  return [
    `${levelNote(limits)}${judgedNote(limits, points)}`,
    methodNotes[limits.method],
    ...(limits.months.every(month => limits.lower(month) === 0)
      ? ['A month with none is ordinary here, so there is no lower line.']
      : []),
    `With nothing changed, the 3 rules together still fire ${onceIn(monthsByChance.any)}.`,
    ...gapNote,
  ]
}

function levelNote(limits: Limits): string {
  const set = `${setBy(limits)} (${limits.months.length} months)`
  if (isSeasonal(limits)) return `Usual is the level of the same month of the year in ${set}.`
  return `Usual is one level for every month, that of ${set}. Seasons are not taken out: that needs two whole years before the months judged, with ${fewestInSeason} or more in each month of the year.`
}

function judgedNote(limits: Limits, points: readonly Point[]): string {
  const earlier = points.some(({ number }) => number < Math.min(...limits.months))
  const rough = limits.months.length < 20 ? ' Lines set from so few months are rough.' : ''
  const those = earlier ? 'Those months and earlier ones' : 'Those months'
  return judgedBy(points, limits).length > 0
    ? ` ${those} are not judged.${rough}`
    : ` No month after them is on file.${rough}`
}

/** The letters of the signals that hold a month, for its row of the table. */
export function rulesOf(month: number, signals: readonly Signal[]): string {
  const found = signals.flatMap((signal, index) =>
    signal.months.includes(month) ? [`${letter(index)}: ${shortWords(signal)}`] : [],
  )
  return found.length === 0 ? 'none' : found.join('; ')
}
