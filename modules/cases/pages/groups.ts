import { colleagues } from '#modules/agencies'
import { programmes } from '#modules/interventions'
import { may } from '#platform/access'
import { Conflict } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { groupSessions } from '../collections.ts'
import { groupForm } from '../forms/groups.ts'
import { monthsAfter } from '../rules/clocks.ts'
import { choicesOf, groupPeople, groupTopics, type NewGroupSession } from '../rules/groups.ts'
import { count } from '../store/counts.ts'
import type { Case } from '../store/files.ts'
import { addGroupSession, groupPageLength, groupSessionPage, groupTotals } from '../store/groups.ts'
import { meetingOf } from '../store/meeting.ts'
import { recountWorkers } from '../store/workers.ts'
import { countFirstMeeting } from './meeting.ts'
import { caseIn, choiceOf, marking, nameOf, partPage, todayIn, todayOf, workedCase, workRoles } from './shared.ts'
import { shownGroups } from './strike.ts'

/** Who gives sessions, and who else sees how many there were. */
export const givingRoles = ['practitioner', 'coordinator', 'referrer'] as const
export const groupRoles = [...givingRoles, 'chair', 'analyst', 'board'] as const

const purpose = 'group-session'
const ofCase = { purpose: 'case', roles: workRoles, path: '/cases/:id/sessions/group' } as const

export const groupPages: readonly Page[] = [
  { purpose, roles: groupRoles, method: 'get', path: '/group-sessions', handle: list },
  { purpose, roles: givingRoles, method: 'get', path: '/group-sessions/new', handle: visit => newPage(visit, []) },
  { purpose, roles: givingRoles, method: 'post', path: '/group-sessions/new', handle: keep },
  { ...ofCase, method: 'get', handle: visit => newOfCase(visit, []) },
  { ...ofCase, method: 'post', handle: keepOfCase },
]

async function list(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const before = asUuid(query['before'])
  const all = await programmes(tx)
  const chosen = all.find(({ id }) => id === query['programme'])
  const found = await groupSessionPage(tx, { programme: chosen?.id, before })
  return view('cases/views/groups.njk', {
    title: 'Sessions for groups',
    marking,
    back: { href: '/help-without-a-name', text: 'Help without a name' },
    totals: await groupTotals(tx, monthsAfter(todayOf(visit), -12)),
    list: await shownGroups(visit, found.slice(0, groupPageLength)),
    older: found.length > groupPageLength ? found[groupPageLength - 1]?.id : undefined,
    chosen,
    gives: await may(tx, 'write', groupSessions),
  })
}

/** What the form offers: programmes, and everybody who can have given a session, save whoever writes it down. */
async function offered({ tx, actor }: Visit) {
  const people = (await colleagues(tx)).filter(({ id }) => id !== actor.id)
  return {
    programmes: (await programmes(tx)).map(({ id, name }) => ({ value: id, text: name })),
    workers: people.map(choiceOf),
  }
}

async function formData(visit: Visit, errors: readonly FieldError[]) {
  const answers = errors.length > 0 ? visit.body : { ...todayIn(visit, 'on'), programme: visit.query['programme'] }
  return { ...(await offered(visit)), people: choicesOf(groupPeople), topics: choicesOf(groupTopics), answers }
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    ...(await formData(visit, errors)),
    title: 'Record a session for a group',
    marking,
    back: { href: '/group-sessions', text: 'Sessions for groups' },
    action: '/group-sessions/new',
    errors: formErrors(errors),
  }
  return view('cases/views/group-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function parsed(visit: Visit) {
  const { programmes: known, workers } = await offered(visit)
  const values = (some: readonly { value: string }[]): string[] => some.map(({ value }) => value)
  const form = groupForm(todayOf(visit), visit.actor.id, { programmes: values(known), workers: values(workers) })
  const sent = parseForm(form, visit.body)
  const nameOfIt = (it: NewGroupSession): string => known.find(({ value }) => value === it.programme)?.text ?? ''
  return sent.ok ? { ...sent, value: { ...sent.value, programme_name: nameOfIt(sent.value) } } : sent
}

async function keep(visit: Visit): Promise<Answer> {
  const sent = await parsed(visit)
  if (!sent.ok) return newPage(visit, sent.errors)
  await addGroupSession(visit.tx, undefined, sent.value, visit.now)
  return redirect('/group-sessions', 'The session is written down. It names nobody who came.')
}

/** The case in the address, where it is of a group of friends: one person's sessions have their name. */
async function groupCase(visit: Visit): Promise<Case> {
  await caseIn(visit)
  const it = await workedCase(visit)
  if (it.peer_group === null) throw new Conflict('This case is of one person. Record their session with them instead.')
  return it
}

async function newOfCase(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await groupCase(visit)
  const title = `Record a session for the group: ${nameOf(it)}`
  const back = { href: `/cases/${it.id}/sessions`, text: 'Sessions' }
  const data = { ...(await formData(visit, errors)), title, back, action: `/cases/${it.id}/sessions/group` }
  return partPage(visit, it, 'group-new', data, errors)
}

async function keepOfCase(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await groupCase(visit)
  const sent = await parsed(visit)
  if (!sent.ok) return newOfCase(visit, sent.errors)
  const before = await meetingOf(tx, it.id)
  await addGroupSession(tx, it.id, sent.value, now)
  await countFirstMeeting(visit, it.id, before)
  await recountWorkers(tx, it.id, todayOf(visit))
  await count(tx, 'group session', todayOf(visit))
  await count(tx, 'group heads', todayOf(visit), sent.value.heads)
  return redirect(`/cases/${it.id}/sessions`, 'The session is written down. It names nobody who came.')
}
