import { daysIn, monthName, monthNumber, monthsBetween } from './rules.ts'
import type { Source } from './sources.ts'

/**
 * Where the figures of a source come from, for this reader and this use. Open data is shown as it is, always. Partners' data
 * is shown as it is on the screen of who may read the records; every other view, and every export whoever asks, comes from
 * the published cube, because a file goes where no policy follows it.
 */
export function figuresFrom(
  source: Pick<Source, 'open'>,
  use: 'screen' | 'export',
  readsRecords: boolean,
): 'records' | 'cube' {
  if (source.open) return 'records'
  return use === 'screen' && readsRecords ? 'records' : 'cube'
}

/** A stretch of months for which totals and rates are given. */
export type Period = {
  /** `latest`, or a year. */
  readonly key: string
  readonly from: string
  readonly to: string
  /** Its months that are on file. */
  readonly months: readonly string[]
  /** The share of a year that the months on file make: 1 for twelve. */
  readonly years: number
  readonly words: string
}

/** The last twelve months up to the newest file, then each calendar year of which any month is on file, newest first. */
export function periodsOf(onFile: readonly string[]): Period[] {
  const last = [...onFile].sort().at(-1)
  if (last === undefined) return []
  const years = [...new Set(onFile.map(month => month.slice(0, 4)))].sort().reverse()
  const latest = periodOf('latest', monthName(monthNumber(last) - 11), last, onFile, `12 months to ${monthWords(last)}`)
  return [latest, ...years.map(year => periodOf(year, `${year}-01`, `${year}-12`, onFile, year))]
}

function periodOf(key: string, from: string, to: string, onFile: readonly string[], name: string): Period {
  const months = onFile.filter(month => month >= from && month <= to).sort()
  const words =
    months.length === 12
      ? name
      : `${name}, of which ${months.length} ${months.length === 1 ? 'month is' : 'months are'} on file`
  return { key, from, to, months, years: months.length / 12, words }
}

/** How the incidents of one month whose day is known lie in it. */
export type MonthSpread = {
  readonly month: string
  readonly n: number
  readonly firstDay: number
  readonly lastDay: number
}

/** Below this a spread of days is not put down to chance. */
const chance = 0.001

/**
 * Whether a file holds only a part of a month, by the days of its incidents: were the n incidents spread over all D days, all
 * of them would lie from the first to the last day seen with probability ((last - first + 1) / D)^n.
 */
export function isPartOfMonth({ month, n, firstDay, lastDay }: MonthSpread): boolean {
  return n > 0 && ((lastDay - firstDay + 1) / daysIn(month)) ** n < chance
}

/** Months that are not held in part. A part of a month would look like a fall. */
export function withoutParts(onFile: readonly string[], spreads: readonly MonthSpread[]): string[] {
  const parts = new Set(spreads.filter(isPartOfMonth).map(({ month }) => month))
  return onFile.filter(month => !parts.has(month))
}

/** Months that are over and not held in part. */
export function wholeMonths(onFile: readonly string[], spreads: readonly MonthSpread[], today: string): string[] {
  return withoutParts(onFile, spreads).filter(month => month < today.slice(0, 7))
}

const fewestMonths = 8
const judgedMonths = 12
const fewestJudged = 6
const oldestMonths = 60

/**
 * The months that set the usual level of a control chart: those on file before the last twelve, at most five years old. The
 * months judged may be fewer, but not under 6, where that leaves each month of the year twice before them, so that seasons
 * can be taken out. When fewer than 8 are before them, the first of the last twelve join, so that there are 8.
 */
export function baselineOf(onFile: readonly string[]): { from: string; to: string } | undefined {
  const months = [...onFile].sort()
  const last = months.at(-1)
  if (last === undefined) return undefined
  const recent = months.filter(month => monthNumber(month) > monthNumber(last) - oldestMonths)
  const before = (judged: number) => recent.filter(month => monthNumber(month) <= monthNumber(last) - judged)
  const judged = Array.from({ length: judgedMonths - fewestJudged + 1 }, (_, fewer) => judgedMonths - fewer)
  const usual = before(judged.find(count => holdsTwoYears(before(count))) ?? judgedMonths)
  const chosen = usual.length >= fewestMonths ? usual : recent.slice(0, fewestMonths)
  const [from, to] = [chosen[0], chosen.at(-1)]
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** Whether each month of the year is among these twice or more. */
function holdsTwoYears(months: readonly string[]): boolean {
  const years = Map.groupBy(months, month => monthNumber(month) % 12)
  return years.size === 12 && [...years.values()].every(same => same.length >= 2)
}

/** One point for each month from the first to the last on file; null where no file is loaded, 0 where none was found. */
export function seriesOf(
  onFile: readonly string[],
  counts: ReadonlyMap<string, number>,
): { month: string; count: number | null }[] {
  const sorted = [...onFile].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  const loaded = new Set(sorted)
  return monthsBetween(first, last).map(month => ({
    month,
    count: loaded.has(month) ? (counts.get(month) ?? 0) : null,
  }))
}

/** The months on file that a chart shows: the last three years up to the newest, or all. */
export function chartMonths(onFile: readonly string[], all: boolean): string[] {
  const sorted = [...onFile].sort()
  const last = sorted.at(-1)
  return all || last === undefined ? sorted : sorted.filter(month => monthNumber(month) > monthNumber(last) - 36)
}

const seasons = ['Winter', 'Spring', 'Summer', 'Autumn'] as const

/** Counts of each season whose three months are all on file, in order of time. Winter takes the year of its January. */
export function seasonsOf(
  onFile: readonly string[],
  counts: ReadonlyMap<string, number>,
): { season: string; year: number; n: number }[] {
  // Counted from December, so that a season is three neighbouring months.
  const groups = Map.groupBy([...onFile].sort(), month => Math.floor((monthNumber(month) + 1) / 3))
  return [...groups].flatMap(([number, months]) =>
    months.length < 3
      ? []
      : [
          {
            season: seasons[number % 4] ?? '',
            year: Math.floor(number / 4),
            n: months.reduce((sum, month) => sum + (counts.get(month) ?? 0), 0),
          },
        ],
  )
}

const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "2025-06" as "June 2025". */
export function monthWords(month: string): string {
  return longMonth.format(new Date(`${month}-01T00:00:00Z`))
}

/** Months as stretches in words: "October 2018 to February 2019 and April 2020". */
export function spansInWords(months: readonly string[]): string {
  const spans: [string, string][] = []
  for (const month of [...months].sort()) {
    const open = spans.at(-1)
    if (open !== undefined && monthNumber(month) === monthNumber(open[1]) + 1) open[1] = month
    else spans.push([month, month])
  }
  const words = spans.map(([from, to]) => (from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`))
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
