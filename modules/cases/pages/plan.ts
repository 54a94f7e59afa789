import { assessmentsOf, factorsOf } from '#modules/assessments'
import { programmes } from '#modules/interventions'
import { content } from '#modules/model'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { agreementForm, goalNumbers, planForm, signOffForm } from '../forms/plan.ts'
import { ageOn } from '../rules/clocks.ts'
import {
  type Agreement,
  agreedOn,
  agreementWords,
  carerNotAskedWords,
  ever,
  inOwnWordsAndAgreed,
  newestAnswers,
  notAskedWords,
  personNotAskedWords,
  saidByWords,
  standingOf,
  standingWords,
} from '../rules/plan.ts'
import type { Goal } from '../rules/records.ts'
import { count, countFactors, isFactorsCounted } from '../store/counts.ts'
import { addSignOff, pathwayOf, type Tie, tiesOf } from '../store/deciding.ts'
import type { Case } from '../store/files.ts'
import { partsMissing } from '../store/parts.ts'
import { addAgreements, addPlan, nextVersion, type Plan, plansOf } from '../store/plans.ts'
import { helpFor, inOrderOf } from './help.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'
import { struckShown } from './struck.ts'

export const planPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/plan', handle: visit => show(visit, []) },
  { ...working, method: 'get', path: '/cases/:id/plan/new', handle: visit => writePage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/new', handle: write },
  { ...working, method: 'get', path: '/cases/:id/plan/agreement', handle: visit => agreementPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/agreement', handle: agree },
  { ...working, method: 'post', path: '/cases/:id/plan/sign-off', handle: signOff },
]

const agreementTitles = {
  'plan by person': 'They agree to the plan',
  'plan by carer': 'A parent or carer agrees to the plan',
  service: 'They agree to take part',
} as const

/** A plan as its pages show it, with the strength or risk of each step where the reader may know it. */
export function shown(plan: Plan, ties: readonly Tie[] = []) {
  const newest = newestAnswers(plan.agreements)
  const agreed = agreedOn(plan.agreements)
  return {
    ...plan,
    agreed,
    standing: standingWords[standingOf(plan.agreements, plan.sign_offs)],
    goals: plan.goals.map(goal => ({ ...goal, said: saidByWords[goal.said_by], steps: stepsOf(goal, ties) })),
    answers: (['plan by person', 'plan by carer', 'service'] as const).map(what => {
      const it = newest[what]
      return {
        title: agreementTitles[what],
        ...it,
        answer: it === undefined ? 'Not answered yet' : agreementWords[it.answer],
        notAsked: it?.reason === undefined || it.reason === '' ? undefined : notAskedWords[it.reason],
      }
    }),
  }
}

function stepsOf(goal: Goal, ties: readonly Tie[]) {
  return goal.steps.map((words, at) => ({ words, tie: ties.find(it => it.goal === goal.id && it.step === at) }))
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const [newest, ...earlier] = await plansOf(visit.tx, it.id)
  const standing = newest === undefined ? undefined : standingOf(newest.agreements, newest.sign_offs)
  const data = {
    title: `Plan: ${nameOf(it)}`,
    plan: newest === undefined ? undefined : shown(newest, await tiesOf(visit.tx, newest.id)),
    earlier: earlier.map(each => shown(each)),
    pathway: await pathwayOf(visit.tx, it.id),
    missing: await partsMissing(visit.tx, it.id),
    draft: standing === 'draft',
    help: await helpFor(visit, it),
    maySign: newest !== undefined && standing !== 'draft' && newest.made_by !== visit.actor.id,
    works: await works(visit, it.id),
    ...(await struckShown(visit, it.id, 'plan')),
  }
  return partPage(visit, it, 'plan', data, errors)
}

/** What the form holds before anybody types: the plan in use, so that a new version begins from it. */
function answersOf(plan: Plan | undefined): Record<string, string> {
  if (plan === undefined) return {}
  const goals = plan.goals.map((goal, at) => ({
    [`goal${at + 1}`]: goal.words,
    [`said${at + 1}`]: goal.said_by,
    [`notOwn${at + 1}`]: goal.not_own_why,
    [`steps${at + 1}`]: goal.steps.join('\n'),
  }))
  const parts = Object.fromEntries(plan.parts.map(({ part, words }) => [part, words]))
  return Object.assign({ programme: plan.programme, programmeWhy: plan.programme_why, ...parts }, ...goals)
}

async function writePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const [plan] = await plansOf(visit.tx, it.id)
  const help = await helpFor(visit, it)
  const choices = inOrderOf(help, await programmes(visit.tx)).map(({ id, name }) => ({ value: id, text: name }))
  const title = plan === undefined ? `Make a plan with ${nameOf(it)}` : `Change the plan: ${nameOf(it)}`
  const parts = await partsAsked(visit, it)
  const data = { title, goalNumbers, saidBy: saidByWords, choices, help, parts, first: plan === undefined }
  return partPage(visit, it, 'plan-new', { answers: errors.length > 0 ? visit.body : answersOf(plan), ...data }, errors)
}

