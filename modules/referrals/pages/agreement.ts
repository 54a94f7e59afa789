import { ukDay } from '#platform/clock'
import { withDays } from '#platform/days'
import { parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { longDate } from '#platform/views'
import { agreementForm } from '../forms/agreement.ts'
import { agreementsNow } from '../rules/basis.ts'
import { stateOf } from '../rules/states.ts'
import { wordsFor } from '../rules/words.ts'
import { addEvent, type NewEvent } from '../store/referrals.ts'
import { together } from './happened.ts'
import { referralPage } from './referral.ts'
import { heldReferral, purpose, sorters } from './shared.ts'

/** Their agreement is taken back or given, or the law allows it for another reason, after it was told and after it was decided. */
export const agreementPages: readonly Page[] = [
  { method: 'post', path: '/referrals/:id/agreement', purpose, roles: sorters, handle: change },
]

type Changed = {
  readonly agreementNow: keyof typeof agreementsNow | ''
  readonly basisNow: string
  readonly saidBy: string
  readonly saidOn: string
  readonly changedWhy: string
}

/** What was told before stays: each change is a note of its own. */
function notesOf({ agreementNow, basisNow, saidBy, saidOn, changedWhy }: Changed): NewEvent[] {
  const rest = [`As ${saidBy} said on ${longDate(saidOn)}`, changedWhy]
  const note = (what: string, reason: string, words: string): NewEvent[] =>
    reason === '' ? [] : [{ event: 'noted', what, reason, why: together(words, ...rest) }]
  const agreement = agreementNow === '' ? '' : agreementsNow[agreementNow]
  return [
    ...note('agreement', agreementNow, `Their agreement now: ${agreement}`),
    ...note('basis', basisNow, `Why the law allows it: ${wordsFor('basis', basisNow)}`),
  ]
}

async function change(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await heldReferral(visit)
  if (referral.about === 'place') return redirect(`/referrals/${referral.id}`, 'Nobody agrees for a place.')
  const parsed = parseForm(agreementForm(ukDay(now)), withDays(visit.body, 'saidOn'))
  if (!parsed.ok) return referralPage(visit, parsed)
  for (const note of notesOf(parsed.value)) await addEvent(tx, referral.id, note, actor.id, now)
  let told = 0
  for (const { agreementChanged } of visit.modules) told += (await agreementChanged?.(tx, referral.id, now)) ?? 0
  return redirect(`/referrals/${referral.id}`, noticeOf(stateOf(referral.events) === 'being helped', told))
}

function noticeOf(helped: boolean, told: number): string {
  if (told > 0) return 'It was written down. Whoever leads the case was told to ring you.'
  return helped
    ? 'It was written down. Nobody else was told. If you do not lead the case, ring whoever does.'
    : 'It was written down.'
}
