import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { timelineOf } from '../drawing/timeline.ts'
import {
  answerForm,
  clockHours,
  lastedWords,
  lifeEventForm,
  momentChoices,
  stepForm,
  stepWords,
  strikeForm,
} from '../forms/timeline.ts'
import { type Goer, goersOf } from '../goers.ts'
import type { LifeEvent } from '../rules/events.ts'
import { accountWords, laneMeanings, laneWords } from '../rules/lanes.ts'
import { dueOf, missedWords, momentState, momentWords } from '../rules/moments.ts'
import type { AssessedFile } from '../store/files.ts'
import { addLifeEvent, addMomentStep, answerMoment, lifeEventsOf, strikeEvent } from '../store/timeline.ts'
import {
  backTo,
  contentNotes,
  fileFor,
  marking,
  reading,
  subjectOf,
  todayOf,
  workedFile,
  working,
  works,
} from './shared.ts'

const path = '/assessments/timeline/:file'

export const timelinePages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: visit => show(visit, []) },
  { ...working, method: 'get', path: `${path}/new`, handle: visit => addPage(visit, []) },
  { ...working, method: 'post', path: `${path}/new`, handle: add },
  { ...working, method: 'post', path: `${path}/moment`, handle: answer },
  { ...working, method: 'post', path: `${path}/step`, handle: step },
  { ...working, method: 'post', path: `${path}/strike`, handle: strike },
]

const inPath = ({ params }: Visit): string => params['file'] ?? ''

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now, config } = visit
  const file = await fileFor(tx, inPath(visit))
  const { name, birth } = await subjectOf(tx, file)
  const events = await lifeEventsOf(tx, file.file)
  await record(tx, { action: 'read', kind: 'life timeline', subject: file.file })
  const inTeam = await works(tx, file.file)
  const drawn = { name, birth, today: todayOf(visit), now, synthetic: config.demonstration }
  const data = {
    title: `Timeline: ${name}`,
    marking,
    back: backTo(file),
    file: file.file,
    picture: await timelineOf(tx, events, drawn),
    waiting: events.flatMap(it => waitingIn(it, now)),
    ...{ missedWords, stepWords, sent: visit.body['moment'] },
    goers: inTeam ? (await goersOf(tx, file.file)).map(goerShown) : [],
    notes: [...new Set([...(await contentNotes(tx, file.file)), ...events.flatMap(it => it.content_note || [])])],
    events: events.map(({ id, what, when_words }) => ({ value: id, text: `${what} (${when_words})` })),
    told: events.filter(({ told_to }) => told_to !== ''),
    works: inTeam,
    errors: formErrors(errors),
    answers: { ...boxesOf('reached', ukDay(now)), ...(errors.length > 0 ? visit.body : {}) },
  }
  return view('assessments/views/timeline.njk', data, errors.length > 0 ? 422 : 200)
}

function waitingIn({ moment, what }: Awaited<ReturnType<typeof lifeEventsOf>>[number], now: Date) {
  if (moment === null || moment.outcome !== null) return []
  const state = momentWords[momentState(moment, now)]
  return [{ ...moment, what, state, due: dueOf(moment) }]
}

const goerShown = ({ id, name, agency }: Goer) => ({ value: id, text: `${name}, ${agency}` })

async function addPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx } = visit
  const file = await workedFile(tx, inPath(visit))
  const { name, birth } = await subjectOf(tx, file)
  await record(tx, { action: 'read', kind: 'assessment file', subject: file.file })
  const data = {
    title: `Add to the timeline of ${name}`,
    marking,
    back: { href: `/assessments/timeline/${file.file}`, text: 'Timeline' },
    file: file.file,
    byAge: birth.born !== null,
    ...{ laneWords, laneMeanings, accountWords, lastedWords, momentChoices, clockHours },
    goers: (await goersOf(tx, file.file)).map(goerShown),
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('assessments/views/life-event.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const { tx, body, now } = visit
  const file = await workedFile(tx, inPath(visit))
  const { birth } = await subjectOf(tx, file)
  const goers = (await goersOf(tx, file.file)).map(({ id }) => id)
  const parsed = parseForm(lifeEventForm(birth, todayOf(visit), goers), body)
  if (!parsed.ok) return addPage(visit, parsed.errors)
  await addLifeEvent(tx, file.file, parsed.value, now)
  return redirect(`/assessments/timeline/${file.file}`, 'It stands on the timeline.')
}

/** The event of this file that a form names, or NotFound: a moment or event of another file is never touched from here. */
async function eventIn({ tx }: Visit, { file }: AssessedFile, of: { event?: string; moment?: string }) {
  const found = (await lifeEventsOf(tx, file)).find(
    ({ id, moment }) => id === of.event || (of.moment !== undefined && moment?.id === of.moment),
  )
  if (found === undefined) throw new NotFound()
  return found
}

/** There may be a form for each moment that waits: an error stands beside that of the moment which was sent. */
const beside = (visit: Visit, errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ field, message }) => ({ field: `${field}-${String(visit.body['moment'])}`, message }))

async function answer(visit: Visit): Promise<Answer> {
  const file = await workedFile(visit.tx, inPath(visit))
  const parsed = parseForm(answerForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, beside(visit, parsed.errors))
  const event = await eventIn(visit, file, { moment: parsed.value.moment })
  const { moment, reached_on, what_happened: words, ...came } = parsed.value
  if (reached_on !== null && reached_on < earliestReached(event))
    return show(
      visit,
      beside(visit, [{ field: 'reached', message: 'Enter a day on or after the day that it happened' }]),
    )
  await answerMoment(visit.tx, moment, { ...came, reached_on, words }, visit.now)
  return redirect(`/assessments/timeline/${file.file}`, 'It is written down whether they were reached.')
}

/** Nobody is reached before it happened; where the day is not known exactly, not before the clock began. */
function earliestReached({ from_low, from_high, moment }: LifeEvent): string {
  if (from_low === from_high || moment?.opened_at == null) return from_low
  return ukDay(new Date(moment.opened_at))
}

async function step(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const file = await workedFile(tx, inPath(visit))
  const goers = (await goersOf(tx, file.file)).map(({ id }) => id)
  const parsed = parseForm(stepForm(goers), visit.body)
  if (!parsed.ok) return show(visit, beside(visit, parsed.errors))
  const { moment, step: what, goer, stepWords: words } = parsed.value
  const { moment: found } = await eventIn(visit, file, { moment })
  if (found === null || found.outcome !== null) throw new Conflict()
  await addMomentStep(tx, { moment, file: file.file, goer: what === 'tried' ? null : goer, words }, now)
  return redirect(`/assessments/timeline/${file.file}`, 'It is written down. The clock runs on.')
}

const stillRuns = 'Somebody is to go because of this. Say first whether they were reached'
const besideStrike = (errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ field, message }) => ({ field: `strike-${field}`, message }))

async function strike(visit: Visit): Promise<Answer> {
  const file = await workedFile(visit.tx, inPath(visit))
  const parsed = parseForm(strikeForm, visit.body)
  if (!parsed.ok) return show(visit, besideStrike(parsed.errors))
  const { moment } = await eventIn(visit, file, { event: parsed.value.event })
  if (moment !== null && moment.outcome === null)
    return show(visit, besideStrike([{ field: 'event', message: stillRuns }]))
  await strikeEvent(visit.tx, parsed.value.event, parsed.value.why, visit.now)
  return redirect(`/assessments/timeline/${file.file}`, 'It was taken off the timeline.')
}