async function write(visit: Visit): Promise<Answer> {
  const { tx, body, now } = visit
  const it = await workedCase(visit)
  const every = await programmes(tx)
  const asked = await partsAsked(visit, it)
  const parsed = parseForm(
    planForm(
      every.map(({ id }) => id),
      asked,
    ),
    body,
  )
  if (!parsed.ok) return writePage(visit, parsed.errors)
  const version = await nextVersion(tx, it.id)
  const programme_name = every.find(({ id }) => id === parsed.value.programme)?.name ?? ''
  const { goals, programme, programmeWhy, parts } = parsed.value
  const plan = { goals, parts, programme, programme_name, programme_why: programmeWhy, made_on: todayOf(visit) }
  const part = await addPlan(tx, it.id, { ...plan, version }, now)
  await count(tx, 'plan made', todayOf(visit), 1, { part, file: it.id })
  return redirect(`/cases/${it.id}/plan`, 'The plan is written down. It is a draft until it is agreed.')
}

/** What the pathway of a case asks of its plan; nothing where none was chosen. */
async function partsAsked({ tx }: Visit, it: Case) {
  const pathway = (await pathwayOf(tx, it.id))?.pathway
  if (pathway === undefined) return []
  return (await content(tx, 'pathwayParts')).filter(part => part.pathway === pathway)
}

const noPlan = 'There is no plan yet to agree to.'

export async function planIn(visit: Visit, it: Case): Promise<Plan> {
  const [plan] = await plansOf(visit.tx, it.id)
  if (plan === undefined) throw new NotFound(noPlan)
  return plan
}

async function agreementPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  const data = {
    title: `Who agrees to the plan: ${nameOf(it)}`,
    plan: shown(plan),
    agreementWords,
    carerNotAskedWords,
    personNotAskedWords,
    answers,
  }
  return partPage(visit, it, 'plan-agreement', data, errors)
}

async function agree(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const [plan, ...earlier] = await plansOf(tx, it.id)
  if (plan === undefined) throw new NotFound(noPlan)
  const today = todayOf(visit)
  const age = it.born === null ? undefined : ageOn(it.born, today)
  const parsed = parseForm(agreementForm(today, age), visit.body)
  if (!parsed.ok) return agreementPage(visit, parsed.errors)
  await addAgreements(tx, plan, parsed.value, now)
  const agreements = [...plan.agreements, ...parsed.value.map(each => ({ ...each, recorded_at: now }))]
  const ownWords = (some: readonly Agreement[]): boolean => inOwnWordsAndAgreed(plan.goals, some)
  if (!ever(plan.agreements, ownWords) && ownWords(agreements))
    await count(tx, 'plan in own words and agreed', today, 1, { part: plan.id, file: it.id })
  // Once for a case, by its first plan that is agreed: whoever asks for changes before saying yes is counted, too.
  const agreedBefore = [plan, ...earlier].some(each => ever(each.agreements, isAgreed))
  const known = agreedBefore || (await isFactorsCounted(tx, it.id))
  if (!known && isAgreed(agreements)) await countFound(visit, it)
  const done =
    agreedOn(agreements) === undefined ? 'It is written down. The plan stays a draft.' : 'The plan is agreed.'
  return redirect(`/cases/${it.id}/plan`, done)
}

const isAgreed = (some: readonly Agreement[]): boolean => agreedOn(some) !== undefined

/** When a first plan is agreed, what its assessment found is counted apart from the case: a month and a word for each. */
async function countFound(visit: Visit, it: Case): Promise<void> {
  const [newest] = await assessmentsOf(visit.tx, it.id)
  if (newest === undefined) return
  const found = (await factorsOf(visit.tx, newest.id)).filter(({ state }) => state === 'present')
  await countFactors(visit.tx, found, todayOf(visit), it.id)
}

async function signOff(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  if (agreedOn(plan.agreements) === undefined) throw new Conflict('A draft is not signed off. It is agreed first.')
  if (plan.made_by === actor.id) throw new Conflict('You wrote this plan. Somebody else of the team signs it off.')
  const parsed = parseForm(signOffForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addSignOff(tx, plan, parsed.value, now)
  const done =
    parsed.value.answer === 'signed off' ? 'The plan is signed off.' : 'The plan is sent back, with your reason.'
  return redirect(`/cases/${it.id}/plan`, done)
}
