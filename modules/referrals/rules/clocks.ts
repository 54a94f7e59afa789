import { workingDaysAfter } from '#modules/people'
import type { RouteClock } from './routes.ts'
import { inOrder, type ReferralEvent } from './states.ts'

export const clockWords = {
  immediate: 'Immediate',
  urgent: 'Urgent',
  priority: 'Priority',
  routine: 'Routine',
} as const
export type ClockKey = keyof typeof clockWords
export const everyClock = Object.keys(clockWords) as [ClockKey, ...ClockKey[]]

/** How long until the first decision: minutes by day and night, or working days. */
export type Clock<Key extends string = ClockKey> = {
  readonly key: Key
  readonly minutes: number | null
  readonly working_days: number | null
  /** How many working days after it was missed the chair is told; at once where it is 0 or left out. */
  readonly chair_days?: number
}

/** What else waits with a clock of working days, and how the page of clocks says it. */
export const waitClockWords = {
  more: 'Returned for more: whoever asked answers within',
  group: 'Accepted: its group talks about it within',
  opening: 'The Interventions Group has decided: a case is opened, or something else decided, within',
} as const
export type WaitClockKey = keyof typeof waitClockWords
export const everyWaitClock = Object.keys(waitClockWords) as [WaitClockKey, ...WaitClockKey[]]

/** What the partnership has agreed: its clocks, those of the routes, and the days on which working-day clocks stand still. */
export type Calendar = {
  readonly clocks: readonly Clock[]
  readonly waits: readonly Clock<WaitClockKey>[]
  readonly routes: readonly RouteClock[]
  readonly closed: ReadonlySet<string>
}

/** What a partnership begins with (platform mapping); a coordinator changes it. */
export const firstClocks: readonly Clock[] = [
  { key: 'immediate', minutes: 60, working_days: null, chair_days: 0 },
  { key: 'urgent', minutes: null, working_days: 1, chair_days: 0 },
  { key: 'priority', minutes: null, working_days: 3, chair_days: 1 },
  { key: 'routine', minutes: null, working_days: 5, chair_days: 1 },
]

/** What else a partnership begins with: a group that meets every month talks about each one once before it is late. */
export const firstWaitClocks: readonly Clock<WaitClockKey>[] = [
  { key: 'more', minutes: null, working_days: 5, chair_days: 1 },
  { key: 'group', minutes: null, working_days: 20, chair_days: 1 },
  { key: 'opening', minutes: null, working_days: 5, chair_days: 1 },
]

/** How soon help is asked for, in the referrer's plain words, and the clock that it starts. */
export const urgencies = {
  today: { words: 'Today: somebody could be badly hurt', clock: 'immediate' },
  days: { words: 'In the next day or two', clock: 'urgent' },
  week: { words: 'This week', clock: 'priority' },
  weeks: { words: 'In the next weeks', clock: 'routine' },
} as const satisfies Readonly<Record<string, { words: string; clock: ClockKey }>>
export type Urgency = keyof typeof urgencies

export function isUrgency(text: string): text is Urgency {
  return Object.hasOwn(urgencies, text)
}

const isClock = (what: string): what is ClockKey => Object.hasOwn(clockWords, what)

/** The clock that runs: the last that a coordinator set, or the one that the referrer's urgency starts. */
export function clockOf(events: readonly ReferralEvent[], urgency: Urgency): ClockKey {
  const set = inOrder(events).findLast(({ event, what }) => event === 'clock' && isClock(what))
  return set !== undefined && isClock(set.what) ? set.what : urgencies[urgency].clock
}

const began: ReadonlySet<string> = new Set(['sent', 'added to', 'reopened', 'transfer refused'])

/** When the clock began: when it was sent, added to after a return, opened again or came back from another area: the last of these. */
export function clockBegan(events: readonly ReferralEvent[]): Date | undefined {
  return inOrder(events).findLast(({ event }) => began.has(event))?.at
}

/** By when: an exact time, or the end of a day. */
export type Due = { readonly at: Date | null; readonly day: string }

/**
 * By when a referral that came at `began` must be sorted. `dayOf` gives the day in England of a time; on the days in `closed` no
 * working-day clock runs.
 */
export function dueOf(
  clock: Pick<Clock<string>, 'minutes' | 'working_days'>,
  began: Date,
  dayOf: (at: Date) => string,
  closed: ReadonlySet<string> = new Set(),
): Due {
  if (clock.minutes === null) return { at: null, day: workingDaysAfter(dayOf(began), clock.working_days ?? 0, closed) }
  const at = new Date(began.getTime() + clock.minutes * 60_000)
  return { at, day: dayOf(at) }
}

/** Whether that time has gone by. */
export function isLate(due: Due, now: Date, dayOf: (at: Date) => string): boolean {
  return due.at === null ? dayOf(now) > due.day : now > due.at
}

/** The first moment after a day in England, whether its clocks stand on winter or on summer time. */
export function endOfDay(day: string, dayOf: (at: Date) => string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000
  const anHourBefore = new Date(midnight - 3_600_000)
  return dayOf(anHourBefore) > day ? anHourBefore : new Date(midnight)
}
