// Where a conflict stands. A pure function of its dated events: nothing is stored as rising or calm.

/** The ladder on which a conflict climbs, lowest first. An event holds its place on it as a number from 0. */
export const stages = ['tension', 'threats', 'confrontation', 'weapon seen', 'weapon used', 'life-threatening'] as const

export type Direction = 'first-on-second' | 'second-on-first' | 'unknown'

export type ConflictEvent = {
  readonly id: string
  readonly kind: 'happened' | 'calm' | 'closed' | 'taken-back'
  /** YYYY-MM-DD */
  readonly on: string
  /** Place on the ladder, for what happened. */
  readonly stage: number | null
  /** When a calm conflict is looked at again. */
  readonly reviewOn: string | null
  /** The event that is taken back. */
  readonly refers: string | null
}

export type ConflictState = 'rising' | 'active' | 'cooling' | 'calm' | 'closed'

/** Days within which something that happened is recent. */
export const recentDays = 28

/** The events that count: what was taken back counts no more, and a taking back is no event of its own. */
export function standing<E extends ConflictEvent>(events: readonly E[]): E[] {
  const gone = new Set(events.flatMap(({ kind, refers }) => (kind === 'taken-back' && refers !== null ? [refers] : [])))
  return events.filter(({ id, kind }) => kind !== 'taken-back' && !gone.has(id))
}

/**
 * Where a conflict stands on a day (YYYY-MM-DD). A person says that it is calm or closed, and what happens on a later day undoes
 * that. Otherwise: rising when two or more events of the last 28 days climb higher, or are more, than in the 28 days before;
 * active when anything happened in the last 28 days; cooling when nothing did.
 */
export function stateOf(events: readonly ConflictEvent[], today: string): ConflictState {
  const counted = standing(events).filter(({ on }) => on <= today)
  const happened = counted.filter(({ kind }) => kind === 'happened')
  const last = latest(happened)
  const settled = counted.filter(({ kind, on }) => kind !== 'happened' && on >= last)
  if (settled.some(({ kind }) => kind === 'closed')) return 'closed'
  if (settled.some(({ kind }) => kind === 'calm')) return 'calm'
  const recent = happened.filter(({ on }) => on > daysLater(today, -recentDays))
  if (recent.length === 0) return 'cooling'
  return isRising(recent, happened, today) ? 'rising' : 'active'
}

function isRising(recent: readonly ConflictEvent[], all: readonly ConflictEvent[], today: string): boolean {
  const since = daysLater(today, -2 * recentDays)
  const before = all.filter(event => event.on > since && !recent.includes(event))
  return recent.length >= 2 && (recent.length > before.length || highestStage(recent) > highestStage(before))
}

/** The highest place on the ladder that these events show; -1 when they show none. */
export function highestStage(events: readonly ConflictEvent[]): number {
  return Math.max(-1, ...events.map(({ stage }) => stage ?? -1))
}

/** The day on which a calm conflict is to be looked at again, if it is calm. */
export function reviewDay(events: readonly ConflictEvent[], today: string): string | undefined {
  if (stateOf(events, today) !== 'calm') return undefined
  const days = standing(events).flatMap(({ kind, reviewOn }) =>
    kind === 'calm' && reviewOn !== null ? [reviewOn] : [],
  )
  return days.sort().at(-1)
}

function latest(events: readonly ConflictEvent[]): string {
  return events.reduce((day, { on }) => (on > day ? on : day), '')
}

/** The day so many days later, YYYY-MM-DD. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export type GroupSize = 'under-5' | '5-to-9' | '10-or-more' | 'unknown'

/**
 * Whether anything may be computed of a conflict: every group that is known must be estimated, with a source, at five or more.
 * Of a smaller one, a figure about the group would be a figure about its people.
 */
export function mayCompute(sizes: readonly GroupSize[]): boolean {
  return sizes.length > 0 && sizes.every(size => size === '5-to-9' || size === '10-or-more')
}

/** What a group that is asked to talk about a conflict reads: that there is one, and roughly where. */
export function neutralTitle(district: string | null): string {
  return `A conflict between two groups${district === null ? '' : ` in ${district}`}`
}
