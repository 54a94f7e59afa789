import { audienceId, endAccess, grantAccess, may } from '#platform/access'
import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { tellActor } from '#platform/notices'
import { whyForm } from '../forms/case.ts'
import { lookForm, transferAnswerForm, transferForm } from '../forms/delivery.ts'
import { daysAfter } from '../rules/clocks.ts'
import {
  attendanceWords,
  type FollowUp,
  followUpOn,
  followUpsOwed,
  harmWords,
  type Look,
  safetyWords,
  type Transfer,
  transferWords,
  waitingTransfer,
} from '../rules/delivery.ts'
import { count } from '../store/counts.ts'
import { addLook, addTransfer, answerTransfer, looksOf, newestOutcomes, transfersOf } from '../store/delivery.ts'
import type { Case } from '../store/files.ts'
import { progressOf } from '../store/progress.ts'
import { giveLead, joinAsAsked } from '../store/team.ts'
import {
  candidates,
  caseIn,
  choiceOf,
  dayIn,
  nameOf,
  partPage,
  reading,
  todayIn,
  todayOf,
  workedCase,
  working,
  works,
} from './shared.ts'

export const deliveryPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/looks', handle: looks },
  { ...working, method: 'get', path: '/cases/:id/looks/new', handle: visit => lookPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/looks/new', handle: keepLook },
  { ...working, method: 'get', path: '/cases/:id/transfer', handle: visit => transferPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/transfer', handle: askTransfer },
  { ...working, method: 'post', path: '/cases/:id/transfer/answer', handle: answer },
  { ...working, method: 'post', path: '/cases/:id/transfer/withdraw', handle: withdraw },
]

async function owedOf(visit: Visit, it: Case, made: readonly Look[]): Promise<FollowUp[]> {
  const closed = (await progressOf(visit.tx, [it])).get(it.id)?.state === 'closed'
  return followUpsOwed(closed, (await newestOutcomes(visit.tx, [it.id])).get(it.id), made, todayOf(visit))
}

function shownLook(it: Look) {
  return {
    ...it,
    occasion: it.months === null ? 'At another time' : `${it.months} months after help ended`,
    harmWords: it.harm === '' ? '' : harmWords[it.harm],
    attendanceWords: it.attendance === '' ? '' : attendanceWords[it.attendance],
  }
}

async function looks(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const made = await looksOf(visit.tx, [it.id])
  const owed = await owedOf(visit, it, made)
  const data = {
    title: `How they are: ${nameOf(it)}`,
    list: made.map(shownLook),
    owed,
    works: await works(visit, it.id),
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
  await addLook(tx, it.id, parsed.value, now)
  if (parsed.value.months !== null) await countFollowUp(visit, parsed.value)
  return redirect(`/cases/${it.id}/looks`, 'It is written down.')
}

async function countFollowUp(visit: Visit, { reached, harm }: Pick<Look, 'reached' | 'harm'>): Promise<void> {
  await count(visit.tx, reached === 'yes' ? 'follow-up reached' : 'follow-up not reached', todayOf(visit))
  if (harm === 'none') await count(visit.tx, 'follow-up without harm', todayOf(visit))
}

async function transferPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const all = await transfersOf(visit.tx, it.id)
  const waiting = waitingTransfer(all)
  const lead = (await progressOf(visit.tx, [it])).get(it.id)?.lead
  const able = (await candidates(visit.tx)).filter(({ id, leads }) => leads && id !== lead)
  const answers = errors.length > 0 ? visit.body : dayIn(daysAfter(todayOf(visit), 5), 'by')
  return partPage(
    visit,
    it,
    'transfer',
    {
      title: `Hand over: ${nameOf(it)}`,
      list: all.map(each => ({ ...each, answerWords: transferWords[each.answer ?? 'asked'] })),
      waiting,
      mine: waiting?.member === visit.actor.id,
      manages: await may(visit.tx, 'manage', it.id),
      choices: able.map(choiceOf),
      answers,
    },
    errors,
  )
}

/**
 * Whoever is asked works on the case from now on, so that they know what they say yes to and can take it up, and reads the person’s own
 * record only after a yes. Until then the lead stays the lead, and can take the question back.
 */
async function askTransfer(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  if (!(await may(tx, 'manage', it.id))) throw new NotAllowed('Only whoever leads the case hands it over.')
  if (waitingTransfer(await transfersOf(tx, it.id)) !== undefined)
    throw new Conflict('Somebody is asked already, and has not answered.')
  const lead = (await progressOf(tx, [it])).get(it.id)?.lead
  const able = (await candidates(tx)).filter(({ id, leads }) => leads && id !== lead).map(({ id }) => id)
  const parsed = parseForm(transferForm(able, todayOf(visit)), visit.body)
  if (!parsed.ok) return transferPage(visit, parsed.errors)
  const { member } = parsed.value
  const audience = audienceId('person', member)
  const why = 'Is asked to take the case over'
  if (member !== visit.actor.id)
    await grantAccess(tx, { audience, record: it.id, level: 'manage', purpose: 'case', why })
  await addTransfer(tx, it.id, parsed.value, now)
  await tellActor(tx, { actor: member, kind: 'case offered', record: it.id }, now)
  return redirect(`/cases/${it.id}/transfer`, 'They are asked. You lead the case until they say yes.')
}

async function answer(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const it = await workedCase(visit)
  const waiting = waitingTransfer(await transfersOf(tx, it.id))
  if (waiting === undefined || waiting.member !== actor.id) throw new NotFound()
  const parsed = parseForm(transferAnswerForm, visit.body)
  if (!parsed.ok) return transferPage(visit, parsed.errors)
  await answerTransfer(tx, waiting, parsed.value, now)
  await tellActor(tx, { actor: waiting.asked_by, kind: 'case answered', record: it.id }, now)
  return parsed.value.answer === 'accepted'
    ? takeOver(visit, it, waiting, parsed.value.why)
    : decline(visit, it, waiting)
}

async function takeOver({ tx, actor, now }: Visit, it: Case, { asked_by }: Transfer, why: string): Promise<Answer> {
  const { lead, members } = (await progressOf(tx, [it])).get(it.id) ?? { lead: undefined, members: [] }
  if (!members.some(({ id }) => id === actor.id)) await joinAsAsked(tx, it.id, { member: actor.id, why }, now)
  const before = lead === it.opened_by ? undefined : (lead ?? asked_by)
  await giveLead(tx, it.id, { member: actor.id, why, actor: actor.id, before }, now)
  return redirect(`/cases/${it.id}`, 'You lead the case from now on.')
}

/** Whether somebody keeps the case who does not take it over. */
async function stays({ tx }: Visit, it: Case, { member, asked_by }: Transfer): Promise<boolean> {
  const members = (await progressOf(tx, [it])).get(it.id)?.members ?? []
  return members.some(({ id }) => id === member) || it.opened_by === member || asked_by === member
}

async function decline(visit: Visit, it: Case, waiting: Transfer): Promise<Answer> {
  const keeps = await stays(visit, it, waiting)
  if (!keeps) await endAccess(visit.tx, audienceId('person', waiting.member), it.id, it.id)
  return redirect(keeps ? `/cases/${it.id}` : '/cases', 'You said no. Whoever asked you still leads the case.')
}

/** Whoever manages the case no longer waits for an answer: what was opened for the question closes. */
async function withdraw(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const it = await workedCase(visit)
  const waiting = waitingTransfer(await transfersOf(tx, it.id))
  if (waiting === undefined || waiting.member === actor.id || !(await may(tx, 'manage', it.id))) throw new NotFound()
  const parsed = parseForm(whyForm, visit.body)
  if (!parsed.ok) return transferPage(visit, parsed.errors)
  await answerTransfer(tx, waiting, { answer: 'withdrawn', why: parsed.value.why }, now)
  if (!(await stays(visit, it, waiting))) await endAccess(tx, audienceId('person', waiting.member), it.id, it.id)
  return redirect(`/cases/${it.id}/transfer`, 'You took the question back. You can ask somebody else.')
}
