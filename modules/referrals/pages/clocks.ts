import { ukDay } from '#platform/clock'
import { withDays } from '#platform/days'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { clocksForm, holidayForm, noHolidayForm, routeClocksForm, waitClocksForm } from '../forms/sorting.ts'
import { type Clock, clockWords, everyClock, everyWaitClock, waitClockWords } from '../rules/clocks.ts'
import { everyRoute, routeOf, routeWords } from '../rules/routes.ts'
import { calendar, changeClocks, changeRouteClocks, holidays, keepHoliday } from '../store/calendar.ts'
import { refreshOpenWork } from '../store/work.ts'
import { purpose, sorters } from './shared.ts'

const common = { purpose, roles: sorters }
const path = '/referrals/clocks'

export const clockPages: readonly Page[] = [
  { ...common, method: 'get', path, handle: visit => show(visit) },
  { ...common, method: 'post', path, handle: change },
  { ...common, method: 'post', path: `${path}/routes`, handle: changeRoutes },
  { ...common, method: 'post', path: `${path}/waits`, handle: changeWaits },
  { ...common, method: 'post', path: `${path}/holidays`, handle: addHoliday },
  { ...common, method: 'post', path: `${path}/holidays/remove`, handle: removeHoliday },
]

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { tx, now } = visit
  const { clocks, waits, routes } = await calendar(tx)
  const days = await holidays(tx, ukDay(now))
  const kept = {
    ...Object.fromEntries(
      [...clocks, ...waits].flatMap(it => [
        [it.key, it.minutes ?? it.working_days],
        [`${it.key}-chair`, it.chair_days],
      ]),
    ),
    ...Object.fromEntries(
      routes.flatMap(it => [
        [`${it.route}-tell`, it.tell_days],
        [`${it.route}-answer`, it.answer_days],
        [`${it.route}-later`, it.later_days],
      ]),
    ),
  }
  const data = {
    title: 'By when referrals are sorted',
    back: { href: '/referrals', text: 'Referrals' },
    clocks: everyClock.map(key => ({ key, words: clockWords[key] })),
    waits: everyWaitClock.map(key => ({ key, words: waitClockWords[key] })),
    routes: everyRoute.map(route => ({ route, words: routeWords(route), goesOn: routeOf(route).goesOn !== undefined })),
    holidays: days,
    listEnds: listEnds(days.at(-1)?.day, ukDay(now)),
    answers: { ...kept, ...visit.body },
    errors: formErrors(errors),
  }
  return view('referrals/views/clocks.njk', data, errors.length > 0 ? 422 : 200)
}

/** Whether the list of bank holidays ends before the next year does: a clock would then run over a day that nobody works. */
function listEnds(last: string | undefined, today: string): boolean {
  return last === undefined || Number(last.slice(0, 4)) <= Number(today.slice(0, 4))
}

async function change(visit: Visit): Promise<Answer> {
  const parsed = parseForm(clocksForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const it = parsed.value
  const changed: Clock[] = [
    { key: 'immediate', minutes: it.immediate, working_days: null, chair_days: it['immediate-chair'] },
    { key: 'urgent', minutes: null, working_days: it.urgent, chair_days: it['urgent-chair'] },
    { key: 'priority', minutes: null, working_days: it.priority, chair_days: it['priority-chair'] },
    { key: 'routine', minutes: null, working_days: it.routine, chair_days: it['routine-chair'] },
  ]
  await changeClocks(visit.tx, changed, visit.now)
  await refreshOpenWork(visit.tx)
  return redirect('/referrals', 'The clocks were changed.')
}

async function changeWaits(visit: Visit): Promise<Answer> {
  const parsed = parseForm(waitClocksForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const changed = everyWaitClock.map(key => ({
    key,
    minutes: null,
    working_days: Number(parsed.value[key]),
    chair_days: Number(parsed.value[`${key}-chair`]),
  }))
  await changeClocks(visit.tx, changed, visit.now)
  await refreshOpenWork(visit.tx)
  return redirect(path, 'The clocks of what waits for somebody else were changed.')
}

// A route of a single answer never asks for this one.
const unasked = 30

async function changeRoutes(visit: Visit): Promise<Answer> {
  const parsed = parseForm(routeClocksForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const changed = everyRoute.map(route => ({
    route,
    tell_days: Number(parsed.value[`${route}-tell`]),
    answer_days: Number(parsed.value[`${route}-answer`]),
    later_days: Number(parsed.value[`${route}-later`] ?? unasked),
  }))
  await changeRouteClocks(visit.tx, changed, visit.now)
  await refreshOpenWork(visit.tx)
  return redirect(path, 'The clocks of the bodies that lead were changed.')
}

async function addHoliday(visit: Visit): Promise<Answer> {
  const parsed = parseForm(holidayForm, withDays(visit.body, 'holiday'))
  if (!parsed.ok) return show(visit, parsed.errors)
  const { holiday: day, holidayName: name } = parsed.value
  return keep(visit, { day, name, kept: true }, 'The day was added.')
}

async function removeHoliday(visit: Visit): Promise<Answer> {
  const parsed = parseForm(noHolidayForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  return keep(visit, { day: parsed.value.day, name: 'Taken off', kept: false }, 'The day was taken off the list.')
}

async function keep(visit: Visit, it: Parameters<typeof keepHoliday>[1], notice: string): Promise<Answer> {
  await keepHoliday(visit.tx, it, visit.now)
  await refreshOpenWork(visit.tx)
  return redirect(path, notice)
}
