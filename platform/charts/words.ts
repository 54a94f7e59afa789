// Words and figures on pictures. Figures are never spelled out (GOV.UK style), so that titles can be searched and compared.

const formats = new Map<number, Intl.NumberFormat>()

/** One formatter for each number of decimals: making one costs more than drawing a whole chart. */
function formatWith(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  formats.set(decimals, made)
  return made
}

/** 1234.56 with one decimal is "1,234.6". A minus sign is a real one, and nought never has one. */
export function figure(value: number, decimals = 0): string {
  const text = formatWith(decimals).format(value)
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text.replace('-', '\u2212')
}

/** Whether counts from 1 to 4 may be printed. Hidden is the default everywhere: a small count can point at a person. */
export type SmallCounts = 'hidden' | 'shown'

/** True for the counts 1 to 4 when they must not be shown. */
export function isHidden(count: number, small: SmallCounts): boolean {
  return small === 'hidden' && count > 0 && count < 5
}

export const fewerThanFive = 'fewer than 5'
export const noFile = 'no file loaded'

/** The words for a count: a figure, "fewer than 5", "none found" or "no file loaded". */
export function countWords(count: number | null, small: SmallCounts): string {
  if (count === null) return noFile
  if (count === 0) return 'none found'
  return isHidden(count, small) ? fewerThanFive : figure(count)
}

/** "a", "a and b", "a, b and c". */
export function listOf(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** The first letter made a capital, the rest left as it is. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Warwickshire's, the West Midlands'. */
export function possessive(name: string): string {
  return name.endsWith('s') ? `${name}’` : `${name}’s`
}

/** "1 area", "2 areas"; other plurals are passed in. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

export type Month = { year: number; month: number }

/**
 * The month written "2025-06"; month runs 1 to 12.
 * @throws Error naming the text when it is not a month.
 */
export function parseMonth(text: string): Month {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (match === null) throw new Error(`The month "${text}" must be written as 2025-06.`)
  return { year: Number(match[1]), month: Number(match[2]) }
}

/** Months counted from year 0, so that neighbours differ by one. */
export function monthNumber(text: string): number {
  const { year, month } = parseMonth(text)
  return year * 12 + month - 1
}

export function monthName(number: number): string {
  return monthNames[number % 12] ?? ''
}

export function monthAndYear(number: number): string {
  return `${monthName(number)} ${Math.floor(number / 12)}`
}

/** Days in a month counted from year 0, by the Gregorian calendar. */
export function daysIn(number: number): number {
  return new Date(Date.UTC(Math.floor(number / 12), (number % 12) + 1, 0)).getUTCDate()
}

/** Rising month numbers gathered into unbroken stretches [first, last]. */
export function stretches(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const number of numbers) {
    const last = found.at(-1)
    if (last !== undefined && number === last[1] + 1) last[1] = number
    else found.push([number, number])
  }
  return found
}

/** "May to December 2024", "December 2024 to February 2025", "July 2025". */
export function monthSpan(first: number, last: number): string {
  if (first === last) return monthAndYear(first)
  const sameYear = Math.floor(first / 12) === Math.floor(last / 12)
  return `${sameYear ? monthName(first) : monthAndYear(first)} to ${monthAndYear(last)}`
}

/** Months in words, with the year once where it is shared: "June and July 2025". */
export function monthList(numbers: readonly number[]): string {
  const years = new Set(numbers.map(number => Math.floor(number / 12)))
  if (years.size > 1) return listOf(numbers.map(monthAndYear))
  return `${listOf(numbers.map(monthName))} ${[...years].join('')}`.trim()
}

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** "midnight", "1am", "midday", "11pm". Hours may run past 24. */
export function hourName(hour: number): string {
  const of24 = hour % 24
  if (of24 === 0) return 'midnight'
  if (of24 === 12) return 'midday'
  return of24 < 12 ? `${of24}am` : `${of24 - 12}pm`
}
