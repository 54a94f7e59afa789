const day = 86_400_000

/**
 * The last moment for something owed within `days` working days of `from`: the end of that day in England, as a date
 * `YYYY-MM-DD`. Saturdays, Sundays and the days in `closed` (bank holidays, `YYYY-MM-DD`) do not count. Without `closed` a due
 * date can fall on a bank holiday; it is then early, never late.
 */
export function workingDaysAfter(from: string, days: number, closed: ReadonlySet<string> = new Set()): string {
  if (!Number.isInteger(days) || days < 0) throw new Error('days must be a whole number of 0 or more')
  let at = Date.parse(`${from}T00:00:00Z`)
  if (Number.isNaN(at)) throw new Error('from must be a date YYYY-MM-DD')
  for (let left = days; left > 0; ) {
    at += day
    if (isWorkingDay(at) && !closed.has(dayOf(at))) left -= 1
  }
  return dayOf(at)
}

function isWorkingDay(at: number): boolean {
  const weekday = new Date(at).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
