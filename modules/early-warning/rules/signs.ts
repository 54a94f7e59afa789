// What is counted: a sign is a dated report of tension or a dated incident, at one small area or in one conflict. Nobody is in it.

export type SignKind = 'tension' | 'incident' | 'conflict event'

/** Time, place and kind: nothing else about an event is read, and nothing about a person exists to be read. */
export type Sign = {
  readonly id: string
  readonly kind: SignKind
  /** YYYY-MM-DD */
  readonly on: string
  /** Position of its small area or its conflict in the list that is worked out. */
  readonly at: number
}

/** Days of a period: the rhythm of the Tactical group. */
export const fortnight = 14

const days = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** How many days before `today` a day lies; negative when it is still to come. */
export function daysAgo(on: string, today: string): number {
  return days(today) - days(on)
}

/** The day so many days later, YYYY-MM-DD. */
export function daysLater(day: string, many: number): string {
  return new Date((days(day) + many) * 86_400_000).toISOString().slice(0, 10)
}

/** Signs by place and fortnight: counts[place * periods + period], the last period ending today. What lies outside is left out. */
export function countSigns(signs: readonly Sign[], places: number, periods: number, today: string): Float64Array {
  const counts = new Float64Array(places * periods)
  for (const { on, at } of signs) {
    const ago = daysAgo(on, today)
    const period = periods - 1 - Math.floor(ago / fortnight)
    if (ago >= 0 && period >= 0 && at >= 0 && at < places)
      counts[at * periods + period] = (counts[at * periods + period] ?? 0) + 1
  }
  return counts
}

/** The calendar month of each fortnight's middle, and of the one after the last. */
export function monthsOf(periods: number, today: string): Int8Array {
  return Int8Array.from({ length: periods + 1 }, (_, period) => {
    const middle = daysLater(today, (period - periods + 1) * fortnight - fortnight / 2)
    return Number(middle.slice(5, 7)) - 1
  })
}
