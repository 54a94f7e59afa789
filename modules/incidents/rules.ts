import { poissonInterval } from '#engines/numerics'

export type Rate = {
  readonly count: number
  readonly population: number
  /** Per 100,000 people a year. */
  readonly rate: number
  readonly low: number
  readonly high: number
}

/**
 * A yearly rate per 100,000 people with its exact 95 % Poisson interval (Garwood 1936): the count's interval, scaled.
 * `years` is the length of the period that the count covers. Throws when the population or the period is not above 0.
 */
export function ratePer100000(count: number, population: number, years = 1): Rate {
  if (!(population > 0)) throw new Error('The population must be above 0.')
  if (!(years > 0)) throw new Error('The period must be longer than 0 years.')
  const scale = 100_000 / (population * years)
  const { low, high } = poissonInterval(count, 0.95)
  return { count, population, rate: count * scale, low: low * scale, high: high * scale }
}

/** The population that a printed count and rate imply, as a range: the rate was rounded to `decimals` places. */
export function impliedPopulation(count: number, printedRate: number, decimals: number): { low: number; high: number } {
  const half = 0.5 * 10 ** -decimals
  return { low: (count / (printedRate + half)) * 100_000, high: (count / (printedRate - half)) * 100_000 }
}

/** Months from `first` to `last`, both included, as YYYY-MM. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let at = monthNumber(first); at <= monthNumber(last); at += 1) months.push(monthName(at))
  return months
}

export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

export function monthName(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** How many days a month has. */
export function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
}

/** The calendar quarter of a month: "2025 Q3". */
export function quarterOf(month: string): string {
  return `${month.slice(0, 4)} Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`
}

const day = 86_400_000

/** When a reported tension stops counting: days by how recent it was, later only by a person's decision. */
export function expiryOf(happenedOn: string, recency: 'today' | 'this-week' | 'this-month' | 'older'): string {
  const days = { today: 42, 'this-week': 42, 'this-month': 28, older: 14 }[recency]
  return new Date(Date.parse(`${happenedOn}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

export type TensionEvent = {
  readonly event: 'reported' | 'amended' | 'read' | 'extended' | 'withdrawn' | 'closed'
  readonly at: Date
  /** The new last day, of an extension: YYYY-MM-DD. */
  readonly until?: string | null
}
export type TensionState = 'open' | 'withdrawn' | 'closed' | 'expired'

/** The last day on which a tension counts: its own, or the latest to which it was extended. */
export function lastDayOf(events: readonly TensionEvent[], expiresOn: string): string {
  return events.reduce((last, { until }) => (typeof until === 'string' && until > last ? until : last), expiresOn)
}

/** Where a tension stands, from what happened to it: withdrawn or closed for good, else open until its last day. */
export function stateOf(events: readonly TensionEvent[], expiresOn: string, today: string): TensionState {
  if (events.some(({ event }) => event === 'withdrawn')) return 'withdrawn'
  if (events.some(({ event }) => event === 'closed')) return 'closed'
  return today > lastDayOf(events, expiresOn) ? 'expired' : 'open'
}

/** The furthest day to which a tension can be extended: six weeks from today, and then only by another look. */
export function longestExtension(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + 42 * day).toISOString().slice(0, 10)
}
