// The first meeting that a kind of help asks for: from when its hours run, by when, and whether it was so.

/** From when the hours run. The migration holds the same words. */
export const meetFromWords = {
  opened: 'the case was opened',
  accepted: 'the referral was accepted',
  hurt: 'the referral came, because they were hurt that day or the day before',
} as const
export type MeetFrom = keyof typeof meetFromWords

/** `met_on` is the first day on which somebody met them, alone or with their group. */
export type Meeting = {
  readonly from: Date
  readonly what: MeetFrom
  readonly hours: number
  readonly met_on: string | null
}

/** The end of the hours. */
export const meetBy = ({ from, hours }: Pick<Meeting, 'from' | 'hours'>): Date =>
  new Date(from.getTime() + hours * 3_600_000)

/**
 * Whether they were met by the day on which the hours ended: by the day, because nobody notes the minute when they are with somebody.
 * `dayOf` is the day of a moment.
 */
export const metInTime = (it: Pick<Meeting, 'from' | 'hours'>, metOn: string, dayOf: (at: Date) => string): boolean =>
  metOn <= dayOf(meetBy(it))
