import { kindFromPath, subjectPath } from '#modules/actions'
import { ukDay } from '#platform/clock'
import { Conflict, NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { itemForMeetingForm, itemForm } from '../forms.ts'
import { planned } from '../placing.ts'
import { isOpen, meetingState } from '../rules/meeting.ts'
import { addItem, type Subject } from '../store/items.ts'
import { type Meeting, meetings } from '../store/meetings.ts'
import { namedIn, plainSubject, subjectOf } from '../subjects.ts'
import { type Errors, heldMeeting, meetingIn, purpose, statusOf } from './shared.ts'

export const addingPages: readonly Page[] = [
  { method: 'get', path: '/meetings/:id/items/new', purpose, handle: visit => newPage(visit, []) },
  { method: 'post', path: '/meetings/:id/items/new', purpose, handle: addPlain },
  { method: 'get', path: '/meetings/propose/:kind/:id', purpose, handle: visit => proposePage(visit, []) },
  { method: 'post', path: '/meetings/propose/:kind/:id', purpose, handle: propose },
]

async function newPage(visit: Visit, errors: Errors): Promise<Answer> {
  const { meeting, group } = await meetingIn(visit)
  const data = {
    title: 'Add something to the agenda',
    back: { href: `/meetings/${meeting.id}`, text: group.name },
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('meetings/views/item-new.njk', data, statusOf(errors))
}

async function addPlain(visit: Visit): Promise<Answer> {
  const { meeting, group } = await meetingIn(visit)
  if (!isOpen(meetingState(meeting.events))) throw new Conflict('Nothing can be added to this meeting any more.')
  const parsed = parseForm(itemForm, visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const item = { ...plainSubject, ...parsed.value, meeting: meeting.id, group: group.key, source: 'by hand' } as const
  await addItem(visit.tx, item, visit.now)
  return redirect(`/meetings/${meeting.id}`, 'It is on the agenda.')
}

/** The record in the address, which the present actor must be able to read, and the meetings that could talk about it. */
async function proposed(visit: Visit): Promise<{ subject: Subject; kind: string; choices: Meeting[] }> {
  const [kind, id] = [kindFromPath(visit.params['kind']), visit.params['id'] ?? '']
  const subject = kind === undefined || !isUuid(id) ? undefined : await subjectOf(visit.tx, kind, id)
  if (kind === undefined || subject === undefined) throw new NotFound()
  return { subject, kind, choices: planned(await meetings(visit.tx), ukDay(visit.now)) }
}

async function proposePage(visit: Visit, errors: Errors): Promise<Answer> {
  const { subject, kind, choices } = await proposed(visit)
  const data = {
    title: 'Put it on a group’s agenda',
    back: { href: subjectPath(kind, subject.subject ?? ''), text: 'Back' },
    kind,
    aboutPeople: subject.aboutPeople,
    choices,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('meetings/views/propose.njk', data, statusOf(errors))
}

async function propose(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { subject } = await proposed(visit)
  const parsed = parseForm(itemForMeetingForm, visit.body)
  if (!parsed.ok) return proposePage(visit, parsed.errors)
  const { title, why } = parsed.value
  const named = await namedIn(tx, subject.person, { title, why })
  if (named.length > 0) return proposePage(visit, named)
  const { meeting, group } = await heldMeeting(visit, parsed.value.meeting)
  await addItem(tx, { ...subject, title, why, meeting: meeting.id, group: group.key, source: 'by hand' }, now)
  return redirect(`/meetings/${meeting.id}`, 'It is on the agenda.')
}
