import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { lookForm } from '../forms/delivery.ts'
import {
  attendanceWords,
  type FollowUp,
  followUpOn,
  followUpsOwed,
  harmWords,
  type Look,
  safetyWords,
} from '../rules/delivery.ts'
import { countedOfFollowUp } from '../rules/outcomes.ts'
import { countEach } from '../store/counts.ts'
import { addLook, looksOf, newestOutcomes } from '../store/delivery.ts'
import type { Case } from '../store/files.ts'
import { outcomesOf } from '../store/outcomes.ts'
import { progressOf } from '../store/progress.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'
import { struckShown } from './struck.ts'

export const deliveryPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/looks', handle: looks },
  { ...working, method: 'get', path: '/cases/:id/looks/new', handle: visit => lookPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/looks/new', handle: keepLook },
]

async function owedOf(visit: Visit, it: Case, made: readonly Look[]): Promise<FollowUp[]> {
  const closed = (await progressOf(visit.tx, [it])).get(it.id)?.state === 'closed'
  return followUpsOwed(closed, (await newestOutcomes(visit.tx, [it.id])).get(it.id), made, todayOf(visit))
}

/** A look as the page shows it. `endings`: those that stand, as a look is the follow-up of no other. */
function shownLook(it: Look, endings: readonly { readonly id: string }[]) {
  const followsUp = it.months !== null && endings.some(({ id }) => id === it.outcome)
  return {
    ...it,
    occasion: followsUp ? `${it.months} months after help ended` : 'At another time',
    harmWords: it.harm === '' ? '' : harmWords[it.harm],
    attendanceWords: it.attendance === '' ? '' : attendanceWords[it.attendance],
  }
}

async function looks(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const made = await looksOf(visit.tx, [it.id])
  const owed = await owedOf(visit, it, made)
  const endings = await outcomesOf(visit.tx, it.id)
  const data = {
    title: `How they are: ${nameOf(it)}`,
    list: made.map(look => shownLook(look, endings)),
    owed,
    works: await works(visit, it.id),
    ...(await struckShown(visit, it.id, 'look')),
  }
  return partPage(visit, it, 'looks', data)
}

/** The follow-ups that are still owed. Which of them a look is follows from its day. */
async function looksOwed(visit: Visit, it: Case): Promise<FollowUp[]> {
  return owedOf(visit, it, await looksOf(visit.tx, [it.id]))
}

async function lookPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const followUp = followUpOn(todayOf(visit), await looksOwed(visit, it))
  const title = followUp === undefined ? 'How are they now?' : `How are they, ${followUp.months} months on?`
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  const data = { title: `${title} ${nameOf(it)}`, followUp, harmWords, attendanceWords, safetyWords, answers }
  return partPage(visit, it, 'look-new', data, errors)
}

async function keepLook(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const parsed = parseForm(lookForm(todayOf(visit), await looksOwed(visit, it)), visit.body)
  if (!parsed.ok) return lookPage(visit, parsed.errors)
  const earlier = await looksOf(tx, [it.id])
  const part = await addLook(tx, it.id, parsed.value, now)
  const first = earlier.find(({ safety }) => safety !== null)?.safety ?? undefined
  if (parsed.value.months !== null)
    await countEach(tx, countedOfFollowUp(parsed.value, first), todayOf(visit), { part, file: it.id })
  return redirect(`/cases/${it.id}/looks`, 'It is written down.')
}
