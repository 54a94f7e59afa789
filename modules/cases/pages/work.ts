import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { reviewForm, sessionForm } from '../forms/work.ts'
import { days, daysAfter } from '../rules/clocks.ts'
import { workersMet } from '../rules/delivery.ts'
import { standing } from '../rules/groups.ts'
import { cameWords, decisionWords, type ReviewDecision } from '../rules/words.ts'
import { pathwayOf } from '../store/deciding.ts'
import { addEvent, type Case } from '../store/files.ts'
import { groupSessionsOf } from '../store/groups.ts'
import { meetingOf } from '../store/meeting.ts'
import { tellProgramme } from '../store/partner.ts'
import { progressOf } from '../store/progress.ts'
import { addReview, addSession, reviewsOf, sessionsOf } from '../store/work.ts'
import { recountWorkers } from '../store/workers.ts'
import { countFirstMeeting, meetingShown } from './meeting.ts'
import { caseIn, dayIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'
import { shownGroups } from './strike.ts'
import { struckShown } from './struck.ts'

export const workPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/sessions', handle: sessions },
  { ...working, method: 'get', path: '/cases/:id/sessions/new', handle: visit => sessionPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/sessions/new', handle: keepSession },
  { ...reading, method: 'get', path: '/cases/:id/reviews', handle: reviews },
  { ...working, method: 'get', path: '/cases/:id/reviews/new', handle: visit => reviewPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/reviews/new', handle: keepReview },
]

/** Those of the team who can have worked with them: everybody but whoever writes it down. */
async function workersFor({ tx, actor }: Visit, it: Case) {
  const members = (await progressOf(tx, [it])).get(it.id)?.members ?? []
  return members
    .filter(({ id }) => id !== actor.id)
    .map(({ id }) => ({
      value: id,
      text: it.events.find(({ member }) => member === id)?.member_name ?? 'Somebody who left',
    }))
}

async function sessions(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const list = (await sessionsOf(visit.tx, it.id)).map(each => ({ ...each, cameWords: cameWords[each.came] }))
  const groups = await shownGroups(visit, await groupSessionsOf(visit.tx, it.id))
  const workers = workersMet(list, standing(groups))
  const ofGroup = it.peer_group !== null
  const meeting = await meetingShown(visit, it.id)
  const shown = { works: await works(visit, it.id), ...(await struckShown(visit, it.id, 'session')) }
  const parts = { list, groups, ofGroup, workers, meeting, ...shown }
  const data = { title: `Sessions: ${nameOf(it)}`, ...parts }
  return partPage(visit, it, 'sessions', data)
}

async function sessionPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  const data = { title: `Record a session: ${nameOf(it)}`, cameWords, workers: await workersFor(visit, it), answers }
  return partPage(visit, it, 'session-new', data, errors)
}

async function keepSession(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const workers = (await workersFor(visit, it)).map(({ value }) => value)
  const parsed = parseForm(sessionForm(todayOf(visit), workers), visit.body)
  if (!parsed.ok) return sessionPage(visit, parsed.errors)
  const { came, held_on } = parsed.value
  const before = await meetingOf(visit.tx, it.id)
  await addSession(visit.tx, it.id, parsed.value, visit.now)
  if (came === 'came') {
    await countFirstMeeting(visit, it.id, before)
    await recountWorkers(visit.tx, it.id, todayOf(visit))
  }
  if (came !== 'called off') await tellProgramme(visit.tx, it.id, { what: came, on_day: held_on }, visit.now)
  return redirect(`/cases/${it.id}/sessions`, 'The session is written down.')
}

async function reviews(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const list = (await reviewsOf(visit.tx, it.id)).map(each => ({ ...each, decided: decisionWords[each.decision] }))
  const shown = { works: await works(visit, it.id), ...(await struckShown(visit, it.id, 'review')) }
  const data = { title: `Reviews: ${nameOf(it)}`, list, every: await reviewEvery(visit, it), ...shown }
  return partPage(visit, it, 'reviews', data)
}

const stepOf: Readonly<Partial<Record<ReviewDecision, 'stepped up' | 'stepped down'>>> = {
  'step up': 'stepped up',
  'step down': 'stepped down',
}

const ofClosed: FieldError = {
  field: 'decision',
  message:
    'The case is closed: nothing can be put on hold or changed. Choose “Go on with the plan” or “Ready to close”',
}

/** How many days after a review the next one usually is: as the kind of help says. */
async function reviewEvery({ tx }: Visit, it: Case): Promise<number> {
  return (await pathwayOf(tx, it.id))?.review_days ?? days.firstReview
}

async function reviewPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const every = await reviewEvery(visit, it)
  const usual = daysAfter(todayOf(visit), every)
  const answers = errors.length > 0 ? visit.body : { ...todayIn(visit, 'on'), ...dayIn(usual, 'next') }
  const data = { title: `Record a review: ${nameOf(it)}`, decisionWords, every, answers }
  return partPage(visit, it, 'review-new', data, errors)
}

async function hold(visit: Visit, it: Case, why: string): Promise<void> {
  await addEvent(visit.tx, it.id, { event: 'held', why }, visit.now)
  await tellProgramme(visit.tx, it.id, { what: 'paused', on_day: todayOf(visit) }, visit.now)
}

async function keepReview(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const parsed = parseForm(reviewForm(todayOf(visit), await reviewEvery(visit, it)), visit.body)
  if (!parsed.ok) return reviewPage(visit, parsed.errors)
  const step = stepOf[parsed.value.decision]
  const changes = step !== undefined || parsed.value.decision === 'hold'
  if (changes && (await progressOf(tx, [it])).get(it.id)?.state === 'closed') return reviewPage(visit, [ofClosed])
  await addReview(tx, it.id, parsed.value, now)
  if (step !== undefined) await addEvent(tx, it.id, { event: step, why: parsed.value.why }, now)
  if (parsed.value.decision === 'hold') await hold(visit, it, parsed.value.why)
  return redirect(`/cases/${it.id}/reviews`, 'The review is written down.')
}
