// Handing a case over: whoever is asked reads it, and leads it only when they have said yes.
import { may } from '#platform/access'
import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { tellActor } from '#platform/notices'
import { whyForm } from '../forms/case.ts'
import { transferAnswerForm, transferForm } from '../forms/delivery.ts'
import { daysAfter } from '../rules/clocks.ts'
import { type Transfer, transferWords, waitingTransfer } from '../rules/delivery.ts'
import { answerTransfer, transfersOf } from '../store/delivery.ts'
import type { Case } from '../store/files.ts'
import { askToTake, closeQuestion, giveUp, keepersOf, takeLead } from '../store/handing-over.ts'
import { type Progress, progressOf } from '../store/progress.ts'
import { candidates, caseIn, choiceOf, dayIn, nameOf, partPage, todayOf, workedCase, working, works } from './shared.ts'

export const transferPages: readonly Page[] = [
  { ...working, method: 'get', path: '/cases/:id/transfer', handle: visit => transferPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/transfer', handle: ask },
  { ...working, method: 'post', path: '/cases/:id/transfer/answer', handle: answer },
  { ...working, method: 'post', path: '/cases/:id/transfer/withdraw', handle: withdraw },
]

const progressIn = async ({ tx }: Visit, it: Case): Promise<Progress | undefined> =>
  (await progressOf(tx, [it])).get(it.id)

/** Who could lead the case from now on: whoever works on cases, save whoever leads this one. */
async function ableToLead({ tx }: Visit, lead: string | undefined) {
  return (await candidates(tx)).filter(({ id, leads }) => leads && id !== lead)
}

async function transferPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, actor } = visit
  const it = await caseIn(visit)
  const all = await transfersOf(tx, it.id)
  const waiting = waitingTransfer(all)
  const mine = waiting?.member === actor.id
  if (!mine && !(await works(visit, it.id))) throw new NotAllowed('You may read this case, and not change it.')
  const lead = (await progressIn(visit, it))?.lead
  const answers = errors.length > 0 ? visit.body : dayIn(daysAfter(todayOf(visit), 5), 'by')
  return partPage(
    visit,
    it,
    'transfer',
    {
      title: `Hand over: ${nameOf(it)}`,
      list: all.map(each => ({ ...each, answerWords: transferWords[each.answer ?? 'asked'] })),
      ...{ waiting, mine, answers, own: lead !== actor.id },
      keepers: lead === undefined ? await keepersOf(tx, it.id) : undefined,
      manages: await may(tx, 'manage', it.id),
      choices: (await ableToLead(visit, lead)).map(choiceOf),
    },
    errors,
  )
}

/** Until they say yes, the lead stays the lead. Whoever decides about the case can take it over themselves, at once. */
async function ask(visit: Visit): Promise<Answer> {
  const { tx, now, actor } = visit
  const it = await workedCase(visit)
  if (!(await may(tx, 'manage', it.id))) throw new NotAllowed('Only whoever leads the case hands it over.')
  if (waitingTransfer(await transfersOf(tx, it.id)) !== undefined)
    throw new Conflict('Somebody is asked already, and has not answered.')
  const able = await ableToLead(visit, (await progressIn(visit, it))?.lead)
  const parsed = parseForm(
    transferForm(
      able.map(({ id }) => id),
      todayOf(visit),
    ),
    visit.body,
  )
  if (!parsed.ok) return transferPage(visit, parsed.errors)
  await askToTake(tx, it.id, parsed.value, actor.id, now)
  if (parsed.value.member !== actor.id)
    return redirect(`/cases/${it.id}/transfer`, 'They are asked. Nothing else changes until they say yes.')
  const own = waitingTransfer(await transfersOf(tx, it.id))
  if (own === undefined) throw new Error('What was just asked waits for an answer.')
  return accept(visit, it, own, parsed.value.why)
}

async function answer(visit: Visit): Promise<Answer> {
  const { tx, actor } = visit
  const it = await caseIn(visit)
  const waiting = waitingTransfer(await transfersOf(tx, it.id))
  if (waiting === undefined || waiting.member !== actor.id) throw new NotFound()
  const parsed = parseForm(transferAnswerForm, visit.body)
  if (!parsed.ok) return transferPage(visit, parsed.errors)
  return parsed.value.answer === 'accepted'
    ? accept(visit, it, waiting, parsed.value.why)
    : decline(visit, it, waiting, parsed.value.why)
}

async function accept(visit: Visit, it: Case, waiting: Transfer, why: string): Promise<Answer> {
  const { tx, now } = visit
  const { lead, members } = (await progressIn(visit, it)) ?? { lead: undefined, members: [] }
  await answerTransfer(tx, waiting, { answer: 'accepted', why }, now)
  await takeLead(tx, it, { waiting, why, lead, joined: members.some(({ id }) => id === waiting.member) }, now)
  for (const told of [waiting.asked_by, ...(lead === undefined ? [] : [lead])])
    await tellActor(tx, { actor: told, kind: 'case answered', record: it.id }, now)
  return redirect(`/cases/${it.id}`, 'You lead the case from now on.')
}

/** Whether somebody keeps the case who does not take it over. */
async function stays(visit: Visit, it: Case, { member }: Transfer): Promise<boolean> {
  const members = (await progressIn(visit, it))?.members ?? []
  return members.some(({ id }) => id === member) || it.opened_by === member
}

async function decline(visit: Visit, it: Case, waiting: Transfer, why: string): Promise<Answer> {
  const { tx, now } = visit
  await answerTransfer(tx, waiting, { answer: 'declined', why }, now)
  await tellActor(tx, { actor: waiting.asked_by, kind: 'case answered', record: it.id }, now)
  const keeps = await stays(visit, it, waiting)
  await giveUp(tx, it.id, keeps)
  return redirect(keeps ? `/cases/${it.id}` : '/cases', 'You said no. Whoever had the case keeps it.')
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
  await closeQuestion(tx, it.id, waiting.member, await stays(visit, it, waiting))
  return redirect(`/cases/${it.id}/transfer`, 'You took the question back. You can ask somebody else.')
}
