import { moveMoment } from '#modules/referrals'
import type { Transaction } from '#platform/database'
import { addLifeEvent } from './store/timeline.ts'

/**
 * Puts on the timeline of a new file why somebody went while its referral was sorted. A clock that still runs goes on, with the same
 * person where they are one of `workers` (the ids of those who work on the file), or else with its lead, who is told at once.
 */
export async function joinMoment(
  tx: Transaction,
  it: { readonly referral: string; readonly file: string; readonly lead: string; readonly workers: readonly string[] },
  now: Date,
): Promise<void> {
  const moved = await moveMoment(tx, it.referral, now)
  if (moved === undefined) return
  const { what, from, when_words, told_by: account_of, going } = moved
  const { hours, opened_at, words, outcome, answered_at, reached_on, missed_why } = going
  const goer = it.workers.includes(going.goer) || outcome !== null ? going.goer : it.lead
  const clock = { hours, opened_at, goer }
  const answered = (outcome === 'met' || outcome === 'missed') && answered_at !== null
  const moment = answered
    ? { ...clock, outcome, answered_at, reached_on, missed_why, words: going.what_happened }
    : { ...clock, words }
  const event = { lane: 'trigger', until: null, ongoing: false, account: 'agency', told_to: '', done: '' } as const
  await addLifeEvent(tx, it.file, { ...event, what, from, when_words, account_of, moment }, now)
}
