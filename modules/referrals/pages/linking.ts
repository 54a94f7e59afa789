import { colleagues } from '#modules/agencies'
import { audienceId } from '#platform/access'
import { parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { belongingTo } from '#platform/members'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { assignForm, releaseForm, repeatForm } from '../forms/sorting.ts'
import { heardOf, stateOf } from '../rules/states.ts'
import { addEvent } from '../store/referrals.ts'
import { referralPage } from './referral.ts'
import { otherReferral } from './related.ts'
import { sharedAbout } from './release.ts'
import { rungPages } from './rung.ts'
import { heldReferral, purpose, referralIn, sorters } from './shared.ts'

const common = { method: 'post', purpose, roles: sorters } as const

/** What ties a referral to somebody or something else: who sorts it, an earlier one, and what whoever asked may be told. */
export const linkingPages: readonly Page[] = [
  { ...common, path: '/referrals/:id/assign', handle: assign },
  { ...common, path: '/referrals/:id/repeat', handle: repeat },
  { ...common, path: '/referrals/:id/release', handle: release },
  ...rungPages,
]

/** Says who sorts it: oneself, a colleague who sorts too, or nobody. */
async function assign(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const parsed = parseForm(assignForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const { sorter } = parsed.value
  const found = (await colleagues(visit.tx)).find(({ id }) => id === sorter)
  const sorting = await belongingTo(visit.tx, audienceId('role', 'coordinator'), sorter === '' ? [] : [sorter])
  if (sorter !== '' && !(found !== undefined && sorting.has(sorter)))
    return referralPage(visit, { errors: [{ field: 'sorter', message: 'Choose somebody who sorts referrals' }] })
  await addEvent(visit.tx, referral.id, { event: 'assigned', what: sorter, why: '' }, visit.actor.id, visit.now)
  return redirect(`/referrals/${referral.id}`, found === undefined ? 'Nobody sorts it now.' : `${found.name} sorts it.`)
}

/** A repeat: something new happened to somebody for whom help was asked before. Each keeps its own history. */
async function repeat(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const parsed = parseForm(repeatForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const { earlier, earlierTyped, repeatWhy } = parsed.value
  const found = await otherReferral(visit, referral, { chosen: earlier, typed: earlierTyped })
  if ('problem' in found) return referralPage(visit, { errors: [{ field: 'earlierTyped', message: found.problem }] })
  const event = { event: 'repeat', what: '', why: repeatWhy, other: found.id } as const
  await addEvent(visit.tx, referral.id, event, visit.actor.id, visit.now)
  return redirect(`/referrals/${referral.id}`, 'It is marked as a repeat.')
}

/**
 * Tells whoever asked what was decided: only what a decision to share has opened. Who has an account reads it; who has none is rung, and
 * this writes down what they were told, by whom and when.
 */
async function release(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await heldReferral(visit)
  const parsed = parseForm(releaseForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const { disclosure, told } = parsed.value
  const found = (await sharedAbout(visit, referral)).some(({ id }) => id === disclosure)
  if (!found || heardOf(stateOf(referral.events)) !== 'closed')
    return referralPage(visit, { errors: [{ field: 'disclosure', message: 'Choose the decision to share' }] })
  await addEvent(tx, referral.id, { event: 'released', what: disclosure, why: told }, actor.id, now)
  await record(tx, { action: 'disclose', kind: 'referral', subject: referral.id, detail: { disclosure } })
  const notice =
    referral.outside === null ? 'Whoever asked can read it now.' : 'It is written down that you told them, and when.'
  return redirect(`/referrals/${referral.id}`, notice)
}
