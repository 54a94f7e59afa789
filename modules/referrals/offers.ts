import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Figure, TimelineEvent } from '#platform/module'
import { referralsCollection } from './collections.ts'
import { type Calendar, clockBegan, clockOf, dueOf, isLate, isUrgency } from './rules/clocks.ts'
import { isMoment, moments } from './rules/moments.ts'
import { inOrder, type ReferralEvent } from './rules/states.ts'
import { calendar } from './store/calendar.ts'
import { loadReferral } from './store/referrals.ts'
import { contentsOf, lastYear, referralsAbout } from './store/triage.ts'

/** How many came in 12 months, and how many of those decided were decided inside their clock. For whoever reads them all. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', referralsCollection))) return []
  const [every, all] = [await calendar(tx), await lastYear(tx)]
  const decided = all.flatMap(({ urgency, events }) => insideClock(urgency, events, every) ?? [])
  const inside = decided.filter(it => it).length
  const source = 'Referrals made in this partnership'
  return [
    {
      key: 'referrals.received',
      words: 'Referrals received in the last 12 months',
      value: all.length,
      unit: 'referrals',
      source,
    },
    {
      key: 'referrals.in-time',
      words: 'Of those decided, how many were decided inside their clock',
      value: decided.length === 0 ? null : Math.round((100 * inside) / decided.length),
      unit: 'per cent',
      source,
    },
  ]
}

/** Whether the first decision came inside its clock; nothing where nobody has decided. */
function insideClock(
  urgency: string,
  events: readonly ReferralEvent[],
  { clocks, closed }: Calendar,
): boolean | undefined {
  const ordered = inOrder(events)
  const first = ordered.findIndex(({ event }) => event === 'decided')
  const decision = ordered[first]
  const before = ordered.slice(0, Math.max(first, 0))
  const key = clockOf(before, isUrgency(urgency) ? urgency : 'weeks')
  const [clock, began] = [clocks.find(it => it.key === key), clockBegan(before)]
  if (decision === undefined || clock === undefined || began === undefined) return undefined
  return !isLate(dueOf(clock, began, ukDay, closed), decision.at, ukDay)
}

/** When help was asked for the person of a record, for whoever may read what was asked. */
export async function timeline(tx: Transaction, person: string): Promise<TimelineEvent[]> {
  const ids = await referralsAbout(tx, person)
  const contents = await contentsOf(tx, ids)
  const events: TimelineEvent[] = []
  for (const id of ids) {
    const [referral, content] = [await loadReferral(tx, id), contents.get(id)]
    if (referral === undefined || content === undefined) continue
    const detail = isMoment(content.moment) ? moments[content.moment].words : ''
    events.push({ at: referral.made_at.toISOString(), title: 'Help was asked for', detail, source: 'referrals' })
  }
  return events
}
