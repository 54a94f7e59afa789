// Support of a partner or former partner, for the service that gives it. Nobody who reads the case of the person on the programme does.
import { addPerson, contactsOf, contactWords, type PersonRecord, personById, safetyWords } from '#modules/people'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { longDate } from '#platform/views'
import { partnerSupport } from '../collections.ts'
import { newsAnswerForm, partnerChoiceForm, partnerEventForm, supportForm } from '../forms/partner.ts'
import {
  choiceWords,
  concernsWaiting,
  mustNotKnow,
  type News,
  newsAnswers,
  newsSays,
  partnerEventWords,
  type Support,
  supportReference,
  waysNow,
} from '../rules/partner.ts'
import {
  addChoice,
  addPartnerEvent,
  answerNews,
  concernsBeside,
  newsAnswered,
  newsById,
  newsOf,
  newsWaiting,
  openSupport,
  supportById,
  supportPage,
  supportPageLength,
} from '../store/partner.ts'
import { idIn, marking, todayIn, todayOf } from './shared.ts'

const supporting = { purpose: 'partner-support', roles: ['practitioner'] } as const

export const partnerPages: readonly Page[] = [
  { ...supporting, method: 'get', path: '/partner-support', handle: list },
  { ...supporting, method: 'get', path: '/partner-support/new', handle: visit => newPage(visit, []) },
  { ...supporting, method: 'post', path: '/partner-support/new', handle: open },
  { ...supporting, method: 'post', path: '/partner-support/answer', handle: answerSent },
  { ...supporting, method: 'get', path: '/partner-support/:id', handle: visit => show(visit, []) },
  { ...supporting, method: 'post', path: '/partner-support/:id/choice', handle: choose },
  { ...supporting, method: 'post', path: '/partner-support/:id/event', handle: add },
]

/** What is taken back stands under the day on which that was told; every other line under its own. */
const shownNews = (it: News) => ({
  ...it,
  what: newsSays(it, longDate),
  on_day: it.taken === null ? it.on_day : ukDay(it.at),
  urgent: it.what === 'concern',
})

async function list(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const before = query['before']
  const found = await supportPage(tx, before !== undefined && isUuid(before) ? before : undefined)
  const shown = found.slice(0, supportPageLength)
  const waiting = await newsWaiting(tx)
  const concerns = await concernsBeside(tx)
  const waits = new Map(concerns.map(({ support, count }) => [support, count]))
  const subjects = shown.map(({ id }) => id)
  await record(tx, { action: 'read', kind: 'partner support', detail: { shown: subjects, waiting: waiting.length } })
  return view('cases/views/partner-list.njk', {
    title: 'Partner support',
    marking,
    waiting: waiting.map(shownNews),
    concerns: concerns.map(({ support, ...it }) => ({ ...it, id: support, reference: supportReference(support) })),
    list: shown.map(it => ({ ...rowOf(it), concerns: waits.get(it.id) ?? 0 })),
    older: found.length > supportPageLength ? shown.at(-1)?.id : undefined,
  })
}

function rowOf({ id, opened_on, choices }: Support) {
  const answer = choiceWords[choices.at(-1)?.answer ?? 'not asked yet']
  return { id, reference: supportReference(id), opened_on, answer }
}

