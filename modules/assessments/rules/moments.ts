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
}

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

/** Where a moment stands: answered for good, else waiting until its clock has run out. */
export function momentState(moment: Pick<Moment, 'opened_at' | 'hours' | 'outcome'>, now: Date): MomentState {
  if (moment.outcome !== null) return moment.outcome
  const due = dueOf(moment)
  return due !== undefined && due < now ? 'late' : 'waiting'
}
