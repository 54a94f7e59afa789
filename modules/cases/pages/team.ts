import { may, whoMay } from '#platform/access'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { wasTold } from '#platform/notices'
import { agendaForm, memberForm, whyForm } from '../forms/case.ts'
import { waitingTransfer } from '../rules/delivery.ts'
import { referenceOf } from '../rules/state.ts'
import { agendaReasons } from '../rules/words.ts'
import { answerTransfer, transfersOf } from '../store/delivery.ts'
import { addEvent, type Case, type CaseEventName } from '../store/files.ts'
import { keepersOf } from '../store/handing-over.ts'
import { tellProgramme } from '../store/partner.ts'
import { type Progress, progressOf } from '../store/progress.ts'
import { joinTeam, leaveTeam } from '../store/team.ts'
import { takeUnheld, unheldCases } from '../store/unheld.ts'
import {
  candidates,
  caseIn,
  choiceOf,
  idIn,
  nameOf,
  partPage,
  purpose,
  reading,
  todayOf,
  workedCase,
  working,
  works,
} from './shared.ts'

export const teamPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/team', handle: visit => show(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/team/join', handle: joinOne },
  { ...working, method: 'post', path: '/cases/:id/team/leave', handle: leaveOne },
  { purpose, method: 'get', path: '/cases/:id/unheld', roles: ['coordinator'], handle: visit => unheld(visit, []) },
  { purpose, method: 'post', path: '/cases/:id/unheld', roles: ['coordinator'], handle: takeOver },
  { ...working, method: 'get', path: '/cases/:id/next', handle: visit => nextPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/next/hold', handle: visit => standing(visit, 'held') },
  { ...working, method: 'post', path: '/cases/:id/next/resume', handle: visit => standing(visit, 'resumed') },
  { ...working, method: 'post', path: '/cases/:id/next/agenda', handle: ask },
]

async function progressIn({ tx }: Visit, it: Case): Promise<Progress> {
  const progress = (await progressOf(tx, [it])).get(it.id)
  if (progress === undefined) throw new Error('A case that was read has progress.')
  return progress
}

/** The page of the team, with what was typed in the form that was sent. */
async function show(visit: Visit, errors: readonly FieldError[], sent = ''): Promise<Answer> {
  const { tx } = visit
  const it = await caseIn(visit)
  const { lead, members } = await progressIn(visit, it)
  const everybody = await candidates(tx)
  const named = members.map(each => ({
    ...each,
    ...everybody.find(({ id }) => id === each.id),
    name: it.events.find(({ member }) => member === each.id)?.member_name ?? 'Somebody who left',
    leads: each.id === lead,
  }))
  const outside = everybody.filter(({ id }) => !members.some(each => each.id === id))
  return partPage(
    visit,
    it,
    'team',
    {
      title: `Team: ${nameOf(it)}`,
      sent,
      members: named,
      manages: (await works(visit, it.id)) && (await may(tx, 'manage', it.id)),
      joinable: outside.map(choiceOf),
      own: lead !== visit.actor.id,
      keepers: lead === undefined ? await keepersOf(tx, it.id) : undefined,
      leavers: named
        .filter(({ id, leads }) => id !== visit.actor.id && !leads)
        .map(({ id, name }) => ({ value: id, text: name })),
      standing: (await whoMay(tx, it.id)).map(({ name, why }) => ({ name, why })),
    },
    errors,
  )
}

async function joinOne(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const { members } = await progressIn(visit, it)
  const free = (await candidates(visit.tx)).filter(({ id }) => !members.some(each => each.id === id))
  const parsed = parseForm(
    memberForm(
      free.map(({ id }) => id),
      'Choose who joins the team',
    ),
    visit.body,
  )
  if (!parsed.ok) return show(visit, parsed.errors, 'join')
  const joining = { ...parsed.value, reference: referenceOf(it.id), actor: visit.actor.id }
  await joinTeam(visit.tx, it.id, joining, visit.now)
  return redirect(`/cases/${it.id}/team`, 'They are in the team, and can see why.')
}

async function leaveOne(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const { lead, members } = await progressIn(visit, it)
  const others = members.map(({ id }) => id).filter(id => id !== visit.actor.id && id !== lead)
  const parsed = parseForm(memberForm(others, 'Choose who leaves the team'), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors.map(prefixed('leave')), 'leave')
  const waiting = waitingTransfer(await transfersOf(visit.tx, it.id))
  const { member, why } = parsed.value
  if (waiting?.member === member) await answerTransfer(visit.tx, waiting, { answer: 'withdrawn', why }, visit.now)
  await leaveTeam(visit.tx, it.id, { member, why }, visit.now)
  return redirect(`/cases/${it.id}/team`, 'They have left the team, and can no longer open the case.')
}

// Two forms stand on one page: each has ids of its own.
const prefixed =
  (form: string) =>
  ({ field, message }: FieldError): FieldError => ({ field: `${form}-${field}`, message })

/**
 * What a coordinator does who was told that nobody holds a case any more, or decides about it: its number, and nothing that is kept of it,
 * until they take it over.
 */
async function unheld(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, body } = visit
  const id = idIn(visit)
  const mayTake = (await unheldCases(tx)).includes(id)
  const late = await wasTold(tx, 'moment unheld', id)
  if (!late && !mayTake) throw new NotFound()
  const title = `${referenceOf(id)}: ${mayTake ? 'nobody decides about it' : 'nobody holds it'}`
  const data = { title, id, late, mayTake, answers: body, errors: formErrors(errors) }
  return view('cases/views/unheld.njk', data, errors.length > 0 ? 422 : 200)
}

async function takeOver(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const id = idIn(visit)
  if (!(await unheldCases(tx)).includes(id)) throw new NotFound()
  const parsed = parseForm(whyForm, visit.body)
  if (!parsed.ok) return unheld(visit, parsed.errors)
  await takeUnheld(tx, id, { member: actor.id, why: parsed.value.why }, now)
  return redirect(`/cases/${id}`, 'You lead the case from now on. You can ask somebody else to take it over.')
}

async function nextPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const { state } = await progressIn(visit, it)
  const data = { title: `Hold or discuss: ${nameOf(it)}`, state, agendaReasons }
  return partPage(visit, it, 'next', data, errors)
}

async function standing(visit: Visit, event: Extract<CaseEventName, 'held' | 'resumed'>): Promise<Answer> {
  const it = await workedCase(visit)
  const { state } = await progressIn(visit, it)
  if (state === 'closed' || (state === 'held') === (event === 'held')) throw new Conflict()
  const parsed = parseForm(whyForm, visit.body)
  if (!parsed.ok) return nextPage(visit, parsed.errors.map(prefixed(event)))
  await addEvent(visit.tx, it.id, { event, why: parsed.value.why }, visit.now)
  const what = event === 'held' ? 'paused' : 'went on'
  await tellProgramme(visit.tx, it.id, { what, on_day: todayOf(visit) }, visit.now)
  return redirect(`/cases/${it.id}`, event === 'held' ? 'The case is on hold.' : 'The case goes on.')
}

async function ask(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(agendaForm, visit.body)
  if (!parsed.ok) return nextPage(visit, parsed.errors)
  await addEvent(visit.tx, it.id, { event: 'asked', why: parsed.value.reason }, visit.now)
  return redirect(`/cases/${it.id}`, 'The Interventions Group is asked to talk about it.')
}
