import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { longTime } from '#platform/views'
import { referralsCollection } from '../collections.ts'
import { canBeReached, type Going, goesNoMore, goingDue, goingSaid, whyNobodyGoes } from '../rules/going.ts'
import { stateOf } from '../rules/states.ts'
import { goingOf, openGoings } from '../store/going.ts'
import type { Referral } from '../store/referrals.ts'
import type { Content } from '../store/triage.ts'
import { together } from './happened.ts'

/** How the page of a referral tells of who goes; `ask` where somebody can be reached now and nobody is named. */
export async function goingShown(tx: Transaction, referral: Referral, content: Content, sorts: boolean) {
  const going = await goingOf(tx, referral.id)
  const href = `/referrals/${referral.id}/moment`
  if (going !== undefined) return { href, text: inWords(going), action: 'Who goes to them', ask: false }
  if (!sorts || goesNoMore(stateOf(referral.events)) || referral.about === 'place') return undefined
  if (!canBeReached(content)) return { href, text: '', action: 'Send somebody to them now', ask: false }
  const text = together('They can be reached now, and nobody is named who goes', whyNobodyGoes(referral.events) ?? '')
  return { href, text, action: 'Send somebody to them now', ask: true }
}

const inWords = (going: Going): string =>
  `${goingSaid(going) ?? `${going.goer_name ?? 'Somebody who left'} goes, by ${longTime(goingDue(going))}`}.`

/** To whom one is to go; and for whoever sorts, whose time has passed with no answer. The first page names nobody who is helped. */
export async function goingTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!who.roles.some(role => role === 'practitioner' || role === 'coordinator')) return []
  const sorts = who.roles.includes('coordinator') && (await may(tx, 'write', referralsCollection))
  return (await openGoings(tx)).flatMap(going => {
    const due = goingDue(going)
    const task = { href: `/referrals/${going.referral}/moment`, due: ukDay(due) }
    if (going.goer === who.id)
      return [
        {
          ...task,
          text: 'Go: somebody who was referred can be reached now',
          detail: `By ${longTime(due)}. Say afterwards whether you reached them, or why not.`,
        },
      ]
    if (!sorts || due >= now) return []
    return [
      {
        ...task,
        text: 'Nobody has said whether they went: somebody who was referred could be reached',
        detail: `${going.goer_name ?? 'Somebody'} was to go. Ask them, or send somebody else.`,
      },
    ]
  })
}
