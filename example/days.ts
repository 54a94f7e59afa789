// Calendar arithmetic on whole and part days. Times are local clock times; the clock changes are left out.
const millisecondsPerDay = 86_400_000

/** Days since 1 January 1970 of an ISO date. Throws when it is not a date. */
export function dayNumber(date: string): number {
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(milliseconds)) {
    throw new Error(`The date must be written YYYY-MM-DD, not "${date}".`)
  }
  return milliseconds / millisecondsPerDay
}

/** The minute that is running; the small part takes back what a fraction of a day loses in binary. */
const isoOf = (day: number): string => new Date(Math.floor(day * 1440 + 1e-5) * 60_000).toISOString()

/** YYYY-MM-DD of a day number. */
export const isoDate = (day: number): string => isoOf(Math.floor(day)).slice(0, 10)

/** YYYY-MM of a day number. */
export const isoMonth = (day: number): string => isoDate(day).slice(0, 7)

/** YYYY-MM-DDTHH:MM of a day number with its fraction: the minute it falls in. */
export const isoMinute = (day: number): string => isoOf(day).slice(0, 16)

/** YYYY-MM-DDTHH of a day number with its fraction: the hour it falls in. */
export const isoHour = (day: number): string => isoMinute(day).slice(0, 13)

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: number): number => (Math.floor(day) + 3) % 7

/** The date so many days later, or earlier when negative. */
export const addDays = (date: string, days: number): string => isoDate(dayNumber(date) + days)

/** The date on which someone born on a date reaches an age; 29 February becomes 1 March. */
export function birthday(born: string, age: number): string {
  return isoDate(dayNumber(`${Number(born.slice(0, 4)) + age}-${born.slice(5, 7)}-01`) + Number(born.slice(8, 10)) - 1)
}

/** Whole years of age on a date. */
export function ageOn(born: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4))
  return birthday(born, years) <= date ? years : years - 1
}
