import { daysAfter, monthsAfter } from './clocks.ts'

type Met = { readonly came: string; readonly worker: string; readonly worker_name: string | null }

type Given = { readonly workers: readonly { readonly id: string; readonly name: string }[] }

/**
 * How many different workers somebody met, in how many sessions that they came to: a measure of harm, not of effort. `groups` are the
 * sessions for a group of friends, each with one worker or more.
 */
export function workersMet(
  sessions: readonly Met[],
  groups: readonly Given[] = [],
): { count: number; sessions: number; names: string[] } {
  const held = sessions.filter(({ came }) => came === 'came')
  const names = new Map([
    ...held.map(({ worker, worker_name }) => [worker, worker_name ?? 'Somebody who left'] as const),
    ...groups.flatMap(({ workers }) => workers.map(({ id, name }) => [id, name] as const)),
  ])
  return { count: names.size, sessions: held.length + groups.length, names: [...names.values()].sort() }
}

/** How many months after help ended somebody asks how they are. */
export const followUpMonths = [3, 6, 12] as const
export type FollowUpMonths = (typeof followUpMonths)[number]

export type Ended = { readonly id: string; readonly ended_on: string; readonly reason: string }
export type Followed = Pick<Look, 'outcome' | 'months' | 'reached'>
/** A follow-up is `due` on a day. A look between `from` and `until` is that follow-up, and no other. */
export type FollowUp = {
  readonly outcome: string
  readonly months: FollowUpMonths
  readonly due: string
  readonly from: string
  readonly until: string
}

/** So many days before its day somebody may ask; the last follow-up of an ending stays open so many days after it. */
const [daysBefore, daysOpen] = [14, 92]

function followUpsOf({ id, ended_on }: Ended): FollowUp[] {
  const from = (months: number): string => daysAfter(monthsAfter(ended_on, months), -daysBefore)
  return followUpMonths.map((months, at) => {
    const due = monthsAfter(ended_on, months)
    const next = followUpMonths[at + 1]
    const until = next === undefined ? daysAfter(due, daysOpen) : daysAfter(from(next), -1)
    return { outcome: id, months, due, from: from(months), until }
  })
}

/**
 * The follow-ups that can still be made, soonest first: those in which nobody reached them yet and whose time is not over. Not reached
 * is tried again. There are none after a death, and none of a case that is open again.
 */
export function followUpsOwed(
  closed: boolean,
  ended: Ended | undefined,
  made: readonly Followed[],
  today: string,
): FollowUp[] {
  if (!closed || ended === undefined || ended.reason === 'Died') return []
  const reached = made.filter(it => it.outcome === ended.id && it.reached === 'yes').map(({ months }) => months)
  return followUpsOf(ended).filter(({ months, until }) => until >= today && !reached.includes(months))
}

/** Which of these follow-ups a look on a day is; none where it is too early for one. */
export const followUpOn = (day: string, owed: readonly FollowUp[]): FollowUp | undefined =>
  owed.find(({ from, until }) => from <= day && day <= until)

export const harmWords = {
  none: 'No',
  once: 'Yes, once',
  'more than once': 'Yes, more than once',
  'not known': 'Not known',
} as const
export const attendanceWords = {
  'most days': 'Most days',
  'some days': 'Some days',
  'hardly ever': 'Hardly ever',
  'does not apply': 'Does not apply',
  'not known': 'Not known',
} as const
export const safetyWords = {
  '1': '1: not safe at all',
  '2': '2',
  '3': '3',
  '4': '4',
  '5': '5: safe',
} as const

/** One look at how somebody is: at the start, in between, or after help ended. */
export type Look = {
  readonly id: string
  readonly outcome: string | null
  readonly months: FollowUpMonths | null
  readonly seen_on: string
  readonly reached: 'yes' | 'no'
  readonly why_not: string
  readonly harm: keyof typeof harmWords | ''
  readonly attendance: keyof typeof attendanceWords | ''
  readonly safety: number | null
  readonly own_words: string
  readonly no_words_why: string
  readonly recorder: string | null
}
export type NewLook = Omit<Look, 'id' | 'recorder'>

export const transferWords = {
  asked: 'Waiting for an answer',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Taken back',
} as const

export type Transfer = {
  readonly id: string
  readonly file: string
  readonly member: string
  readonly member_name: string | null
  readonly why: string
  readonly passed_on: string
  readonly answer_by: string
  readonly asked_at: Date
  readonly asked_by: string
  readonly asker: string | null
  readonly answer: 'accepted' | 'declined' | 'withdrawn' | null
  readonly answer_why: string | null
}

/** The handover that waits for an answer: the newest one, while it has none. Until somebody says yes, the lead stays the lead. */
export function waitingTransfer(transfers: readonly Transfer[]): Transfer | undefined {
  const newest = transfers.toSorted((a, b) => a.asked_at.getTime() - b.asked_at.getTime()).at(-1)
  return newest?.answer === null ? newest : undefined
}
