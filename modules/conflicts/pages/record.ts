// What is added to a conflict: what happened, that it is calm, that it is closed, that an event was wrong.
import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import { boxesOf, withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { calmForm, eventForm, reasonForm } from '../forms.ts'
import { daysLater, standing } from '../rules.ts'
import { addEvent, type Conflict } from '../store/conflicts.ts'
import { endRequests } from '../store/requests.ts'
import { words } from '../words.ts'
import { found, type Option, stageOptions, stageWords, titleOf, unknownGroup } from './shared.ts'

const optionsOf = (list: Readonly<Record<string, string>>): Option[] =>
  Object.entries(list).map(([value, text]) => ({ value, text }))

export function directionOptions({ first, second }: Pick<Conflict, 'first' | 'second'>): Option[] {
  const other = second?.name ?? unknownGroup
  return [
    { value: 'first-on-second', text: `${first.name} on ${other}` },
    { value: 'second-on-first', text: `${other} on ${first.name}` },
    { value: 'unknown', text: 'Not known' },
  ]
}

function backTo(conflict: Conflict) {
  return { back: { href: `/conflicts/${conflict.id}`, text: titleOf(conflict) }, conflict }
}

export async function showEvent(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  const kinds = (await content(visit.tx, 'kinds')).map(({ id, name }) => ({ value: id, text: name }))
  return view(
    'conflicts/views/event.njk',
    {
      title: 'Add what happened',
      ...backTo(conflict),
      directions: directionOptions(conflict),
      stages: stageOptions,
      kinds,
      provenances: optionsOf(words.provenance),
      reliabilities: optionsOf(words.reliability),
      knowledges: optionsOf(words.knowledge),
      answers: errors.length > 0 ? visit.body : boxesOf('on', ukDay(visit.now)),
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

export async function addHappened(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const parsed = parseForm(eventForm(ukDay(visit.now)), withDays(visit.body, 'on'))
  if (!parsed.ok) return showEvent(visit, parsed.errors)
  const { on, direction, stage, violence, provenance, ...narrative } = parsed.value
  const event = {
    on,
    direction,
    stage,
    provenance,
    violence: violence === '' ? null : violence,
    report: null,
    narrative,
  }
  await addEvent(visit.tx, conflict.id, { kind: 'happened', ...event }, visit.actor.id, visit.now)
  return redirect(`/conflicts/${conflict.id}`, 'It was added.')
}

export async function showCalm(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  const data = {
    title: 'Record that it is calm',
    ...backTo(conflict),
    answers: errors.length > 0 ? visit.body : boxesOf('review', daysLater(ukDay(visit.now), 28)),
    errors: formErrors(errors),
  }
  return view('conflicts/views/calm.njk', data, errors.length > 0 ? 422 : 200)
}

export async function calm(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const today = ukDay(visit.now)
  const parsed = parseForm(calmForm(today), withDays(visit.body, 'review'))
  if (!parsed.ok) return showCalm(visit, parsed.errors)
  const { why, review } = parsed.value
  const event = { kind: 'calm', on: today, reviewOn: review, narrative: reasonOf(why) } as const
  await addEvent(visit.tx, conflict.id, event, visit.actor.id, visit.now)
  await endRequests(visit.tx, conflict.id, 'It is calm', visit.now)
  return redirect(`/conflicts/${conflict.id}`, 'The conflict is calm. You can close the reports that it rests on.')
}

export async function showClose(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  return reasonPage(visit, errors, {
    back: backTo(conflict).back,
    title: 'Close this conflict',
    hint: 'What shows that it is over. If something happens later, it opens again.',
    button: 'Close it',
    action: `/conflicts/${conflict.id}/close`,
  })
}

export async function close(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const parsed = parseForm(reasonForm, visit.body)
  if (!parsed.ok) return showClose(visit, parsed.errors)
  const event = { kind: 'closed', on: ukDay(visit.now), narrative: reasonOf(parsed.value.why) } as const
  await addEvent(visit.tx, conflict.id, event, visit.actor.id, visit.now)
  await endRequests(visit.tx, conflict.id, 'It is closed', visit.now)
  return redirect(`/conflicts/${conflict.id}`, 'The conflict is closed.')
}

export async function showTakeBack(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  const event = eventNamed(visit, conflict)
  const what = event.stage === null ? 'what was decided' : `“${stageWords(event.stage)}”`
  return reasonPage(visit, errors, {
    back: backTo(conflict).back,
    title: 'Take an event back',
    hint: `It stays on file, crossed out, and ${what} counts no more. Say what was wrong.`,
    button: 'Take it back',
    action: `/conflicts/${conflict.id}/events/${event.id}/take-back`,
  })
}

export async function takeBack(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const event = eventNamed(visit, conflict)
  const parsed = parseForm(reasonForm, visit.body)
  if (!parsed.ok) return showTakeBack(visit, parsed.errors)
  const narrative = reasonOf(parsed.value.why)
  const taken = { kind: 'taken-back', on: ukDay(visit.now), refers: event.id, narrative } as const
  await addEvent(visit.tx, conflict.id, taken, visit.actor.id, visit.now)
  return redirect(`/conflicts/${conflict.id}`, 'The event was taken back.')
}

function eventNamed({ params }: Visit, { events }: Conflict) {
  const id = params['event'] ?? ''
  const event = isUuid(id) ? standing(events).find(it => it.id === id) : undefined
  if (event === undefined) throw new NotFound()
  return event
}

const reasonOf = (what: string) => ({ what, source: '', reliability: null, knowledge: null })

type ReasonPage = {
  readonly title: string
  readonly back: { readonly href: string; readonly text: string }
  readonly hint: string
  readonly button: string
  readonly action: string
}

/** A page that asks for one reason. */
export function reasonPage(visit: Visit, errors: readonly FieldError[], page: ReasonPage): Answer {
  const data = { ...page, answers: visit.body, errors: formErrors(errors) }
  return view('conflicts/views/reason.njk', data, errors.length > 0 ? 422 : 200)
}
