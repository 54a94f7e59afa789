/** The one place that reads the time. Rules take the time as an argument; pages and jobs ask here. */
export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests and for rebuilding the past. */
export function fixedClock(iso: string): Clock {
  const at = new Date(iso)
  return { now: () => at }
}

// A format is made once: to make it takes far longer than to use it.
const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })

/** The calendar day in the United Kingdom, as YYYY-MM-DD. */
export function ukDay(at: Date): string {
  return londonDay.format(at)
}

const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/**
 * The moment at which a day (YYYY-MM-DD) and time (HH:MM) come in the United Kingdom. An hour that comes twice, when the clocks go
 * back, is the first of the two; one that is left out, when they go forward, is the hour after it.
 */
export function ukMoment(day: string, time: string): Date {
  const winter = new Date(`${day}T${time}:00Z`)
  if (Number.isNaN(winter.getTime())) throw new Error('day must be YYYY-MM-DD and time HH:MM')
  const summer = new Date(winter.getTime() - 3_600_000)
  return ukDay(summer) === day && londonClock.format(summer) === time ? summer : winter
}
