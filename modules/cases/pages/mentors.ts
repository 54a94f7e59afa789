import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { matchEndForm, matchForm, mentorEventForm, mentorForm } from '../forms/mentors.ts'
import { choicesOf } from '../rules/groups.ts'
import {
  calledIn,
  checkKinds,
  freeSlot,
  type Match,
  type Mentor,
  matchEnds,
  mentorEventWords,
  mentorTimes,
  standingOf,
  watchOf,
} from '../rules/mentors.ts'
import {
  addMatch,
  addMentor,
  addMentorEvent,
  endMatch,
  freeMentors,
  matchesOf,
  mentorById,
  mentorPage,
  mentorPageLength,
  mentorsById,
} from '../store/mentors.ts'
import {
  caseIn,
  idIn,
  marking,
  nameOf,
  partPage,
  reading,
  todayIn,
  todayOf,
  workedCase,
  working,
  workRoles,
  works,
} from './shared.ts'

const keeping = { purpose: 'mentors', roles: workRoles } as const

export const mentorPages: readonly Page[] = [
  { ...keeping, method: 'get', path: '/mentors', handle: list },
  { ...keeping, method: 'get', path: '/mentors/new', handle: visit => newPage(visit, []) },
  { ...keeping, method: 'post', path: '/mentors/new', handle: keep },
  { ...keeping, method: 'get', path: '/mentors/:id', handle: visit => show(visit, []) },
  { ...keeping, method: 'post', path: '/mentors/:id', handle: change },
  { ...reading, method: 'get', path: '/cases/:id/mentor', handle: visit => ofCase(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/mentor', handle: match },
  { ...working, method: 'post', path: '/cases/:id/mentor/end', handle: end },
]

const shown = (visit: Visit, it: Mentor) => ({ ...it, ...standingOf(it, todayOf(visit)) })

async function list(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const found = await mentorPage(tx, asUuid(query['before']))
  await record(tx, { action: 'read', kind: 'mentors', detail: { shown: found.length } })
  return view('cases/views/mentors.njk', {
    title: 'Mentors',
    marking,
    back: { href: '/cases', text: 'My cases' },
    list: found.slice(0, mentorPageLength).map(it => shown(visit, it)),
    older: found.length > mentorPageLength ? found[mentorPageLength - 1]?.id : undefined,
  })
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Offer a mentor',
    marking,
    back: { href: '/mentors', text: 'Mentors' },
    times: choicesOf(mentorTimes),
    checks: choicesOf(checkKinds),
    answers: errors.length > 0 ? visit.body : { agency: visit.who?.agency },
    errors: formErrors(errors),
  }
  return view('cases/views/mentor-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function keep(visit: Visit): Promise<Answer> {
  const parsed = parseForm(mentorForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const id = await addMentor(visit.tx, parsed.value, visit.now)
  return redirect(`/mentors/${id}`, 'The mentor is offered.')
}

async function mentorIn(visit: Visit): Promise<Mentor> {
  const found = await mentorById(visit.tx, idIn(visit))
  if (found === undefined) throw new NotFound()
  return found
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await mentorIn(visit)
  await record(visit.tx, { action: 'read', kind: 'mentor', subject: it.id })
  const data = {
    title: `Mentor: ${it.called}`,
    marking,
    back: { href: '/mentors', text: 'Mentors' },
    it: shown(visit, it),
    history: it.events.map(event => ({ ...event, words: mentorEventWords[event.event] })),
    mentorEventWords,
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('cases/views/mentor.njk', data, errors.length > 0 ? 422 : 200)
}

async function change(visit: Visit): Promise<Answer> {
  const it = await mentorIn(visit)
  const parsed = parseForm(mentorEventForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addMentorEvent(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/mentors/${it.id}`, 'It is written down.')
}

/** Mentors with whom somebody can be matched today. Nothing here says who fits: a person chooses, with them. */
async function openMentors(visit: Visit) {
  return (await freeMentors(visit.tx, todayOf(visit))).map(it => shown(visit, it))
}

/** The mentors whom they have now, each with where they stand, for whoever may read that. */
export async function currentMentors(visit: Visit, matches: readonly Match[]) {
  const current = matches.filter(({ ended_on }) => ended_on === null)
  const known = await mentorsById(
    visit.tx,
    current.flatMap(({ mentor }) => mentor ?? []),
  )
  return current.map(it => {
    const mentor = known.find(({ id }) => id === it.mentor)
    const stands = mentor === undefined ? undefined : standingOf(mentor, todayOf(visit)).checkedUntil
    const watch = mentor === undefined ? undefined : watchOf(mentor, todayOf(visit), ukDay)
    return { ...it, called: calledIn(it), checkedUntil: stands, watch }
  })
}

async function ofCase(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const matches = await matchesOf(visit.tx, it.id)
  const open = await openMentors(visit)
  const data = {
    title: `Mentor: ${nameOf(it)}`,
    current: await currentMentors(visit, matches),
    before: matches.filter(({ ended_on }) => ended_on !== null).map(each => ({ ...each, called: calledIn(each) })),
    open,
    choices: open.map(({ id, called, agency, free }) => ({ value: id, text: `${called}, ${agency} (${free} free)` })),
    ends: choicesOf(matchEnds),
    works: await works(visit, it.id),
    answers: errors.length > 0 ? visit.body : todayIn(visit, 'on'),
  }
  return partPage(visit, it, 'case-mentor', data, errors)
}

async function match(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const open = await openMentors(visit)
  const parsed = parseForm(matchForm(open.map(({ id }) => id)), visit.body)
  if (!parsed.ok) return ofCase(visit, parsed.errors)
  const chosen = open.find(({ id }) => id === parsed.value.mentor)
  const slot = chosen === undefined ? undefined : freeSlot(chosen)
  if (chosen === undefined || slot === undefined) throw new NotFound()
  const { why, view: own_view } = parsed.value
  await addMatch(tx, it.id, chosen, { slot, why, own_view, matched_on: todayOf(visit) }, now)
  return redirect(`/cases/${it.id}/mentor`, 'They have a mentor. Introduce the two of them together.')
}

async function end(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const current = (await matchesOf(visit.tx, it.id)).filter(({ ended_on }) => ended_on === null)
  const parsed = parseForm(matchEndForm(current.map(({ id }) => id)), visit.body)
  if (!parsed.ok) return ofCase(visit, parsed.errors)
  const ended = current.find(({ id }) => id === parsed.value.match)
  if (ended === undefined) throw new NotFound()
  const { reason, endWhy: why } = parsed.value
  await endMatch(visit.tx, it.id, ended, { reason, why, ended_on: todayOf(visit) }, visit.now)
  return redirect(`/cases/${it.id}/mentor`, 'It has ended, and the mentor has a place again.')
}
