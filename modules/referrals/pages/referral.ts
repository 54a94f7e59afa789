import { personById } from '#modules/people'
import { may } from '#platform/access'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { givenReferrals, referralsCollection } from '../collections.ts'
import { withdrawForm } from '../forms/sorting.ts'
import { shownOf, workNow } from '../reading.ts'
import { outcomes } from '../rules/outcomes.ts'
import { reasonGroups } from '../rules/reasons.ts'
import { heardOf, heardWords, movesFrom, type State, sorterOf, stateWords, toldEvents } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { choices } from '../rules/words.ts'
import { addEvent, type Referral } from '../store/referrals.ts'
import { type Content, contentsOf, earlierOf, eventsOf, type Fact, factsOf } from '../store/triage.ts'
import { statesOf } from '../store/work.ts'
import { dueInWords } from './due.ts'
import { goingShown } from './going-shown.ts'
import { happenedRows, happenedWords } from './happened.ts'
import { relatedRows } from './related.ts'
import { releases } from './release.ts'
import { routeRows } from './routes.ts'
import { rungShown } from './rung-shown.ts'
import { heldReferral, makers, marking, purpose, readers, referralIn } from './shared.ts'
import { sortingChoices } from './sorting-choices.ts'
import { toldRows } from './told.ts'

export const referralPages: readonly Page[] = [
  { method: 'get', path: '/referrals/:id', purpose, roles: readers, handle: visit => referralPage(visit) },
  { method: 'post', path: '/referrals/:id/withdraw', purpose, roles: makers, handle: withdraw },
]

type More = { readonly errors?: readonly FieldError[] }

/** The whole of a referral for whoever sorts it or was given it; its state alone for whoever asked for help. */
export async function referralPage(visit: Visit, { errors = [] }: More = {}): Promise<Answer> {
  const referral = await referralIn(visit)
  const content = (await contentsOf(visit.tx, [referral.id])).get(referral.id)
  const reads = (await may(visit.tx, 'read', referral.id)) && (await worksWithReferrals(visit))
  return content === undefined || !reads
    ? heardPage(visit, referral, errors)
    : wholePage(visit, referral, content, errors)
}

/** The second key: that of a role which sorts referrals, or reads those that it is given. */
async function worksWithReferrals({ tx }: Visit): Promise<boolean> {
  return (await may(tx, 'read', referralsCollection)) || (await may(tx, 'read', givenReferrals))
}

async function heardPage(visit: Visit, referral: Referral, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, actor } = visit
  await record(tx, { action: 'read', kind: 'referral', subject: referral.id, detail: { fields: ['state'] } })
  const state = await trueState(visit, referral)
  const heard = heardOf(state)
  const mine = referral.made_by === actor.id
  const returned = referral.events.findLast(({ event }) => event === 'returned')
  const data = {
    title: `Referral ${referenceOf(referral.id)}`,
    back: { href: '/referrals', text: 'Referrals' },
    referral,
    about: choices.about[referral.about],
    state: heardWords[heard],
    asked: heard === 'returned' ? returned?.why : undefined,
    askedBy: heard === 'returned' ? returned?.due : undefined,
    told: referral.events.filter(({ event }) => event === 'released').map(({ why, at }) => ({ why, at })),
    mayAdd: mine && state === 'returned',
    mayWithdraw: mine && mayTakeBack(state),
    decided: mine && heard === 'closed',
    happened: referral.events
      .filter(({ event }) => toldEvents.has(event))
      .map(({ event, at }) => ({ at, text: happenedWords[event] })),
    withdrawReasons: reasonGroups.takenBack,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/heard.njk', data, errors.length > 0 ? 422 : 200)
}

/** How it stands: of what happened, whoever asked reads a part, from which that does not follow. */
async function trueState({ tx }: Visit, { id }: Referral): Promise<State> {
  return (await statesOf(tx, [id])).get(id) ?? 'waiting'
}

/** Whoever asked takes it back until somebody decided; from then on it may be what help stands on, and they tell the coordinator. */
const mayTakeBack = (state: State): boolean => ['received', 'returned'].includes(heardOf(state))

