import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { carryReach } from './reaching.ts'
import { isUrgency } from './rules/clocks.ts'
import { isMoment } from './rules/moments.ts'
import { isOutcome, type Outcome, outcomes } from './rules/outcomes.ts'
import { outcomeOf, type State, stateOf, wasAnswered } from './rules/states.ts'
import { type About, ageOf, neutralTitle, referenceOf } from './rules/titles.ts'
import { type Work, workOf } from './rules/work.ts'
import { calendar } from './store/calendar.ts'
import { addEvent, addGroupDecision, loadReferral, type Referral, referralsById } from './store/referrals.ts'
import { type Content, contentsOf } from './store/triage.ts'
import { holdReferrals } from './store/work.ts'
import { waitsForGroup } from './store/work-lists.ts'

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
  readonly helpFrom: HelpFrom | undefined
}

/** From when somebody waits for help: since they were hurt, that day or the day before, or since the referral was accepted. */
export type HelpFrom = { readonly what: 'hurt' | 'accepted'; readonly at: Date }

function helpFromOf({ events, made_at }: Referral, { moment, moment_when }: Content): HelpFrom | undefined {
  if (moment === 'injury' && moment_when === 'today') return { what: 'hurt', at: made_at }
  const accepted = events.findLast(
    ({ event, what }) => event === 'decided' && isOutcome(what) && outcomes[what].leads === 'accepted',
  )
  return accepted === undefined ? undefined : { what: 'accepted', at: accepted.at }
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
    helpFrom: helpFromOf(referral, content),
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
  await holdReferrals(tx, [id])
  const before = await loadReferral(tx, id)
  await addEvent(tx, id, { event, what, why }, actor, now)
  // Whoever asked hears once that somebody decided; of a referral from before they did, at the latest now.
  // What was told of how to reach them since their record was found: those who work on the case read it there alone.
  if (event === 'case opened' && before?.person != null) await carryReach(tx, id, before.person)
  if (event === 'case opened' && before !== undefined && !wasAnswered(before.events))
    await addEvent(tx, id, { event: 'answered', what: '', why: '' }, actor, now)
}

/** Takes a referral off the agenda of a group that has decided about it: of any group for which it waits, whoever wrote that down. */
export async function groupDecided(
  tx: Transaction,
  id: string,
  group: string,
  actor: string,
  now: Date,
): Promise<void> {
  await holdReferrals(tx, [id])
  if (await waitsForGroup(tx, id, group)) await addGroupDecision(tx, id, group, actor, now)
}

/** What a referral waits for now, worked out from what happened to it. */
export async function workNow(
  tx: Transaction,
  referral: Pick<Referral, 'events'>,
  content: Pick<Content, 'urgency'>,
): Promise<Work> {
  const urgency = isUrgency(content.urgency) ? content.urgency : 'weeks'
  return workOf(referral.events, urgency, await calendar(tx), ukDay)
}

export type Listed<R> = { readonly row: R; readonly referral: Referral; readonly content: Content }

/** Rows of the lists with the referrals behind them, for whoever may read those. */
export async function listed<R extends { readonly referral: string }>(
  tx: Transaction,
  rows: readonly R[],
): Promise<Listed<R>[]> {
  const ids = rows.map(({ referral }) => referral)
  const [referrals, contents] = [await referralsById(tx, ids), await contentsOf(tx, ids)]
  const known = new Map(referrals.map(it => [it.id, it]))
  return rows.flatMap(row => {
    const [referral, content] = [known.get(row.referral), contents.get(row.referral)]
    return referral === undefined || content === undefined ? [] : [{ row, referral, content }]
  })
}
