// The list where only months are published (police.uk): by small area and calendar month, scored in the same way.
import { areaCounts } from '#engines/point-process'
import { type Entry, figuresAt, type Said } from './list.ts'
import { baselines, fading, type MethodName } from './methods.ts'
import { type Counts, chances, inFigures, posterior } from './outlook.ts'
import { highest, listed, type Past, tryPast } from './record.ts'
import { rhythms } from './unit.ts'

export type MonthCount = { readonly month: string; readonly at: number; readonly n: number }

export type MonthsQuestion = {
  readonly places: number
  readonly counts: readonly MonthCount[]
  /** Months on file, YYYY-MM. A month that is not among them is a gap, never a nought. */
  readonly onFile: readonly string[]
  readonly today: string
  readonly withdrawn: readonly MethodName[]
  readonly breathe: () => Promise<void>
}

export type MonthsAnswer = {
  readonly entries: readonly Entry[]
  readonly past: Past
  readonly chances: readonly Said[]
  /** The last month on file. */
  readonly until: string
}

/** Months that are looked back on. */
const months = 36

/** Months since the year 0. */
export const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
export const monthName = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`

/** The first and last day of the first whole month that is still to come. */
export function monthAhead(today: string): { readonly opensOn: string; readonly closesOn: string } {
  const next = monthNumber(today) + 1
  const last = Date.parse(`${monthName(next + 1)}-01T00:00:00Z`) - 86_400_000
  return { opensOn: `${monthName(next)}-01`, closesOn: new Date(last).toISOString().slice(0, 10) }
}

/** The counts as a map of places by months, ending with the last month on file. */
export function monthly({ places, counts, onFile }: Pick<MonthsQuestion, 'places' | 'counts' | 'onFile'>, ahead = 0) {
  const last = Math.max(...onFile.map(monthNumber))
  const first = last - months + 1
  const known = new Set(onFile.map(monthNumber))
  const values = Float64Array.from({ length: places * months }, (_, k) =>
    known.has(first + (k % months)) ? 0 : Number.NaN,
  )
  for (const { month, at, n } of counts) {
    const period = monthNumber(month) - first
    if (period >= 0 && period < months) values[at * months + period] = (values[at * months + period] ?? 0) + n
  }
  const calendar = Int8Array.from({ length: months + ahead + 1 }, (_, period) => (first + period) % 12)
  const all: Counts = { places, periods: months, counts: values, months: calendar }
  return { all, last, first }
}

/**
 * The ten places with the highest chance in the next whole month. The publisher is months behind: every method is tried with the same
 * delay as it has now. Undefined before three months are on file.
 */
export async function monthsToWatch(question: MonthsQuestion): Promise<MonthsAnswer | undefined> {
  const { places, onFile, today, withdrawn, breathe } = question
  if (onFile.length < 3) return undefined
  const lag = Math.max(0, monthNumber(today) - Math.max(...onFile.map(monthNumber)))
  const { all, last, first } = monthly(question, lag)
  const { memory } = areaCounts({ areas: places, months, counts: all.counts, firstMonth: first % 12 })
  const methods = [...baselines(12), fading(memory)]
  const past = await tryPast(all, { methods, memory, withdrawn, rhythm: rhythms.month, lag, breathe })
  const window = { until: months, target: months + lag }
  const told = methods.map(method => ({ name: method.name, told: method.tell(all, window) }))
  const usual = posterior(all, { ...window, memory: 1 })
  const next = inFigures(told.find(({ name }) => name === past.record.shown)?.told ?? usual)
  const entries = highest(next.chance, listed).map(at => ({
    ...figuresAt(next, at),
    usual: usual.rate[at] ?? 0,
    background: Math.min(next.expected[at] ?? 0, usual.rate[at] ?? 0),
    signal: false,
    movedBy: [],
  }))
  const said = told.map(({ name, told: it }) => ({ name, chance: chances(it) }))
  return { entries, past, chances: said, until: monthName(last) }
}
