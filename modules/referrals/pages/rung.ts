import { parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { callForm } from '../forms/outside.ts'
import { calledBack } from '../rules/work.ts'
import { addEvent } from '../store/referrals.ts'
import { referralPage } from './referral.ts'
import { heldReferral, purpose, sorters } from './shared.ts'

/** An organisation without an account is rung again where nobody answered, for as long as nobody there has said whose it is. */
export const rungPages: readonly Page[] = [
  { method: 'post', purpose, roles: sorters, path: '/referrals/:id/rung', handle: rung },
]

async function rung(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await heldReferral(visit)
  const at = `/referrals/${referral.id}`
  if (calledBack(referral.events)?.what !== 'not-reached') return redirect(at, 'Nobody has to ring them again.')
  const parsed = parseForm(callForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const { call, callWhy: why } = parsed.value
  await addEvent(tx, referral.id, { event: 'called back', what: call, why }, actor.id, now)
  return redirect(at, notices[call])
}

const notices = {
  confirmed: 'It is theirs: that was written down.',
  'not-reached': 'The call was written down. Ring them again.',
  'not-theirs': 'The call was written down. Decide about it anew. If a case is open, ring whoever leads it now.',
} as const
