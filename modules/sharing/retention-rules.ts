// How long a record is kept, and what should happen to it today. The schedules are data (retention.csv); the state is computed
// from dated events and never stored.
import type { RetentionSchedule } from './gateways/schema.ts'
import { filled, isoDay } from './gateways/words.ts'

/** What a schedule needs to know of a record. Days are ISO days. */
export type RetentionFacts = {
  /** The day the period counts from: the decision, the closing, the loading. */
  readonly countsFrom: string
  /** The person's date of birth, where the record is about one person and it is known. */
  readonly dateOfBirth?: string
}

type Named = {
  readonly on: string
  /** The moment, as an ISO time in UTC, where it is known: on one day it tells what came first. */
  readonly at?: string
  readonly by: string
  readonly reason: string
}

/** What people decided about a record. `by` is a user's id or name; every decision has a reason. */
export type RetentionEvent =
  | (Named & { readonly kind: 'hold_placed' | 'hold_lifted' | 'delete_approved' })
  | (Named & { readonly kind: 'extended'; readonly until: string })
  | { readonly kind: 'deleted'; readonly on: string }

/** keep: nothing to do before `until`. review: somebody decides. delete: it may go now. held: nothing may delete it. */
export type RetentionState =
  | { readonly state: 'keep'; readonly until: string }
  | { readonly state: 'review' | 'delete' | 'held' | 'permanent' | 'deleted' }

/**
 * The first day on which a record is due, or "permanent". A child's record waits for the birthday in the schedule when that is
 * later. Where nobody knows the date of birth it is due like an adult's, and nothing goes without people who looked.
 * Throws an Error naming the field when a day is not a day.
 */
export function dueDay(schedule: RetentionSchedule, facts: RetentionFacts): string | 'permanent' {
  const from = isoDay(facts.countsFrom, 'countsFrom')
  if (schedule.keep === 'permanent') return 'permanent'
  const { count, unit } = schedule.keep
  const due = unit === 'days' ? addDays(from, count) : addYears(from, count)
  if (schedule.childUntilAge === undefined || facts.dateOfBirth === undefined) return due
  const born = isoDay(facts.dateOfBirth, 'dateOfBirth')
  const wasChild = from < addYears(born, 18)
  return wasChild ? later(due, addYears(born, schedule.childUntilAge)) : due
}

/**
 * What should happen to a record on an ISO day, from the events up to and including that day in any order. On one day a hold
 * beats everything but a deletion, unless the moments of both are known. A hold cancels an approval to delete, so that somebody
 * looks again once it is lifted.
 */
export function retentionState(
  schedule: RetentionSchedule,
  facts: RetentionFacts,
  events: readonly RetentionEvent[],
  today: string,
): RetentionState {
  const unknownAge = schedule.childUntilAge !== undefined && facts.dateOfBirth === undefined
  const people = schedule.whenDue === 'delete' && !unknownAge ? 0 : 1
  return stateOf({ due: dueDay(schedule, facts), people }, events, today)
}

/** When a record is due, and how many different people must agree before it goes. */
export type Terms = { readonly due: string | 'permanent'; readonly people: number }

/** The same where the first day is already worked out, and where more than one person must agree. */
export function stateOf({ due, people }: Terms, events: readonly RetentionEvent[], today: string): RetentionState {
  const past = inOrder(events.filter(({ on }) => on <= today))
  if (past.some(({ kind }) => kind === 'deleted')) return { state: 'deleted' }
  if (isHeld(past)) return { state: 'held' }
  if (due === 'permanent') return { state: 'permanent' }
  const until = lastExtension(past, due)
  if (today < until) return { state: 'keep', until }
  return { state: approversOf(past).length >= people ? 'delete' : 'review' }
}

/** Who agrees that the record goes, each once: only what was said after the last hold or extension counts. */
export function approversOf(events: readonly RetentionEvent[]): string[] {
  const past = inOrder(events)
  const since = past.findLastIndex(({ kind }) => kind === 'hold_placed' || kind === 'extended')
  const agreed = past.slice(since + 1).flatMap(it => (it.kind === 'delete_approved' ? [it.by] : []))
  return [...new Set(agreed)]
}

/** Whom a record is about: somebody, nobody in particular (but it may hold names), or nobody by design. */
export type About = 'a person' | 'no person' | 'names nobody'

/**
 * How many people must agree that a record goes. Two where it is of somebody who was a child on the day from which its time
 * counts, or whose age nobody knows. Nobody only where no record of the kind names anyone and its schedule asks for no review.
 */
export function peopleNeeded(schedule: RetentionSchedule, facts: RetentionFacts, about: About): 0 | 1 | 2 {
  if (about === 'names nobody') return schedule.whenDue === 'delete' ? 0 : 1
  if (about === 'no person') return 1
  const { dateOfBirth, countsFrom } = facts
  return dateOfBirth === undefined || countsFrom < addYears(dateOfBirth, 18) ? 2 : 1
}

/** What is wrong with a proposed decision on a record in a state; empty when it may be kept. */
export function retentionDecisionProblems(event: RetentionEvent, now: RetentionState): string[] {
  if (now.state === 'deleted') return ['This record has been deleted, so nothing more can be decided about it.']
  if (event.kind === 'deleted') return now.state === 'delete' ? [] : [deletionRefusal(now)]
  return [
    ...(filled(event.by) && filled(event.reason) ? [] : ['Say who decided, and why.']),
    ...(event.kind === 'extended' && event.until <= event.on ? ['The new day must be after today.'] : []),
    ...(event.kind === 'hold_lifted' && now.state !== 'held' ? ['There is no hold on this record to lift.'] : []),
    ...(event.kind === 'delete_approved' && now.state !== 'review' ? [deletionRefusal(now)] : []),
  ]
}

function deletionRefusal(now: RetentionState): string {
  switch (now.state) {
    case 'held':
      return 'This record is on hold. Nothing may delete it until the hold is lifted.'
    case 'permanent':
      return 'This kind of record is kept for good.'
    case 'keep':
      return `This record is kept until ${now.until}.`
    default:
      return 'Somebody has to review this record before it is deleted.'
  }
}

const rank: Record<RetentionEvent['kind'], number> = {
  extended: 0,
  delete_approved: 1,
  hold_lifted: 2,
  hold_placed: 3,
  deleted: 4,
}

function inOrder(events: readonly RetentionEvent[]): RetentionEvent[] {
  return events.toSorted((a, b) => {
    const [one, other] = [momentOf(a), momentOf(b)]
    return one === other ? rank[a.kind] - rank[b.kind] : one < other ? -1 : 1
  })
}

// What has no moment happened at the end of its day, where the kinds decide.
const momentOf = (it: RetentionEvent): string => ('at' in it && it.at !== undefined ? it.at : `${it.on}T24`)

function isHeld(past: readonly RetentionEvent[]): boolean {
  return past.findLast(({ kind }) => kind === 'hold_placed' || kind === 'hold_lifted')?.kind === 'hold_placed'
}

// An extension only ever lengthens: a reviewer who wants it gone sooner approves its deletion instead.
function lastExtension(past: readonly RetentionEvent[], due: string): string {
  return past.reduce((until, event) => (event.kind === 'extended' ? later(until, event.until) : until), due)
}

const later = (a: string, b: string) => (a > b ? a : b)

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

// 29 February plus a year is 1 March: kept a day longer, never a day less.
function addYears(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString().slice(0, 10)
}
