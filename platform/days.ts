import { z } from 'zod'

type Body = Readonly<Record<string, unknown>>

const someDay = z.iso.date()

/** Whether this is a real day from 1900 to 2100, as YYYY-MM-DD: no other year is meant by anybody, and some the database refuses. */
export function isRealDay(day: string): boolean {
  return someDay.safeParse(day).success && day >= '1900' && day < '2101'
}

/** A day in three boxes, `name-day`, `name-month` and `name-year`, as YYYY-MM-DD. Undefined where all are empty; `''` where it is no real day. */
export function dayOf(body: Body, name: string): string | undefined {
  const parts = ['year', 'month', 'day'].map(part => String(body[`${name}-${part}`] ?? '').trim())
  if (parts.every(part => part === '')) return undefined
  const [year = '', month = '', day = ''] = parts
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isRealDay(written) ? written : ''
}

/** What was sent, with each of these days as one value beside its three boxes. */
export function withDays(body: Body, ...names: readonly string[]): Body {
  return { ...body, ...Object.fromEntries(names.map(name => [name, dayOf(body, name)])) }
}

/** The three boxes of a day that is already known, as a form shows them; empty ones for no day. */
export function boxesOf(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  const plain = (figures: string): string => figures.replace(/^0/, '')
  return { [`${name}-day`]: plain(date), [`${name}-month`]: plain(month), [`${name}-year`]: year }
}
