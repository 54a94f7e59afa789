import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { longDate } from '#platform/views'
import type { Going } from './rules/going.ts'
import { isMoment, moments, type When, whens } from './rules/moments.ts'
import { answerGoing, goingOf } from './store/going.ts'
import { loadReferral } from './store/referrals.ts'
import { contentsOf } from './store/triage.ts'

/** Why somebody goes, and who, as it goes on in a case. Days are `YYYY-MM-DD`. */
export type MovedMoment = {
  readonly what: string
  readonly from: { readonly low: string; readonly high: string }
  readonly when_words: string
  /** The organisation that told of it. */
  readonly told_by: string
  readonly going: Going
}

/**
 * Takes who goes out of a referral, because a case is opened from it: there the clock goes on, or what came of it is told. Undefined
 * where nobody was named. For whoever sorts the referral.
 */
export async function moveMoment(tx: Transaction, id: string, now: Date): Promise<MovedMoment | undefined> {
  const going = await goingOf(tx, id)
  const referral = await loadReferral(tx, id)
  const content = (await contentsOf(tx, [id])).get(id)
  if (going === undefined || going.outcome === 'moved' || referral === undefined || content === undefined)
    return undefined
  if (going.outcome === null)
    await answerGoing(tx, id, { outcome: 'moved', reached_on: null, missed_why: null, what_happened: '' }, now)
  const told = ukDay(referral.made_at)
  const when = isWhen(content.moment_when) ? content.moment_when : undefined
  const what = isMoment(content.moment) && content.moment !== 'none' ? moments[content.moment].words : undefined
  return {
    what: what ?? 'They could be reached',
    from: { low: daysBefore(told, when === undefined ? 365 : longest[when]), high: told },
    when_words: `${when === undefined ? 'Nobody said when' : whens[when]}, as told on ${longDate(told)}`,
    told_by: referral.agency_name,
    going,
  }
}

const isWhen = (text: string | null): text is When => text !== null && Object.hasOwn(whens, text)

/** How many days before it was told it may have happened. */
const longest: Readonly<Record<When, number>> = { today: 1, week: 7, month: 31, longer: 365 }

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
