// Mentors: who is offered, where they stand, and how many people they can still take.
import { daysAfter } from './clocks.ts'

export const mentorTimes = [
  'weekday mornings',
  'weekday afternoons',
  'weekday evenings',
  'weekends',
  'by phone or online',
] as const
export const checkKinds = ['enhanced', 'enhanced, with the barred lists'] as const
export const matchEnds = [
  'what they wanted is done',
  'they asked for it',
  'the mentor cannot go on',
  'they did not get on',
  'it was not safe',
  'help has ended',
] as const
export const mentorEventWords = {
  checked: 'Their checks were made again',
  paused: 'They take nobody new for now',
  back: 'They take people again',
  left: 'They have left',
} as const

export type NewMentor = {
  readonly called: string
  readonly agency: string
  readonly languages: string
  readonly interests: string
  readonly times: readonly (typeof mentorTimes)[number][]
  readonly capacity: number
  readonly check_kind: (typeof checkKinds)[number]
  readonly checked_on: string
  readonly check_until: string
}
export type MentorEvent = {
  readonly event: keyof typeof mentorEventWords
  readonly until: string | null
  readonly why: string
}
/** `events` oldest first; `taken` are the numbers of the places that somebody has now. */
export type Mentor = NewMentor & {
  readonly id: string
  readonly events: readonly (MentorEvent & { readonly at: Date; readonly by_name: string | null })[]
  readonly taken: readonly number[]
}

export type MentorStanding = {
  /** The last day on which the checks hold, `YYYY-MM-DD`. */
  readonly checkedUntil: string
  readonly free: number
  /** Why nobody can be matched with them today; undefined where somebody can. */
  readonly closed: string | undefined
}

/** Where a mentor stands on a day. */
export function standingOf(
  it: Pick<Mentor, 'capacity' | 'check_until' | 'events' | 'taken'>,
  today: string,
): MentorStanding {
  const checkedUntil = [it.check_until, ...it.events.flatMap(({ until }) => until ?? [])].sort().at(-1) ?? ''
  const last = it.events.findLast(({ event }) => event !== 'checked')?.event
  const free = Math.max(0, it.capacity - it.taken.length)
  const closed = it.events.some(({ event }) => event === 'left')
    ? 'They have left'
    : last === 'paused'
      ? 'They take nobody new for now'
      : checkedUntil < today
        ? 'Their checks have run out'
        : free === 0
          ? 'They are full'
          : undefined
  return { checkedUntil, free, closed }
}

/** Days before the end of a mentor's checks from which whoever leads a case with them is told. */
export const daysToCheck = 28

/** What whoever leads a case with a mentor is to see to, without a name, and since when or by when. */
export type MentorWatch = { readonly words: string; readonly day: string }

/** What stands against a mentor whom somebody has now; undefined where nothing does. `dayOf` is the day of a moment. */
export function watchOf(
  it: Pick<Mentor, 'check_until' | 'events'>,
  today: string,
  dayOf: (at: Date) => string,
): MentorWatch | undefined {
  const { checkedUntil } = standingOf({ ...it, capacity: 1, taken: [] }, today)
  const left = it.events.find(({ event }) => event === 'left')
  const last = it.events.findLast(({ event }) => event !== 'checked')
  if (left !== undefined) return { words: 'Their mentor has left', day: dayOf(left.at) }
  if (checkedUntil < today) return { words: 'Their mentor’s checks have run out', day: checkedUntil }
  if (last?.event === 'paused') return { words: 'Their mentor pauses: ask whether they go on', day: dayOf(last.at) }
  if (checkedUntil > daysAfter(today, daysToCheck)) return undefined
  return { words: 'Their mentor’s checks run out soon', day: checkedUntil }
}

/** The lowest number of a place that nobody has; undefined where all are taken. */
export function freeSlot({ capacity, taken }: Pick<Mentor, 'capacity' | 'taken'>): number | undefined {
  return Array.from({ length: capacity }, (_, at) => at + 1).find(slot => !taken.includes(slot))
}

export type Match = {
  readonly id: string
  /** The mentor themselves; null once their own details have gone. */
  readonly mentor: string | null
  readonly called: string | null
  readonly agency: string
  readonly why: string
  readonly own_view: string
  readonly matched_on: string
  readonly by_name: string | null
  readonly end_reason: string | null
  readonly end_why: string | null
  readonly ended_on: string | null
}

/** How a mentor of a case is called, also after their own details have gone. */
export const calledIn = ({ called }: Pick<Match, 'called'>): string => called ?? 'A mentor whose details have gone'
