// Somebody goes to whoever can be reached now, while their referral is still being sorted.

import { notAsked } from './moments.ts'
import { isOutcome, outcomes } from './outcomes.ts'
import { reasonInWords } from './reasons.ts'
import { decisionsIn, inOrder, type ReferralEvent, type State, stateOf, stateWords } from './states.ts'

/** The clocks, in hours. */
export const goingHours = ['24', '48', '72'] as const

/** Why nobody reached them, as the timeline of a case has it too. None of these is a fault of theirs. */
export const notReached = {
  'not found': 'They could not be found',
  'did not want it': 'They did not want to talk then',
  'not safe': 'It was not safe to go',
  'nobody free': 'Nobody was free to go',
  gone: 'They had moved away or were somewhere else',
  other: 'Another reason',
} as const

/** Who goes, by when, and what came of it. `moved`: it goes on in the case that was opened. */
export type Going = {
  readonly referral: string
  readonly opened_at: Date
  readonly hours: number
  readonly goer: string
  readonly goer_name: string | null
  readonly words: string
  readonly outcome: 'met' | 'missed' | 'moved' | null
  readonly answered_at: Date | null
  readonly reached_on: string | null
  readonly missed_why: keyof typeof notReached | null
  readonly what_happened: string
}

/** What was told of whether somebody can be reached now. */
type Reachable = {
  readonly moment: string | null
  readonly moment_when: string | null
  readonly urgency: string | null
}

/**
 * Something happened lately; whoever did not say when is taken at their word that it did. Where nobody was asked what happened, help
 * that is needed today is taken to be such a moment.
 */
export function canBeReached({ moment, moment_when: when, urgency }: Reachable): boolean {
  if (moment === null) return false
  if (moment === notAsked) return urgency === 'today'
  return moment !== 'none' && (when === null || when === 'today' || when === 'week')
}

/** Why nobody is named yet, as it was written last. */
export function whyNobodyGoes(events: readonly ReferralEvent[]): string | undefined {
  return inOrder(events).findLast(({ event, what }) => event === 'noted' && what === 'nobody goes')?.why
}

/** Whether it is too late to send somebody from here: another body leads, a case is open, or it has ended. */
export const goesNoMore = (state: State): boolean =>
  ['withdrawn', 'closed', 'passed on', 'being helped'].includes(state)

/** How a referral from which nobody is sent any more stands, and why; undefined while somebody may go. */
export function overInWords(events: readonly ReferralEvent[]): { state: string; why: string } | undefined {
  const state = stateOf(events)
  if (!goesNoMore(state)) return undefined
  const withdrawn = inOrder(events).findLast(({ event }) => event === 'withdrawn')
  const last = state === 'withdrawn' ? withdrawn : decisionsIn(events).at(-1)?.event
  return { state: stateWords[state], why: last === undefined || state === 'being helped' ? '' : whyOver(last) }
}

const whyOver = ({ event, what, why, reason }: ReferralEvent): string =>
  [event === 'decided' && isOutcome(what) ? outcomes[what].words : '', reasonInWords(reason ?? null), why]
    .map(part => part.replace(/\.$/, ''))
    .filter(Boolean)
    .join('. ')

/** The moment at which the clock has run out. */
export function goingDue({ opened_at, hours }: Pick<Going, 'opened_at' | 'hours'>): Date {
  return new Date(opened_at.getTime() + hours * 3_600_000)
}

/** What came of it, in words; undefined while somebody is to go. */
export function goingSaid({ outcome, missed_why, what_happened }: Going): string | undefined {
  if (outcome === null) return undefined
  if (outcome === 'moved') return 'It goes on in the case'
  const why = missed_why === null ? '' : notReached[missed_why]
  return [outcome === 'met' ? 'They were reached' : 'Nobody reached them', why, what_happened]
    .filter(Boolean)
    .join('. ')
}
