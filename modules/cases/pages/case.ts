import { actionsAbout } from '#modules/actions'
import { assessmentsCollection, assessmentsOf, chosenProgrammes, lifeEventsOf, talksOf } from '#modules/assessments'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Answer, nextStepsFrom, type Page, type Visit } from '#platform/module'
import { longDate } from '#platform/views'
import { sessionsCollection } from '../collections.ts'
import { waitingTransfer } from '../rules/delivery.ts'
import { standing } from '../rules/groups.ts'
import { type CaseMove, movesFor, movingOf } from '../rules/moves.ts'
import { agreedOn } from '../rules/plan.ts'
import { stepNow } from '../rules/state.ts'
import { toldNow } from '../rules/told.ts'
import { eventWords } from '../rules/words.ts'
import { looksOf, transfersOf } from '../store/delivery.ts'
import type { Case } from '../store/files.ts'
import { groupSessionsOf } from '../store/groups.ts'
import { matchesOf } from '../store/mentors.ts'
import { movesOf } from '../store/moves.ts'
import { outcomesOf } from '../store/outcomes.ts'
import { tellsPartners } from '../store/partner.ts'
import { partsMissing } from '../store/parts.ts'
import { plansOf } from '../store/plans.ts'
import { type Progress, progressOf } from '../store/progress.ts'
import { toldOf } from '../store/told.ts'
import { reviewsOf, sessionsOf } from '../store/work.ts'
import { nextWords } from './list.ts'
import { currentMentors } from './mentors.ts'
import { reachShown } from './reach.ts'
import { caseIn, nameOf, partPage, reading, statesShown, todayOf, works } from './shared.ts'
import { struckShown } from './struck.ts'

export const casePages: readonly Page[] = [{ ...reading, method: 'get', path: '/cases/:id', handle: show }]

/** A line of the task list: what it is, where it stands in words, and where it opens. */
type Part = { readonly text: string; readonly href?: string; readonly status: string; readonly hint?: string }

async function show(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await caseIn(visit)
  const progress = (await progressOf(tx, [it])).get(it.id)
  if (progress === undefined) throw new Error('A case that was read has progress.')
  const moves = movesFor(movingOf(it), await movesOf(tx, [it.id]), todayOf(visit))
  return partPage(visit, it, 'case', {
    title: `Case: ${nameOf(it)}`,
    back: { href: '/cases', text: 'My cases' },
    case: it,
    state: `${(await statesShown(tx))[progress.state]}${stepWords[stepNow(it.events)]}`,
    closed: progress.state === 'closed',
    held: progress.state === 'held',
    works: await works(visit, it.id),
    asked: waitingTransfer(await transfersOf(tx, it.id))?.member === visit.actor.id,
    next: nextShown(visit, progress),
    reach: await reachShown(visit, it.person),
    eighteen: atEighteen(visit, it, moves),
    missing: progress.state === 'closed' ? [] : await partsMissing(tx, it.id),
    parts: await partsOf(visit, it, progress, moves),
    actions: await actionsAbout(tx, { kind: 'case', id: it.id }, now),
    nextSteps: nextStepsFrom(visit, 'case', it.id),
    history: it.events.map(event => ({ ...event, words: eventWords[event.event] })),
    ...(await struckShown(visit, it.id, 'event')),
  })
}

const stepWords = { usual: '', more: ', with more help than at first', less: ', with less help than at first' } as const

/** The move at 18 of an open case, until somebody over there has said yes or it is not needed. */
function atEighteen(visit: Visit, it: Case, all: readonly CaseMove[]) {
  const today = todayOf(visit)
  const move = all.find(({ kind, state }) => kind === 'turns 18' && !['accepted', 'done', 'not needed'].includes(state))
  return move === undefined || !movingOf(it).open
    ? undefined
    : { due: move.due, planBy: move.planBy, past: move.due <= today, planned: move.state !== 'to plan' }
}

function nextShown({ now }: Visit, { next }: Progress) {
  return next === undefined ? undefined : { words: nextWords[next.what], due: next.due, late: next.due < ukDay(now) }
}

async function partsOf(visit: Visit, it: Case, progress: Progress, moves: readonly CaseMove[]): Promise<Part[]> {
  const lead = progress.members.find(({ id }) => id === progress.lead)
  return [
    ...(await assessedParts(visit, it)),
    await planPart(visit, it),
    await sessionPart(visit, it),
    await reviewPart(visit, it),
    await lookPart(visit, it),
    movePart(it, moves),
    await mentorPart(visit, it),
    await toldPart(visit, it),
    ...(await newsPart(visit, it)),
    await outcomePart(visit, it),
    {
      text: 'Team',
      href: `/cases/${it.id}/team`,
      status: lead === undefined ? 'Nobody leads it' : 'Has a lead',
      hint: 'Who works with them, and why each of them is here.',
    },
  ]
}

