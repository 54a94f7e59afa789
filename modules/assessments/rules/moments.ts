import { notReached } from '#modules/referrals'

/** A moment when somebody could be reached. `goer` is who goes, where it is one of today. */
export type Moment = {
  readonly id: string
  readonly opened_at: string | Date | null
  readonly hours: number | null
  readonly goer: string | null
  readonly goer_name: string | null
  readonly outcome: 'met' | 'missed' | null
  readonly answered_at: string | Date | null
  readonly words: string
  /** The day on which they were reached, where it was met and somebody said so. */
  readonly reached_on: string | null
  readonly missed_why: keyof typeof notReached | null
  /** What happened while the clock ran, in order. */
  readonly steps: readonly MomentStep[]
}

export type MomentStep = {
  readonly step: 'tried' | 'handed over'
  readonly goer_name: string | null
  readonly words: string
  readonly at: string | Date
  readonly by_name: string | null
}

/** Why nobody reached them, as a referral has it too. */
export const missedWords = notReached

export const momentWords = {
  met: 'Help came',
  missed: 'Missed',
  waiting: 'Somebody is to go',
  late: 'The time has passed and nobody has said whether they went',
} as const
export type MomentState = keyof typeof momentWords

const hour = 3_600_000

/** The end of the clock, or undefined for a moment of long ago. */
export function dueOf({ opened_at, hours }: Pick<Moment, 'opened_at' | 'hours'>): Date | undefined {
  if (opened_at === null || hours === null) return undefined
  return new Date(new Date(opened_at).getTime() + hours * hour)
}

/**
 * Whether they were reached by the day on which the clock ended: by the day, because nobody notes the minute when they are with
 * a child. Undefined for a moment of long ago, and for one that was not met.
 */
export function reachedInTime(
  moment: Pick<Moment, 'opened_at' | 'hours' | 'outcome' | 'reached_on' | 'answered_at'>,
  dayOf: (at: Date) => string,
): boolean | undefined {
  const due = dueOf(moment)
  if (due === undefined || moment.outcome !== 'met' || moment.answered_at === null) return undefined
  return (moment.reached_on ?? dayOf(new Date(moment.answered_at))) <= dayOf(due)
}

/** Where a moment stands: answered for good, else waiting until its clock has run out. */
export function momentState(moment: Pick<Moment, 'opened_at' | 'hours' | 'outcome'>, now: Date): MomentState {
  if (moment.outcome !== null) return moment.outcome
  const due = dueOf(moment)
  return due !== undefined && due < now ? 'late' : 'waiting'
}