/** Whoever asked takes it back; so does whoever sorts it, when they were asked to. Never once it was closed or a case is open. */
async function withdraw(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await heldReferral(visit)
  const state = await trueState(visit, referral)
  const sorts = visit.who?.roles.includes('coordinator') === true && (await may(tx, 'write', referral.id))
  const mine = referral.made_by === actor.id && mayTakeBack(state)
  if (referral.made_by !== actor.id && !sorts) throw new NotFound()
  if (!mine && !(sorts && movesFrom(state).includes('withdrawn')))
    throw new Conflict('It can no longer be withdrawn here. Tell the coordinator that it should stop, and why.')
  const parsed = parseForm(withdrawForm, visit.body)
  if (!parsed.ok) return referralPage(visit, { errors: parsed.errors })
  const { withdrawReason: reason, withdrawWhy: why } = parsed.value
  await addEvent(tx, referral.id, { event: 'withdrawn', what: '', why, reason }, actor.id, now)
  return redirect(`/referrals/${referral.id}`, mine ? 'You withdrew it.' : 'It was withdrawn.')
}

/** While somebody has it to sort, it says who. */
const toSort: readonly State[] = ['waiting', 'returned', 'offered']

async function wholePage(
  visit: Visit,
  referral: Referral,
  it: Content,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { tx, now } = visit
  const shown = shownOf(referral, it)
  const sorts = visit.who?.roles.includes('coordinator') === true && (await may(tx, 'write', referral.id))
  const [facts, events] = [await factsOf(tx, referral.id), await eventsOf(tx, referral.id)]
  const person = referral.person === null ? undefined : await personById(tx, referral.person)
  const related = await relatedRows(visit, referral, it)
  await recordLook(visit, referral)
  const moves = movesFrom(shown.state)
  const data = {
    title: shown.title,
    marking,
    back: { href: '/referrals', text: 'Referrals' },
    referral,
    state: stateWords[shown.state],
    outcome: shown.outcome === undefined ? undefined : outcomes[shown.outcome].words,
    due: dueInWords(await workNow(tx, referral, it), now),
    rows: await toldRows(visit, referral, it),
    facts: facts.map(factShown),
    earlier: await earlierShown(visit, referral),
    person,
    related,
    going: await goingShown(tx, referral, it, sorts),
    routes: routeRows(referral, sorts),
    rung: await rungShown(visit, referral, sorts),
    happened: await happenedRows(visit, events),
    next: shown.state === 'accepted' ? nextStepsFrom(visit, 'referral', referral.id) : [],
    sorts,
    beingSorted: sorts && toSort.includes(shown.state),
    ...{ mayDecide: sorts && moves.includes('decided'), mayReturn: sorts && moves.includes('returned') },
    ...{ mayReopen: sorts && moves.includes('reopened'), mayWithdraw: sorts && moves.includes('withdrawn') },
    ...(sorts ? await sortingChoices(visit, referral, sorterOf(events)) : {}),
    ...(sorts ? await releases(visit, referral) : {}),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/referral.njk', data, errors.length > 0 ? 422 : 200)
}

const factShown = ({ standing, words }: Fact) => ({ standing: choices.standing[standing], words })

/** What stood here before more was added: a decision may have been made on it. */
async function earlierShown(visit: Visit, referral: Referral) {
  return Promise.all(
    (await earlierOf(visit.tx, referral.id)).map(async ({ content, facts, replaced_at }) => ({
      replaced_at,
      rows: await toldRows(visit, referral, { ...content, referral: referral.id }),
      facts: facts.map(factShown),
    })),
  )
}

/** A look at a referral is a look at whoever it is about. */
async function recordLook({ tx }: Visit, { id, person, about }: Referral): Promise<void> {
  const kind = 'referral'
  await record(tx, { action: 'read', kind, subject: id, detail: { fields: ['told', 'sorting'], about } })
  if (person !== null) await record(tx, { action: 'read', kind: 'person', subject: person, detail: { fields: [kind] } })
}
