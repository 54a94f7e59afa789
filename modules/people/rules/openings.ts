import { workingDaysAfter } from './working-days.ts'

const hour = 3_600_000

/** An emergency opening lasts three hours. */
export const emergencyLasts = 3 * hour
/** An agreed opening of a sealed record lasts a day. */
export const sealedOpeningLasts = 24 * hour
/** The governance lead reviews an emergency opening within two working days. */
export const reviewWithin = 2

export type OpeningState = 'open' | 'ended' | 'late for review' | 'in order' | 'not in order'

export type Opening = {
  readonly openedOn: string
  readonly ends: Date
  readonly outcome: 'in order' | 'not in order' | null
}

/** The day by which an opening of this day must be reviewed. */
export function reviewDue(openedOn: string): string {
  return workingDaysAfter(openedOn, reviewWithin)
}

/** What an opening is now. `today` is the day in England at `now`. */
export function stateOf({ openedOn, ends, outcome }: Opening, now: Date, today: string): OpeningState {
  if (outcome !== null) return outcome
  if (now < ends) return 'open'
  return today > reviewDue(openedOn) ? 'late for review' : 'ended'
}

/** At most this many questions to other agencies in an hour. */
export const questionsAnHour = 20

/**
 * Milliseconds until the next question may be asked; 0 means now. A wait ends by itself, so nobody is locked out.
 * `asked` holds the times of this person's questions, in any order.
 */
export function waitBeforeAsking(asked: readonly Date[], now: Date): number {
  const recent = asked
    .map(at => at.getTime())
    .filter(at => now.getTime() - at < hour)
    .toSorted((a, b) => b - a)
  const oldest = recent[questionsAnHour - 1]
  return oldest === undefined ? 0 : oldest + hour - now.getTime()
}
