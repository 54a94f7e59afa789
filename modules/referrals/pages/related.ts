import { ukDay } from '#platform/clock'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { otherForm } from '../forms/sorting.ts'
import { listed, shownOf } from '../reading.ts'
import { decisionsIn, outcomeOf, stateOf, stateWords } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { loadReferral, type Referral } from '../store/referrals.ts'
import { referralsCalled, relatedTo } from '../store/related.ts'
import { type Content, contentsOf, eventsOf } from '../store/triage.ts'
import { holdReferrals } from '../store/work.ts'

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

/** Holds this referral and the other one that the form names, both at once: two that are closed as the same do not close each other. */
export async function holdWithOther({ tx, params, body }: Visit): Promise<void> {
  const { other, otherTyped } = otherForm.parse(body)
  const named = [params['id'] ?? '', other, ...(otherTyped === '' ? [] : await referralsCalled(tx, otherTyped))]
  await holdReferrals(tx, named.filter(isUuid))
}

/** The referral that this one is the same as, and how that one stands: one that somebody acts on, or has decided about for itself. */
export async function sameReferral(
  visit: Visit,
  referral: Referral,
  chosen: Chosen,
): Promise<{ readonly id: string; readonly stands: string } | { readonly problem: string }> {
  const found = await otherReferral(visit, referral, chosen)
  if ('problem' in found) return found
  const events = await eventsOf(visit.tx, found.id)
  const [name, state] = [`Referral ${referenceOf(found.id)}`, stateOf(events)]
  if (state === 'withdrawn')
    return { problem: `${name} was withdrawn, so nobody acts on it. Decide about this one by itself` }
  if (state !== 'closed' || outcomeOf(events) !== 'duplicate')
    return { id: found.id, stands: `${name}: ${stateWords[state].toLowerCase()}.` }
  const last = decisionsIn(events).at(-1)?.event.id
  const same = events.find(({ id }) => id === last)?.other ?? undefined
  if (same === referral.id) return { problem: `${name} is closed as the same as this one, so this one stays open` }
  const which = same === undefined ? 'another' : `referral ${referenceOf(same)}`
  return { problem: `${name} is itself closed as the same as ${which}. Choose that one` }
}
