/** The one place that reads the time. Rules take the time as an argument; pages and jobs ask here. */
export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests and for rebuilding the past. */
export function fixedClock(iso: string): Clock {
  const at = new Date(iso)
  return { now: () => at }
}

/** The calendar day in the United Kingdom, as YYYY-MM-DD. */
export function ukDay(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(at)
}
