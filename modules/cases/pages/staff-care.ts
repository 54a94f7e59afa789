import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { careForm, heldForm, noteForm } from '../forms/staff-care.ts'
import { choicesOf } from '../rules/groups.ts'
import { type Care, careKinds, careStanding, careSteps } from '../rules/staff-care.ts'
import {
  addNote,
  askForCare,
  callOffCare,
  careById,
  careCounts,
  carePage,
  carePageLength,
  holdCare,
  ownNotes,
} from '../store/staff-care.ts'
import { candidates, choiceOf, idIn, marking, todayIn, todayOf, workRoles } from './shared.ts'

const caring = { purpose: 'staff-care', roles: workRoles } as const
const back = { href: '/staff-care', text: 'Looking after staff' }

export const staffCarePages: readonly Page[] = [
  { ...caring, method: 'get', path: '/staff-care', handle: list },
  { ...caring, method: 'get', path: '/staff-care/new', handle: visit => newPage(visit, []) },
  { ...caring, method: 'post', path: '/staff-care/new', handle: ask },
  { ...caring, method: 'get', path: '/staff-care/:id', handle: visit => show(visit, []) },
  { ...caring, method: 'post', path: '/staff-care/:id/held', handle: hold },
  { ...caring, method: 'post', path: '/staff-care/:id/called-off', handle: callOff },
  { ...caring, method: 'post', path: '/staff-care/:id/notes', handle: note },
]

const shown = (visit: Visit, it: Care) => ({
  ...it,
  own: it.worker === visit.who?.id,
  heading: it.kind === 'debrief' ? 'Debrief' : 'Supervision',
  standing: careStanding(it, todayOf(visit)),
})

async function list(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const found = await carePage(tx, asUuid(query['before']))
  await record(tx, { action: 'read', kind: 'staff care', detail: { shown: found.length } })
  return view('cases/views/staff-care.njk', {
    title: 'Looking after staff',
    marking,
    back: { href: '/cases', text: 'My cases' },
    list: found.slice(0, carePageLength).map(it => shown(visit, it)),
    older: found.length > carePageLength ? found[carePageLength - 1]?.id : undefined,
    counts: (await careCounts(tx)).map(({ month, workers }) => ({ month: longDate(month).replace('1 ', ''), workers })),
  })
}

/** Whom somebody can ask: everybody else who works on cases. */
async function colleaguesOf({ tx, who }: Visit) {
  return (await candidates(tx)).filter(({ id, leads }) => leads && id !== who?.id)
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Ask for a debrief, or plan supervision',
    marking,
    back,
    careKinds,
    colleagues: (await colleaguesOf(visit)).map(choiceOf),
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('cases/views/staff-care-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function ask(visit: Visit): Promise<Answer> {
  const colleagues = (await colleaguesOf(visit)).map(({ id }) => id)
  const parsed = parseForm(careForm(todayOf(visit), colleagues), visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const id = await askForCare(visit.tx, parsed.value, visit.now)
  return redirect(`/staff-care/${id}`, 'It is planned. Only you and your colleague see it.')
}

async function careIn(visit: Visit): Promise<Care> {
  const found = await careById(visit.tx, idIn(visit))
  if (found === undefined) throw new NotFound()
  return found
}

/** One that nobody answered yet. Throws NotAllowed afterwards: what was written down stays as it is. */
async function openCareIn(visit: Visit): Promise<Care> {
  const found = await careIn(visit)
  if (found.outcome !== null) throw new NotAllowed('It was written down already, and stays as it is.')
  return found
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = shown(visit, await careIn(visit))
  await record(visit.tx, { action: 'read', kind: 'staff care', subject: it.id })
  const data = {
    title: it.own ? `${it.heading} with ${it.supporter_name}` : `${it.heading} for ${it.worker_name}`,
    marking,
    back,
    it,
    notes: it.own ? await ownNotes(visit.tx, it.id) : [],
    steps: choicesOf(careSteps),
    answers: errors.length > 0 ? visit.body : todayIn(visit, 'on'),
    errors: formErrors(errors),
  }
  return view('cases/views/staff-care-one.njk', data, errors.length > 0 ? 422 : 200)
}

async function hold(visit: Visit): Promise<Answer> {
  const it = await openCareIn(visit)
  if (it.supporter !== visit.who?.id) throw new NotAllowed('The colleague who was asked writes this down.')
  const parsed = parseForm(heldForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await holdCare(visit.tx, it, parsed.value, visit.now)
  return redirect(`/staff-care/${it.id}`, 'It is written down. See that what you agreed is done.')
}

async function callOff(visit: Visit): Promise<Answer> {
  const it = await openCareIn(visit)
  await callOffCare(visit.tx, it, todayOf(visit), visit.now)
  return redirect('/staff-care', 'It is called off. You can plan another day.')
}

async function note(visit: Visit): Promise<Answer> {
  const it = await careIn(visit)
  if (it.worker !== visit.who?.id) throw new NotAllowed('A note is for the worker alone.')
  const parsed = parseForm(noteForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addNote(visit.tx, it.id, parsed.value.words, visit.now)
  return redirect(`/staff-care/${it.id}`, 'Your note is kept. Only you read it.')
}
