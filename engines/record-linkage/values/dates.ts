const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Year, month and day as written on a record; a part that cannot be (month 13) is kept as written, since it is evidence. */
export type DateParts = { readonly year: number; readonly month: number; readonly day: number }

/**
 * Reads a date of birth in the forms that agencies send: 1980-02-01, 19800201, 01/02/1980, 1.2.1980 and 1 Feb 1980
 * (day first, as in Britain); a time after it is ignored. Answers undefined for anything else, two-digit years among
 * them: guessing the century of a child's birth is worse than having no date.
 */
export function parseDate(text: string): DateParts | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[t ]\d{1,2}:.*$/, '')
  const yearFirst = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/.exec(plain)
  if (yearFirst !== null) return partsOf(yearFirst[1], yearFirst[2], yearFirst[3])
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(plain)
  if (dayFirst !== null) return partsOf(dayFirst[3], dayFirst[2], dayFirst[1])
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3})[a-z]*[-/., ]+(\d{4})$/.exec(plain)
  const month = named === null ? -1 : MONTHS.indexOf(named[2])
  return named === null || month < 0 ? undefined : partsOf(named[3], String(month + 1), named[1])
}

const partsOf = (year: string, month: string, day: string): DateParts => ({
  year: Number(year),
  month: Number(month),
  day: Number(day),
})

/** A date as one number, year x 10000 + month x 100 + day; 0 for no date. Distinct dates are distinct numbers. */
export const packDate = ({ year, month, day }: DateParts): number => year * 10000 + month * 100 + day

/** Year, month and day of a packed date. */
export const unpackDate = (packed: number): DateParts => ({
  year: Math.floor(packed / 10000),
  month: Math.floor(packed / 100) % 100,
  day: packed % 100,
})

/** Days since 1 March of year 0 (proleptic Gregorian), or -1 where the parts are no real date. Hinnant, chrono dates. */
export function dayNumber({ year, month, day }: DateParts): number {
  if (month < 1 || month > 12 || day < 1 || day > MONTH_LENGTHS[month - 1]) return -1
  const marchYear = month > 2 ? year : year - 1
  const marchMonth = (month + 9) % 12
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1
}

/** Whether two packed dates are one date with day and month exchanged: 1980-02-01 and 1980-01-02. */
export function partsSwapped(a: number, b: number): boolean {
  const [x, y] = [unpackDate(a), unpackDate(b)]
  return x.year === y.year && x.month === y.day && x.day === y.month && a !== b
}

/**
 * Whether two packed dates, written in eight digits, differ by one digit or by two neighbouring digits exchanged.
 * Texts of one length at Damerau-Levenshtein distance 1 differ in no other way, so this is that test without a table.
 */
export function oneDigitApart(a: number, b: number): boolean {
  let restA = a
  let restB = b
  while (restA !== restB && restA % 10 === restB % 10) {
    restA = Math.floor(restA / 10)
    restB = Math.floor(restB / 10)
  }
  if (Math.floor(restA / 10) === Math.floor(restB / 10)) return true
  const [endA, endB] = [restA % 100, restB % 100]
  return (
    Math.floor(restA / 100) === Math.floor(restB / 100) &&
    endA % 10 === Math.floor(endB / 10) &&
    Math.floor(endA / 10) === endB % 10
  )
}
