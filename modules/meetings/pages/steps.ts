import { ukDay } from '#platform/clock'
import { Conflict, NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { answerForm } from '../forms.ts'
import { nextMeeting, placeWaiting } from '../placing.ts'
import { stepState } from '../rules/steps.ts'
import { myGroup } from '../store/groups.ts'
import { answerStep, type Step, stepById } from '../store/steps.ts'
import { stepStates } from '../words.ts'
import { type Errors, marking, mine, mustRun, purpose, statusOf } from './shared.ts'

export const stepPages: readonly Page[] = [
  { method: 'get', path: '/meetings/steps/:id', purpose, handle: visit => stepPage(visit, []) },
  { method: 'post', path: '/meetings/steps/:id', purpose, handle: answer },
]

async function stepIn({ tx, params }: Visit): Promise<Step> {
  const id = params['id'] ?? ''
  const step = isUuid(id) ? await stepById(tx, id) : undefined
  if (step === undefined) throw new NotFound()
  return step
}

async function stepPage(visit: Visit, errors: Errors): Promise<Answer> {
  const step = await stepIn(visit)
  await record(visit.tx, { action: 'read', kind: 'group step', subject: step.id })
  const receiving = await myGroup(visit.tx, step.to_group)
  const state = stepState(step.answer ?? undefined)
  const data = {
    title: step.title,
    marking,
    back: { href: '/meetings', text: 'Meetings' },
    step,
    state: stepStates[state],
    answers: visit.body,
    mayAnswer: state === 'waiting' && receiving?.runs === true,
    mayOpenItem: (await myGroup(visit.tx, step.from_group)) !== undefined,
    errors: formErrors(errors),
  }
  return view('meetings/views/step.njk', data, statusOf(errors))
}

async function answer(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const step = await stepIn(visit)
  const group = mine(await myGroup(tx, step.to_group))
  mustRun(group)
  if (step.answer !== null) throw new Conflict('The group has answered already.')
  const parsed = parseForm(answerForm, visit.body)
  if (!parsed.ok) return stepPage(visit, parsed.errors)
  const accepted = parsed.value.answer === 'accept'
  await answerStep(tx, step.id, { accepted, why: parsed.value.why }, now)
  if (!accepted)
    return redirect(`/meetings/steps/${step.id}`, `The ${step.from_name} reads that it was refused, and why.`)
  const next = await nextMeeting(tx, group.key, ukDay(now))
  if (next === undefined)
    return redirect(
      `/meetings/steps/${step.id}`,
      'It was accepted. It comes onto the agenda when the next meeting is planned.',
    )
  await placeWaiting(tx, next, now)
  return redirect(`/meetings/${next.id}`, 'It was accepted, and is on the agenda of this meeting.')
}
