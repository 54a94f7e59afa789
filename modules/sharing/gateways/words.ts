// Small helpers for sentences and days.

/** Joins phrases as a sentence would: "a", "a or b", "a, b or c". */
export function listed(phrases: readonly string[], conjunction: 'and' | 'or'): string {
  const last = phrases.at(-1)
  if (last === undefined) return ''
  return phrases.length === 1 ? last : `${phrases.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

// Built once: making a formatter costs far more than using it.
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Turns a day into "31 January 2023". Takes an ISO day. */
export function longDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`))
}

/**
 * The ISO day ("2026-11-21") of a Date, read in UTC, or of a string already in that form. Throws an Error naming `name` when
 * it is not a real day.
 */
export function isoDay(value: Date | string, name: string): string {
  const day = typeof value === 'string' ? value : Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw new Error(`${name} must be a day such as 2026-11-21, but it was "${String(value)}".`)
  return day
}

/** True when a text has something in it besides spaces. */
export function filled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}
