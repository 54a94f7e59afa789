/** Between which two days something began or ended, as `YYYY-MM-DD`. */
export type Span = { readonly low: string; readonly high: string }

/** A date as somebody knows it: in parts, or by age. All empty: not said. */
export type Told = {
  readonly day: string
  readonly month: string
  readonly year: string
  readonly age: string
  readonly about: boolean
}

export type Birth = { readonly born: string | null; readonly precision: 'day' | 'month' | 'year' | 'unknown' }

const dayLength = 86_400_000
const toDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
const shifted = (day: string, days: number): string => toDay(Date.parse(`${day}T00:00:00Z`) + days * dayLength)

/** The last day of a month or year, or the day itself. */
function endOf(year: number, month: number | undefined, day: number | undefined): string {
  if (day !== undefined && month !== undefined) return toDay(Date.UTC(year, month - 1, day))
  return toDay(month === undefined ? Date.UTC(year, 11, 31) : Date.UTC(year, month, 0))
}

/** Between which days somebody was born. */
export function birthSpan({ born, precision }: Birth): Span | undefined {
  if (born === null || precision === 'unknown') return undefined
  const [year = 0, month, day] = born.split('-').map(Number)
  return {
    low: born,
    high: endOf(year, precision === 'year' ? undefined : month, precision === 'day' ? day : undefined),
  }
}

/** The same day some years later; 29 February becomes 1 March where that year has none. */
export function yearsLater(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return toDay(Date.UTC((year ?? 0) + years, (month ?? 1) - 1, date ?? 1))
}

/** How many days `about` opens on either side, by how exact the date is. */
const about = { day: 7, month: 31, year: 365 } as const

/**
 * The span that somebody's words mean, or the sentence that says what is wrong with them. An age counts from the day of birth
 * to the day before the next birthday; without a date of birth it cannot be used.
 */
export function spanOf(told: Told, birth: Birth): Span | string {
  if (told.age !== '') {
    if (told.year !== '' || told.month !== '' || told.day !== '') return 'Give a date or an age, not both'
    return spanOfAge(told, birth)
  }
  return spanOfDate(told)
}

function spanOfAge({ age, about: rough }: Told, birth: Birth): Span | string {
  if (!/^\d{1,2}$/.test(age)) return 'Enter an age in whole years, such as 4'
  const born = birthSpan(birth)
  if (born === undefined) return 'Their date of birth is not on the record, so give a year instead of an age'
  const years = Number(age)
  const span = { low: yearsLater(born.low, years), high: shifted(yearsLater(born.high, years + 1), -1) }
  return rough ? widened(span, about.year, born.low) : span
}

function spanOfDate({ day, month, year, about: rough }: Told): Span | string {
  const wrong = 'Enter a real date, such as 27 3 2019. A year alone is enough'
  if (!/^\d{4}$/.test(year) || !/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day) || (month === '' && day !== ''))
    return wrong
  const low = `${year}-${(month || '1').padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  const at = Date.parse(`${low}T00:00:00Z`)
  if (Number.isNaN(at) || toDay(at) !== low || year < '1900') return wrong
  const [monthNumber, dayNumber] = [month === '' ? undefined : Number(month), day === '' ? undefined : Number(day)]
  const span = { low, high: endOf(Number(year), monthNumber, dayNumber) }
  return rough ? widened(span, about[day !== '' ? 'day' : month !== '' ? 'month' : 'year']) : span
}

function widened({ low, high }: Span, days: number, floor?: string): Span {
  const from = shifted(low, -days)
  return { low: floor !== undefined && from < floor ? floor : from, high: shifted(high, days) }
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** A told date in words: "27 March 2019", "about March 2019", "about age 4". */
export function toldInWords({ day, month, year, age, about: rough }: Told): string {
  const date = [day === '' ? '' : String(Number(day)), month === '' ? '' : (months[Number(month) - 1] ?? ''), year]
  const words = age === '' ? date.filter(Boolean).join(' ') : `age ${Number(age)}`
  return rough ? `about ${words}` : words
}

/** Whole years old on a day. Undefined when the day of birth is not known. */
export function ageOn(day: string, birth: Birth): number | undefined {
  const born = birthSpan(birth)
  if (born === undefined) return undefined
  const years = Number(day.slice(0, 4)) - Number(born.low.slice(0, 4))
  return day.slice(5) < born.low.slice(5) ? years - 1 : years
}
