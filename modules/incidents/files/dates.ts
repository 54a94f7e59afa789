import type { TimePrecision } from './types.ts'

/** In which order a file writes day and month. Nothing is guessed: without an order only 2025-03-04 is read. */
export type DateOrder = 'iso' | 'day-first' | 'month-first'

export type DateRules = {
  /** YYYY-MM-DD. Nothing can have happened later. */
  readonly today: string
  readonly dateOrder?: DateOrder
}

/** `value` is YYYY-MM, YYYY-MM-DD, or YYYY-MM-DDTHH:MM; minutes are 00 when only the hour is known. */
export type Moment = { readonly value: string; readonly precision: TimePrecision }

/** Why a date cannot be used, in a sentence. */
export type Unusable = { readonly reason: string }

const earliestYear = 1970

/** A date with an optional time ("2025-03-04", "2025-03-04 21:30", "2025-03"), and a time of its own column if there is one. */
export function readMoment(dateText: string, timeText: string, rules: DateRules): Moment | Unusable {
  const [datePart = '', timePart = ''] = dateText.trim().split(/[T ]+/, 2)
  if (timePart !== '' && timeText !== '')
    return { reason: 'The time is given twice: with the date, and in its own column.' }
  const date = readDate(datePart, rules)
  if ('reason' in date) return date
  const time = timeText === '' ? timePart : timeText
  if (time === '') return date
  if (date.precision === 'month') return { reason: 'There is a time without a day.' }
  return addTime(date, time)
}

/** A day or a month, checked against the calendar and against today. */
export function readDate(text: string, rules: DateRules): Moment | Unusable {
  const parts = splitDate(text, rules)
  if ('reason' in parts) return parts
  const { year, month, day } = parts
  if (year === 1899 || year === 1900 || text.startsWith('1904-01-0'))
    return {
      reason: `"${text}" is what a spreadsheet writes for an empty date. Put in the true date, or leave the row out.`,
    }
  if (month < 1 || month > 12 || (day !== undefined && (day < 1 || day > daysIn(year, month))))
    return { reason: `"${text}" is not a day of the calendar.` }
  if (year < earliestYear) return { reason: `"${text}" is too long ago: dates start in ${earliestYear}.` }
  const value = day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
  if (value > rules.today.slice(0, value.length)) return { reason: `"${text}" is in the future.` }
  return { value, precision: day === undefined ? 'month' : 'day' }
}

type DateParts = { readonly year: number; readonly month: number; readonly day: number | undefined }

function splitDate(text: string, { today, dateOrder = 'iso' }: DateRules): DateParts | Unusable {
  if (text === '') return { reason: 'The date is missing.' }
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text)
  if (iso !== null)
    return { year: Number(iso[1]), month: Number(iso[2]), day: iso[3] === undefined ? undefined : Number(iso[3]) }
  const other = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(text)
  if (other === null) return { reason: unreadable(text) }
  if (dateOrder === 'iso')
    return {
      reason: `"${text}" could be read in two ways. Write it as year-month-day, or say if the day or the month comes first.`,
    }
  const [first, second] = [Number(other[1]), Number(other[2])]
  const year = fullYear(other[3] ?? '', today)
  return dateOrder === 'day-first' ? { year, month: second, day: first } : { year, month: first, day: second }
}

function unreadable(text: string): string {
  return /^\d{5}(\.\d+)?$/.test(text)
    ? `"${text}" is a spreadsheet's own number for a day. Format the column as a date, and save it again.`
    : `"${text.slice(0, 40)}" is not a date. Write it as year-month-day, such as 2025-03-04.`
}

/** Two digits mean the latest such year that is not in the future. */
function fullYear(text: string, today: string): number {
  if (text.length === 4) return Number(text)
  const thisYear = Number(today.slice(0, 4))
  const year = thisYear - (thisYear % 100) + Number(text)
  return year > thisYear ? year - 100 : year
}

function addTime(date: Moment, text: string): Moment | Unusable {
  if (/(Z|[+-]\d{2}:?\d{2})$/i.test(text))
    return { reason: `"${text}" names a time zone. Write the local time, such as 21:30.` }
  const parts = /^(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(text)
  const hour = Number(parts?.[1])
  if (parts === null || hour > 23 || Number(parts[2] ?? 0) > 59)
    return { reason: `"${text.slice(0, 40)}" is not a time. Write it as 21:30.` }
  return parts[2] === undefined
    ? { value: `${date.value}T${two(hour)}:00`, precision: 'hour' }
    : { value: `${date.value}T${two(hour)}:${parts[2]}`, precision: 'minute' }
}

const rank: readonly TimePrecision[] = ['month', 'day', 'hour', 'minute']
/** How many characters of a value are known at each precision. */
export const lengths: Readonly<Record<TimePrecision, number>> = { month: 7, day: 10, hour: 13, minute: 16 }

/** The same moment, known less exactly: a time typed as 21:00 may mean "in the evening". */
export function coarser(moment: Moment, precision: TimePrecision): Moment | Unusable {
  if (rank.indexOf(precision) > rank.indexOf(moment.precision))
    return { reason: `The precision says "${precision}", but the date and time only say the ${moment.precision}.` }
  const value = moment.value.slice(0, lengths[precision])
  return { value: precision === 'hour' ? `${value}:00` : value, precision }
}

export function isPrecision(text: string): text is TimePrecision {
  return text === 'month' || text === 'day' || text === 'hour' || text === 'minute'
}

const two = (number: number): string => String(number).padStart(2, '0')

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
