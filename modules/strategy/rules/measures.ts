/** A figure as it was taken for a month. Exactly one of `value` and `notGiven` is there. */
export type Taken = {
  readonly period: string
  readonly value: number | null
  readonly denominator: number | null
  readonly unit: string
  readonly notGiven: string | null
  readonly takenAt: Date
}

/** Under this a count is not shown, because somebody could be known by it. */
export const smallest = 5
/** Under this many a share is not shown either. */
export const smallestWhole = 20

export type Shown = {
  readonly text: string
  /** Hidden figures are compared only as far as they are shown. */
  readonly hidden: boolean
}

export const isShare = (unit: string): boolean => /^(%|per cent|in 100|share)/i.test(unit)
const isAverage = (unit: string): boolean => /^(days?|weeks?|months?|hours?|minutes?|years?|points?)\b/i.test(unit)

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/**
 * A figure as it may be shown. A count from 1 to 4 is "fewer than 5". A share is shown only of 20 or more, and only where
 * neither those counted nor the rest are 1 to 4; without its whole nobody can tell, so it is not shown. An average needs 5.
 */
export function shownFigure({ value, denominator, unit, notGiven }: Omit<Taken, 'period' | 'takenAt'>): Shown {
  if (value === null) return { text: `Not given. ${notGiven ?? ''}`.trim(), hidden: true }
  if (isShare(unit)) return shownShare(value, denominator)
  if (isAverage(unit))
    return denominator !== null && denominator < smallest
      ? { text: 'too few to show', hidden: true }
      : { text: `${numbers.format(value)} ${unit}`, hidden: false }
  if (isSmall(value)) return { text: `fewer than ${smallest}`, hidden: true }
  return { text: value === 0 ? 'none' : numbers.format(value), hidden: false }
}

const isSmall = (count: number): boolean => count > 0 && count < smallest

function shownShare(percent: number, whole: number | null): Shown {
  const counted = ((whole ?? 0) * percent) / 100
  const rest = (whole ?? 0) - counted
  if (whole === null || whole < smallestWhole || isSmall(Math.round(counted)) || isSmall(Math.round(rest)))
    return { text: 'too few to show', hidden: true }
  return { text: `${Math.round(percent)}% of ${numbers.format(whole)}`, hidden: false }
}

/**
 * One figure for each month, oldest first: the last that was given, or the last reason why it was not. A figure that
 * somebody could give is never displaced by one that somebody else could not.
 */
export function byMonth<T extends Taken>(taken: readonly T[]): T[] {
  const months = Map.groupBy(taken, ({ period }) => period)
  return [...months.entries()]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([, of]) => {
      const sorted = of.toSorted((a, b) => a.takenAt.getTime() - b.takenAt.getTime())
      return sorted.findLast(({ value }) => value !== null) ?? sorted.at(-1) ?? []
    })
}

export type Change = { readonly direction: 'up' | 'down' | 'same' | 'unknown'; readonly words: string }

/** How a figure moved from an earlier month, in words that give away no hidden count. */
export function changeSince(now: Taken, before: Taken | undefined): Change {
  if (before === undefined) return { direction: 'unknown', words: 'Nothing earlier to hold it against' }
  const month = before.period === now.period ? `${monthWords(now.period)}, the first time` : monthWords(before.period)
  if (now.value === null || before.value === null)
    return { direction: 'unknown', words: `Cannot be held against ${month}: one of the two was not given` }
  if (now.unit !== before.unit)
    return { direction: 'unknown', words: `Cannot be held against ${month}: it is counted another way now` }
  const [here, there] = [shownFigure(now), shownFigure(before)]
  if (here.hidden && there.hidden)
    return { direction: 'unknown', words: `${here.text}, as in ${month}: a change would not show` }
  if (here.hidden || there.hidden) return hiddenChange(now, before, `from ${there.text} in ${month} to ${here.text}`)
  return openChange(now.value - before.value, now.unit, `${there.text} in ${month}`)
}

// A share that came out of hiding may have moved either way: only a count that is 1 to 4 tells which way it went.
function hiddenChange(now: Taken, before: Taken, words: string): Change {
  if (isShare(now.unit) || isAverage(now.unit)) return { direction: 'unknown', words: `Went ${words}` }
  const up = (now.value ?? 0) > (before.value ?? 0)
  return { direction: up ? 'up' : 'down', words: `${up ? 'Up' : 'Down'} ${words}` }
}

function openChange(by: number, unit: string, from: string): Change {
  const points = Math.round(by * 10) / 10
  const steps = isShare(unit) ? Math.round(by) : points
  if (steps === 0) return { direction: 'same', words: `The same as ${from}` }
  const amount = numbers.format(Math.abs(steps))
  const what = isShare(unit) ? `${amount} in 100` : isAverage(unit) ? `${amount} ${unit}` : amount
  return { direction: steps > 0 ? 'up' : 'down', words: `${steps > 0 ? 'Up' : 'Down'} ${what}, from ${from}` }
}

/** "November 2026" */
export function monthWords(period: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${period}-01T00:00:00Z`),
  )
}

/** The month before, YYYY-MM. */
export function monthBefore(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}

/** Why a figure that was expected is not there. */
export const notOffered =
  'Nothing that whoever took the figures may read gives it: a count of part of the records would mislead.'
export const withoutValue = 'Its source had no figure for this month.'
