import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'
import { listed, shownOf } from '../reading.ts'
import { stateWords } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { loadReferral, type Referral } from '../store/referrals.ts'
import { referralsCalled, relatedTo } from '../store/related.ts'
import { type Content, contentsOf } from '../store/triage.ts'

/** Other referrals about the same person, group or place, with how each stands. */
export async function relatedRows({ tx }: Visit, referral: Referral, content: Content) {
  const ids = await relatedTo(tx, referral, content)
  const found = await listed(
    tx,
    ids.map(id => ({ referral: id })),
  )
  return found.map(({ referral: it, content: told }) => {
    const { id, title, state } = shownOf(it, told)
    return { id, title, state: stateWords[state], made: ukDay(it.made_at) }
  })
}

/** What somebody chose from that list, or typed: one referral, or what to say instead. */
type Chosen = { readonly chosen: string; readonly typed: string }

/** Another referral than this one: of the list, or by its reference or id. A sentence where it is none, or one of two. */
export async function otherReferral(
  { tx }: Visit,
  referral: Referral,
  { chosen, typed }: Chosen,
): Promise<{ readonly id: string } | { readonly problem: string }> {
  if (typed === '') {
    const content = (await contentsOf(tx, [referral.id])).get(referral.id)
    const related = await relatedTo(tx, referral, content)
    return related.includes(chosen) ? { id: chosen } : { problem: 'Choose the other referral, or enter its reference' }
  }
  const found = (await referralsCalled(tx, typed)).filter(id => id !== referral.id)
  const [id] = found
  if (id === undefined || (await loadReferral(tx, id)) === undefined)
    return { problem: `No other referral has the reference ${referenceOf(typed)}` }
  return found.length === 1
    ? { id }
    : { problem: `More than one referral has the reference ${referenceOf(typed)}: enter the address of its page` }
}
