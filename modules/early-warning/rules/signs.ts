// What is counted: a sign is a dated report of tension or a dated incident, at one small area or in one conflict. Nobody is in it.

export type SignKind = 'tension' | 'incident' | 'conflict event'

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
