import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { reviewForm, sessionForm } from '../forms/work.ts'
import { days, daysAfter } from '../rules/clocks.ts'
import { cameWords, decisionWords } from '../rules/words.ts'
import { addEvent } from '../store/files.ts'
import { addReview, addSession, reviewsOf, sessionsOf } from '../store/work.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'

export const workPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/sessions', handle: sessions },
  { ...working, method: 'get', path: '/cases/:id/sessions/new', handle: visit => sessionPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/sessions/new', handle: keepSession },
  { ...reading, method: 'get', path: '/cases/:id/reviews', handle: reviews },
  { ...working, method: 'get', path: '/cases/:id/reviews/new', handle: visit => reviewPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/reviews/new', handle: keepReview },
]

async function sessions(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const list = (await sessionsOf(visit.tx, it.id)).map(each => ({ ...each, cameWords: cameWords[each.came] }))
  const data = { title: `Sessions: ${nameOf(it)}`, list, works: await works(visit, it.id) }
  return partPage(visit, it, 'sessions', data)
}

async function sessionPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  return partPage(visit, it, 'session-new', { title: `Record a session: ${nameOf(it)}`, cameWords, answers }, errors)
}

async function keepSession(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(sessionForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return sessionPage(visit, parsed.errors)
  await addSession(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/cases/${it.id}/sessions`, 'The session is written down.')
}

async function reviews(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const list = (await reviewsOf(visit.tx, it.id)).map(each => ({ ...each, decided: decisionWords[each.decision] }))
  const data = { title: `Reviews: ${nameOf(it)}`, list, works: await works(visit, it.id) }
  return partPage(visit, it, 'reviews', data)
}

async function reviewPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const [year, month, day] = daysAfter(todayOf(visit), days.firstReview).split('-').map(Number)
  const usual = { 'next-day': String(day), 'next-month': String(month), 'next-year': String(year) }
  const answers = errors.length > 0 ? visit.body : { ...todayIn(visit, 'on'), ...usual }
  return partPage(visit, it, 'review-new', { title: `Record a review: ${nameOf(it)}`, decisionWords, answers }, errors)
}

async function keepReview(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const parsed = parseForm(reviewForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return reviewPage(visit, parsed.errors)
  await addReview(tx, it.id, parsed.value, now)
  if (parsed.value.decision === 'hold') await addEvent(tx, it.id, { event: 'held', why: parsed.value.why }, now)
  return redirect(`/cases/${it.id}/reviews`, 'The review is written down.')
}
