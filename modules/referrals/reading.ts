import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Clock, type ClockKey, clockBegan, clockOf, type Due, dueOf, isLate, urgencies } from './rules/clocks.ts'
import { isMoment } from './rules/moments.ts'
import type { Outcome } from './rules/outcomes.ts'
import { outcomeOf, type State, stateOf } from './rules/states.ts'
import { type About, ageOf, neutralTitle, referenceOf } from './rules/titles.ts'
import { addEvent, loadReferral, openReferrals, type Referral } from './store/referrals.ts'
import { type Content, contentsOf } from './store/triage.ts'

/** A referral as other modules may know it. Its title names nobody. */
export type ReferralShown = {
  readonly id: string
  readonly reference: string
  readonly title: string
  readonly about: About
  /** The record of the person, once the coordinator found or made it. */
  readonly person: string | null
  readonly peerGroup: string | null
  readonly state: State
  readonly outcome: Outcome | undefined
}

/** A referral, where the present actor may read what was asked for: its maker may not, by this door. */
export async function referralById(tx: Transaction, id: string): Promise<ReferralShown | undefined> {
  const referral = await loadReferral(tx, id)
  const content = referral === undefined ? undefined : (await contentsOf(tx, [id])).get(id)
  return referral === undefined || content === undefined ? undefined : shownOf(referral, content)
}

export function shownOf(referral: Referral, content: Content): ReferralShown {
  const { id, about, person, events, made_at } = referral
  const moment = isMoment(content.moment) ? content.moment : null
  return {
    id,
    reference: referenceOf(id),
    title: neutralTitle({ id, about, age: ageOf(content, ukDay(made_at)), moment }),
    about,
    person,
    peerGroup: referral.peer_group,
    state: stateOf(events),
    outcome: outcomeOf(events),
  }
}

/** Writes on a referral what another module made of it, as whoever sorts it. */
export async function noteOnReferral(
  tx: Transaction,
  id: string,
  { event, why, what = '' }: { readonly event: 'case opened' | 'noted'; readonly why: string; readonly what?: string },
  actor: string,
  now: Date,
): Promise<void> {
  await addEvent(tx, id, { event, what, why }, actor, now)
}

/** A referral that waits to be sorted, with the clock that runs. */
export type Timed = {
  readonly clock: ClockKey
  readonly began: Date
  readonly due: Due
  readonly late: boolean
}

/** The clock of a referral now; nothing where its clock is not known. */
export function timed(
  referral: Pick<Referral, 'events' | 'made_at'>,
  content: Pick<Content, 'urgency'>,
  every: readonly Clock[],
  now: Date,
): Timed | undefined {
  const urgency = isUrgency(content.urgency) ? content.urgency : 'weeks'
  const key = clockOf(referral.events, urgency)
  const clock = every.find(it => it.key === key)
  if (clock === undefined) return undefined
  const began = clockBegan(referral.events) ?? referral.made_at
  const due = dueOf(clock, began, ukDay)
  return { clock: key, began, due, late: isLate(due, now, ukDay) }
}

export function isUrgency(text: string): text is keyof typeof urgencies {
  return Object.hasOwn(urgencies, text)
}

/** The referrals that may still wait for somebody, with what was written in them, for whoever may read that. */
export async function openOnes(tx: Transaction): Promise<{ referral: Referral; content: Content }[]> {
  const open = await openReferrals(tx)
  const contents = await contentsOf(
    tx,
    open.map(({ id }) => id),
  )
  return open.flatMap(referral => {
    const content = contents.get(referral.id)
    return content === undefined ? [] : [{ referral, content }]
  })
}