async function assessedParts({ tx }: Visit, { id }: Case): Promise<Part[]> {
  if (!(await may(tx, 'read', assessmentsCollection)))
    return [{ text: 'Assessment and timeline', status: 'Not open to your role' }]
  const [newest] = await assessmentsOf(tx, id)
  const events = await lifeEventsOf(tx, id)
  const talked = (await talksOf(tx, id)).length > 0
  return [
    {
      text: 'Assessment',
      href: newest === undefined ? `/assessments/new?file=${id}` : `/assessments/${newest.id}`,
      status: newest === undefined ? 'Not started' : `Made on ${longDate(newest.made_on)}`,
      hint: 'Strengths first, then risks, in the five parts of a life.',
    },
    {
      text: 'Timeline',
      href: `/assessments/timeline/${id}`,
      status: events.length === 0 ? 'Not started' : 'Begun',
      hint: 'What happened when, and the moments when they could be reached.',
    },
    {
      text: 'Identity',
      href: `/assessments/identity/${id}`,
      status: talked ? 'Begun' : 'Not asked yet',
      hint: 'Who they are, in their own words.',
    },
    ...(newest === undefined ? [] : [await helpPart(tx, id, newest.id)]),
  ]
}

async function helpPart(tx: Transaction, id: string, assessment: string): Promise<Part> {
  const chosen = (await chosenProgrammes(tx, id)).length
  return {
    text: 'What could help',
    href: `/assessments/${assessment}/programmes`,
    status: chosen === 0 ? 'Nothing chosen yet' : `${chosen} chosen to be offered`,
    hint: 'Programmes that work on what the assessment found, each with its reason.',
  }
}

async function planPart({ tx }: Visit, { id }: Case): Promise<Part> {
  const [plan] = await plansOf(tx, id)
  const agreed = plan === undefined ? undefined : agreedOn(plan.agreements)
  const status = agreed === undefined ? 'Draft: not agreed yet' : `Agreed on ${longDate(agreed)}`
  return { text: 'Plan', href: `/cases/${id}/plan`, status: plan === undefined ? 'Not started' : status }
}

const newestFirst = (a: { held_on: string }, b: { held_on: string }): number => b.held_on.localeCompare(a.held_on)

async function sessionPart({ tx }: Visit, { id }: Case): Promise<Part> {
  if (!(await may(tx, 'read', sessionsCollection))) return { text: 'Sessions', status: 'Not open to your role' }
  const [newest] = [...(await sessionsOf(tx, id)), ...standing(await groupSessionsOf(tx, id))].sort(newestFirst)
  const status = newest === undefined ? 'None yet' : `Last one on ${longDate(newest.held_on)}`
  return { text: 'Sessions', href: `/cases/${id}/sessions`, status }
}

async function reviewPart({ tx }: Visit, { id }: Case): Promise<Part> {
  const [newest] = await reviewsOf(tx, id)
  const status = newest === undefined ? 'None yet' : `Last one on ${longDate(newest.held_on)}`
  return { text: 'Reviews', href: `/cases/${id}/reviews`, status }
}

async function lookPart({ tx }: Visit, { id }: Case): Promise<Part> {
  const newest = (await looksOf(tx, [id])).at(-1)
  const status = newest === undefined ? 'Not asked yet' : `Last asked on ${longDate(newest.seen_on)}`
  const hint = 'Harm, school or work, how safe they feel. Asked again after help ends.'
  return { text: 'How they are', href: `/cases/${id}/looks`, status, hint }
}

function movePart(it: Case, all: readonly CaseMove[]): Part {
  const open = all.filter(({ nextBy }) => nextBy !== undefined)
  const [first] = open
  const next = first === undefined ? 'None in the next year' : `Next on ${longDate(first.due)}`
  const status = movingOf(it).open && open.some(({ late }) => late) ? 'Plan it now' : next
  return {
    text: 'Moves in their life',
    href: `/cases/${it.id}/moves`,
    status,
    hint: 'School, 16, 18, 25, custody, care.',
  }
}

async function mentorPart(visit: Visit, { id }: Case): Promise<Part> {
  const current = await currentMentors(visit, await matchesOf(visit.tx, id))
  const watch = current.flatMap(it => it.watch ?? [])[0]
  const status = watch === undefined ? 'Has a mentor' : `${watch.words}, ${longDate(watch.day)}`
  return { text: 'Mentor', href: `/cases/${id}/mentor`, status: current.length > 0 ? status : 'None' }
}

async function toldPart({ tx }: Visit, { id }: Case): Promise<Part> {
  const employers = toldNow(await toldOf(tx, id)).length
  const status = employers === 0 ? 'Nothing may be told' : `Agreed for ${employers}`
  return { text: 'What an employer may know', href: `/cases/${id}/employers`, status }
}

/** Follows from the kind of help alone: it is the same whether anybody is supported or not. */
async function newsPart({ tx }: Visit, { id }: Case): Promise<Part[]> {
  if (!(await tellsPartners(tx, id))) return []
  const hint = 'One way: a safety concern, or somebody whom they could offer support.'
  return [
    { text: 'Tell the service that supports partners', href: `/cases/${id}/programme-news`, status: 'Any time', hint },
  ]
}

async function outcomePart({ tx }: Visit, { id }: Case): Promise<Part> {
  const [newest] = await outcomesOf(tx, id)
  const status = newest === undefined ? 'Not yet' : `Recorded on ${longDate(newest.ended_on)}`
  return { text: 'Outcome', href: `/cases/${id}/outcome`, status }
}
