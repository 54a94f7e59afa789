import { actionsOfGroup } from '#modules/actions'
import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { Conflict, NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { attendanceForm, meetingEventForm, meetingForm, offerForm } from '../forms.ts'
import { offersFor } from '../offered.ts'
import { heardFrom, itemState } from '../rules/item.ts'
import { allowedEvents, isOpen, type MeetingEventName, meetingState } from '../rules/meeting.ts'
import { sittingIn } from '../store/groups.ts'
import { addItem, type Item, itemsOf } from '../store/items.ts'
import { addMeetingEvent, attendanceOf, changeMeeting, meetingsOfGroup, noteAttendance } from '../store/meetings.ts'
import { subjectOf } from '../subjects.ts'
import { attendanceWords, itemStates, meetingEventNotices, sourceWords } from '../words.ts'
import { type Errors, type Held, marking, meetingIn, meetingShown, mustRun, purpose, statusOf } from './shared.ts'

const at = '/meetings/:id'

export const meetingPages: readonly Page[] = [
  { method: 'get', path: at, purpose, handle: visit => meetingPage(visit, []) },
  { method: 'post', path: `${at}/offers`, purpose, handle: takeOffer },
  { method: 'post', path: `${at}/events`, purpose, handle: happen },
  { method: 'post', path: `${at}/apologies`, purpose, handle: apologise },
  { method: 'post', path: `${at}/attendance`, purpose, handle: noteWhoCame },
  { method: 'get', path: `${at}/change`, purpose, handle: visit => changePage(visit, []) },
  { method: 'post', path: `${at}/change`, purpose, handle: change },
]

async function meetingPage(visit: Visit, errors: Errors): Promise<Answer> {
  const { tx, now } = visit
  const held = await meetingIn(visit)
  const { meeting, group } = held
  await record(tx, { action: 'read', kind: 'meeting', subject: meeting.id })
  const [items, members] = [await itemsOf(tx, meeting.id), await sittingIn(tx, group.key)]
  const shown = meetingShown(meeting)
  const open = isOpen(shown.state)
  const attended = await attendanceOf(tx, meeting.id)
  return view(
    'meetings/views/meeting.njk',
    {
      title: `${group.name}`,
      marking,
      back: { href: `/meetings/groups/${group.key}`, text: group.name },
      meeting: shown,
      group,
      open,
      items: items.map(item => itemShown(item, members)),
      ...(await offered(visit, group.key, open, items)),
      members: members.map(it => ({ ...it, standing: attended.find(({ account }) => account === it.id)?.standing })),
      attended: attended.map(it => ({ ...it, words: attendanceWords[it.standing] })),
      actions: (await actionsOfGroup(tx, group.key, now)).filter(({ state }) => state !== 'verified'),
      allowed: await allowed(visit, held),
      danger: await dangerOf(visit),
      next: nextStepsFrom(visit, 'meeting', meeting.id),
      answers: visit.body,
      errors: formErrors(errors),
    },
    statusOf(errors),
  )
}

/** What the work itself offers while the agenda is open, and how many more wait than are listed. */
async function offered(visit: Visit, group: string, open: boolean, items: readonly Item[]) {
  const offers = open ? await offersFor(visit, group, items) : []
  return { offers, moreOffers: Math.max(0, ...offers.map(({ more = 0 }) => more)) }
}

function itemShown(item: Item, members: readonly { readonly agency: string }[]) {
  const heard = heardFrom(
    members.map(({ agency }) => agency),
    item.contributions,
  )
  return {
    ...item,
    stateWords: itemStates[itemState(item.decisions)],
    from: sourceWords[item.source],
    heard: heard.filter(it => it.heard !== 'nothing sent').length,
    agencies: heard.length,
  }
}

/** What the pack says to do at once when a child may be suffering harm; nothing where it says nothing. */
async function dangerOf({ tx }: Visit): Promise<string | undefined> {
  const rule = (await content(tx, 'escalationRules')).find(({ to }) => to === 'front_door')
  return rule?.emergency ?? undefined
}

async function allowed({ tx, actor, now }: Visit, { meeting, group }: Held): Promise<MeetingEventName[]> {
  const later = (await meetingsOfGroup(tx, group.key)).some(
    it => it.on_day > meeting.on_day && it.on_day <= ukDay(now) && meetingState(it.events) !== 'cancelled',
  )
  const part = { runs: group.runs, chairs: meeting.chair === actor.id, metSince: later }
  return allowedEvents(meetingState(meeting.events), part)
}

/** Puts something that the work itself offers on the agenda, in the words in which it is offered now. */
async function takeOffer(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { meeting, group } = await meetingIn(visit)
  const parsed = parseForm(offerForm, visit.body)
  const offers = await offersFor(visit, group.key, await itemsOf(tx, meeting.id))
  const offer = parsed.ok
    ? offers.find(({ kind, id }) => kind === parsed.value.kind && id === parsed.value.id)
    : undefined
  if (offer === undefined) throw new Conflict('It is on the agenda already, or is offered no longer.')
  const subject = await subjectOf(tx, offer.kind, offer.id, offer.href)
  if (subject === undefined) throw new NotFound()
  const item = { ...subject, meeting: meeting.id, group: group.key, title: offer.title, why: offer.why }
  await addItem(tx, { ...item, source: 'offered' }, now)
  return redirect(`/meetings/${meeting.id}`, 'It is on the agenda.')
}

async function happen(visit: Visit): Promise<Answer> {
  const held = await meetingIn(visit)
  const parsed = parseForm(meetingEventForm, visit.body)
  if (!parsed.ok) return meetingPage(visit, parsed.errors)
  const { event, words } = parsed.value
  if (!(await allowed(visit, held)).includes(event))
    throw new Conflict('This cannot be done to the meeting as it stands now.')
  const approvedIn = event === 'approved' ? await approvingMeeting(visit, held) : undefined
  await addMeetingEvent(visit.tx, held.meeting.id, { event, words, approvedIn }, visit.now)
  return redirect(`/meetings/${held.meeting.id}`, meetingEventNotices[event])
}

/** The latest meeting since, where the minutes are not approved by the chair of the meeting. */
async function approvingMeeting({ tx, actor, now }: Visit, { meeting, group }: Held): Promise<string | undefined> {
  if (meeting.chair === actor.id) return undefined
  const since = (await meetingsOfGroup(tx, group.key)).filter(
    it => it.on_day > meeting.on_day && it.on_day <= ukDay(now) && meetingState(it.events) !== 'cancelled',
  )
  return since[0]?.id
}

async function apologise(visit: Visit): Promise<Answer> {
  const { meeting } = await meetingIn(visit)
  await noteAttendance(visit.tx, meeting.id, [{ account: visit.actor.id, standing: 'apologies' }], visit.now)
  return redirect(`/meetings/${meeting.id}`, 'Your apologies are noted.')
}

async function noteWhoCame(visit: Visit): Promise<Answer> {
  const { tx, now, body } = visit
  const { meeting, group } = await meetingIn(visit)
  mustRun(group)
  const noted = (await sittingIn(tx, group.key)).flatMap(({ id }) => {
    const parsed = parseForm(attendanceForm, { standing: body[`came-${id}`] })
    return parsed.ok ? [{ account: id, standing: parsed.value.standing }] : []
  })
  await noteAttendance(tx, meeting.id, noted, now)
  return redirect(`/meetings/${meeting.id}`, 'Who came is kept.')
}

async function changePage(visit: Visit, errors: Errors): Promise<Answer> {
  const { meeting, group } = await meetingIn(visit)
  mustRun(group)
  const { at_time: time, place, chair } = meeting
  const before = { ...boxesOf('on', meeting.on_day), time, place, chair, online: meeting.online ? 'yes' : '' }
  const data = {
    title: 'Change the meeting',
    back: { href: `/meetings/${meeting.id}`, text: group.name },
    group,
    members: await sittingIn(visit.tx, group.key),
    button: 'Change the meeting',
    changing: true,
    answers: { ...before, ...visit.body },
    errors: formErrors(errors),
  }
  return view('meetings/views/plan.njk', data, statusOf(errors))
}

async function change(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { meeting, group } = await meetingIn(visit)
  mustRun(group)
  if (meetingState(meeting.events) !== 'planned') throw new Conflict('Only a planned meeting can be changed.')
  const parsed = parseForm(meetingForm(ukDay(now)), visit.body)
  if (!parsed.ok) return changePage(visit, parsed.errors)
  if (parsed.value.why === '') return changePage(visit, [{ field: 'why', message: 'Say why it changes' }])
  await changeMeeting(tx, meeting.id, parsed.value, parsed.value.why, now)
  return redirect(`/meetings/${meeting.id}`, meetingEventNotices.changed)
}
