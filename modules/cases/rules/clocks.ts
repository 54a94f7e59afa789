import type { CaseState } from './state.ts'

// How many days there are for each step, as data. Ours, to be changed by the partnership: a panel's usual review is after
// four to six weeks, and never later than twelve. What a
// group was asked to talk about stands on its agenda for so long, unless it is talked about before.
export const days = {
  assessment: 14,
  plan: 28,
  firstReview: 42,
  latestReview: 84,
  changedPlan: 14,
  agenda: 28,
} as const
/** A move to adult services is planned this many months before the eighteenth birthday. */
export const monthsBeforeEighteen = 6

const dayLength = 86_400_000

/** The day `count` days after `day`, both `YYYY-MM-DD`. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10)
}

/** The day `months` later. A day that the month does not have becomes the first of the next one. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfIt = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfIt + 1))).toISOString().slice(0, 10)
}

/** What a case is waiting for next. */
export type Next = { readonly what: 'assessment' | 'plan' | 'review'; readonly due: string }

export type CaseDates = {
  readonly state: CaseState
  readonly opened: string
  /** The day of the newest agreement to a plan. */
  readonly agreed: string | undefined
  /** The newest review's own date for the next one. */
  readonly nextReview: string | undefined
  /** The day of the newest review. */
  readonly reviewed: string | undefined
  /** How often its kind of help is reviewed; the usual days where it does not say. */
  readonly reviewDays?: number | undefined
  /** The day on which it was last put on hold. */
  readonly held?: string | undefined
  /** Since when a changed plan waits to be agreed. */
  readonly changed?: string | undefined
}

/**
 * The next thing that is due on a case, and by when. Nothing on one that is closed. One that is on hold is looked at again on the day
 * that its review named, or twelve weeks after it was put there at the latest. A changed plan that nobody agreed to yet is waited for, too.
 */
export function nextOf({ state, opened, agreed, nextReview, reviewed, ...it }: CaseDates): Next | undefined {
  if (state === 'assessing') return { what: 'assessment', due: daysAfter(opened, days.assessment) }
  if (state === 'planning') return { what: 'plan', due: daysAfter(opened, days.plan) }
  if (state === 'closed') return undefined
  const review = reviewOf({ state, opened, agreed, nextReview, reviewed, ...it })
  if (it.changed === undefined) return review
  const plan = { what: 'plan', due: daysAfter(it.changed, days.changedPlan) } as const
  return plan.due <= review.due ? plan : review
}

function reviewOf({ state, opened, agreed, nextReview, reviewed, ...it }: CaseDates): Next {
  if (nextReview !== undefined) return { what: 'review', due: nextReview }
  if (state === 'held') return { what: 'review', due: daysAfter(it.held ?? opened, days.latestReview) }
  return { what: 'review', due: daysAfter(reviewed ?? agreed ?? opened, it.reviewDays ?? days.firstReview) }
}

/** Whole years of age on a day. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}