/** What was sent to this team, as the address says. */
async function sentIn(visit: Visit, id: unknown): Promise<News> {
  const sent = typeof id === 'string' && isUuid(id) ? await newsById(visit.tx, id) : undefined
  if (sent === undefined) throw new NotFound()
  return sent
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const sent = await sentIn(visit, visit.query['sent'] ?? visit.body['sent'])
  const data = {
    title: 'Support somebody',
    marking,
    back: { href: '/partner-support', text: 'Partner support' },
    sent: shownNews(sent),
    answered: await newsAnswered(visit.tx, sent.id),
    newsAnswers,
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('cases/views/partner-new.njk', data, errors.length > 0 ? 422 : 200)
}

/** Makes the record of the partner in the world of victims' services, where no other agency can learn that they are known. */
async function open(visit: Visit): Promise<Answer> {
  const { tx, config, actor, now } = visit
  const sent = await sentIn(visit, visit.body['sent'])
  const parsed = parseForm(supportForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const { born } = parsed.value
  const named = { ...parsed.value, otherNames: [], bornPrecision: born === null ? 'unknown' : 'day' } as const
  const kind = { world: 'victim-service', sealed: false, sex: 'not known', identifiers: [] } as const
  const person = await addPerson(tx, secretsOf(config), { ...named, ...kind }, actor.id, now)
  const id = await openSupport(tx, sent, { person, opened_on: todayOf(visit) }, now)
  return redirect(`/partner-support/${id}`, 'Their support is open. Write down how to reach them safely first.')
}

/** What came of it, where no support is opened: it waits no longer. */
async function answerSent(visit: Visit): Promise<Answer> {
  const sent = await sentIn(visit, visit.body['sent'])
  const parsed = parseForm(newsAnswerForm, visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  if ((await newsAnswered(visit.tx, sent.id)) !== undefined) throw new Conflict('Somebody answered it already.')
  await answerNews(visit.tx, sent.id, { answer: parsed.value.came, words: parsed.value.cameWords }, visit.now)
  return redirect('/partner-support', 'It is written down, and waits no longer.')
}

async function supportIn(visit: Visit): Promise<Support> {
  const found = await supportById(visit.tx, idIn(visit))
  if (found === undefined || !(await may(visit.tx, 'read', partnerSupport))) throw new NotFound()
  return found
}

async function changedSupport(visit: Visit): Promise<Support> {
  const found = await supportIn(visit)
  if (!(await may(visit.tx, 'write', found.id))) throw new NotAllowed('You may read this, and not change it.')
  return found
}

const called = (person: PersonRecord | undefined): string =>
  person === undefined
    ? 'Somebody whose record is not open to you'
    : `${person.given_name} ${person.family_name}`.trim()

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx } = visit
  const it = await supportIn(visit)
  const contacts = await contactsOf(tx, it.person)
  const news = await newsOf(tx, it.about)
  const answer = it.choices.at(-1)
  await record(tx, { action: 'read', kind: 'partner support', subject: it.id })
  const data = {
    title: `Support of ${called(await personById(tx, it.person))}`,
    marking,
    back: { href: '/partner-support', text: 'Partner support' },
    it,
    reference: supportReference(it.id),
    mustNotKnow: mustNotKnow(contacts),
    ways: waysNow(answer?.answer, contacts).map(way => ({
      ...contactWords[way.kind],
      value: way.value,
      safe: safetyWords[way.safety],
    })),
    choice: answer === undefined ? undefined : { ...answer, words: choiceWords[answer.answer] },
    waiting: concernsWaiting(news, it.events).map(({ id }) => id),
    news: news.map(shownNews),
    history: it.events.toReversed().map(event => ({ ...event, what: partnerEventWords[event.event] })),
    choiceWords,
    partnerEventWords,
    answers: errors.length > 0 ? visit.body : { ...todayIn(visit, 'on'), ...todayIn(visit, 'answered') },
    errors: formErrors(errors),
  }
  return view('cases/views/partner.njk', data, errors.length > 0 ? 422 : 200)
}

async function choose(visit: Visit): Promise<Answer> {
  const it = await changedSupport(visit)
  const parsed = parseForm(partnerChoiceForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addChoice(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/partner-support/${it.id}`, 'What they chose is written down.')
}

async function add(visit: Visit): Promise<Answer> {
  const it = await changedSupport(visit)
  const waiting = concernsWaiting(await newsOf(visit.tx, it.about), it.events).map(({ id }) => id)
  const parsed = parseForm(partnerEventForm(todayOf(visit), waiting), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addPartnerEvent(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/partner-support/${it.id}`, 'It is written down.')
}
