import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { longTime } from '#platform/views'
import { referralsCollection } from '../collections.ts'
import { canBeReached, type Going, goesNoMore, goingDue, goingSaid, whyNobodyGoes } from '../rules/going.ts'
import { notAsked } from '../rules/moments.ts'
import { type State, stateOf, stateWords } from '../rules/states.ts'
import { goingOf, openGoings } from '../store/going.ts'
import type { Referral } from '../store/referrals.ts'
import type { Content } from '../store/triage.ts'
import { statesOf } from '../store/work.ts'
import { together } from './happened.ts'

/** How the page of a referral tells of who goes; `ask` where somebody can be reached now and nobody is named. */
export async function goingShown(tx: Transaction, referral: Referral, content: Content, sorts: boolean) {
  const going = await goingOf(tx, referral.id)
  const href = `/referrals/${referral.id}/moment`
  const over = goesNoMore(stateOf(referral.events))
  if (going !== undefined) return { href, text: inWords(going, over), action: 'Who goes to them', ask: false }
  if (!sorts || over || referral.about === 'place') return undefined
  if (!canBeReached(content)) return { href, text: '', action: 'Send somebody to them now', ask: false }
  const now = content.moment === notAsked ? 'Help is needed today' : 'They can be reached now'
  const text = together(`${now}, and nobody is named who goes`, whyNobodyGoes(referral.events) ?? '')
  return { href, text, action: 'Send somebody to them now', ask: true }
}

function inWords(going: Going, over: boolean): string {
  const goer = going.goer_name ?? 'Somebody who left'
  const goes = over
    ? `${goer} was to go. Nobody has said whether they went`
    : `${goer} goes, by ${longTime(goingDue(going))}`
  return `${goingSaid(going) ?? goes}.`
}

/** To whom one is to go; and for whoever sorts, whose time has passed with no answer. The first page names nobody who is helped. */
export async function goingTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!who.roles.some(role => role === 'practitioner' || role === 'coordinator')) return []
  const sorts = who.roles.includes('coordinator') && (await may(tx, 'write', referralsCollection))
  const goings = await openGoings(tx)
  const states = await statesOf(
    tx,
    goings.map(({ referral }) => referral),
  )
  return goings.flatMap(going => {
    const [due, state] = [goingDue(going), states.get(going.referral) ?? 'waiting']
    const task = { href: `/referrals/${going.referral}/moment`, due: ukDay(due) }
    if (going.goer === who.id) return [{ ...task, ...goerIsTold(state, due) }]
    if (!sorts || due >= now) return []
    const ask = `${going.goer_name ?? 'Somebody'} was to go. Ask them`
    return [
      {
        ...task,
        text: 'Nobody has said whether they went: somebody who was referred could be reached',
        detail: goesNoMore(state) ? `${ask} what happened.` : `${ask}, or send somebody else.`,
      },
    ]
  })
}

/** Whoever goes reads first that it is over: going may put somebody in danger now. */
const goerIsTold = (state: State, due: Date) =>
  goesNoMore(state)
    ? {
        text: 'Read this before you go: something changed about somebody who was referred',
        detail: `It stands now: ${stateWords[state].toLowerCase()}. Read why, and say whether you went.`,
      }
    : {
        text: 'Go: somebody who was referred can be reached now',
        detail: `By ${longTime(due)}. Say afterwards whether you reached them, or why not.`,
      }
