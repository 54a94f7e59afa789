import { programmes } from '#modules/interventions'
import { NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { agreementForm, goalNumbers, planForm } from '../forms/plan.ts'
import { agreedOn, agreementWords, inOwnWordsAndAgreed, newestAnswers, saidByWords } from '../rules/plan.ts'
import { count } from '../store/counts.ts'
import type { Case } from '../store/files.ts'
import { addAgreements, addPlan, type Plan, plansOf } from '../store/plans.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'

export const planPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/plan', handle: show },
  { ...working, method: 'get', path: '/cases/:id/plan/new', handle: visit => writePage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/new', handle: write },
  { ...working, method: 'get', path: '/cases/:id/plan/agreement', handle: visit => agreementPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/agreement', handle: agree },
]

const agreementTitles = {
  'plan by person': 'They agree to the plan',
  'plan by carer': 'A parent or carer agrees to the plan',
  service: 'They agree to take part',
} as const

function shown(plan: Plan) {
  const newest = newestAnswers(plan.agreements)
  const agreed = agreedOn(plan.agreements)
  return {
    ...plan,
    agreed,
    goals: plan.goals.map(goal => ({ ...goal, said: saidByWords[goal.said_by] })),
    answers: (['plan by person', 'plan by carer', 'service'] as const).map(what => {
      const it = newest[what]
      return {
        title: agreementTitles[what],
        ...it,
        answer: it === undefined ? 'Not answered yet' : agreementWords[it.answer],
      }
    }),
  }
}

async function show(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const [plan, ...earlier] = (await plansOf(visit.tx, it.id)).map(shown)
  const data = { title: `Plan: ${nameOf(it)}`, plan, earlier, works: await works(visit, it.id) }
  return partPage(visit, it, 'plan', data)
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
  return Object.assign({ programme: plan.programme, programmeWhy: plan.programme_why }, ...goals)
}

async function writePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const [plan] = await plansOf(visit.tx, it.id)
  const choices = (await programmes(visit.tx)).map(({ id, name, summary }) => ({
    value: id,
    text: name,
    hint: summary,
  }))
  const title = plan === undefined ? `Make a plan with ${nameOf(it)}` : `Change the plan: ${nameOf(it)}`
  const data = { title, goalNumbers, saidBy: saidByWords, choices, first: plan === undefined }
  return partPage(visit, it, 'plan-new', { answers: errors.length > 0 ? visit.body : answersOf(plan), ...data }, errors)
}

async function write(visit: Visit): Promise<Answer> {
  const { tx, body, now } = visit
  const it = await workedCase(visit)
  const every = await programmes(tx)
  const parsed = parseForm(planForm(every.map(({ id }) => id)), body)
  if (!parsed.ok) return writePage(visit, parsed.errors)
  const [before] = await plansOf(tx, it.id)
  const programme_name = every.find(({ id }) => id === parsed.value.programme)?.name ?? ''
  const { goals, programme, programmeWhy } = parsed.value
  const plan = { goals, programme, programme_name, programme_why: programmeWhy, made_on: todayOf(visit) }
  await addPlan(tx, it.id, { ...plan, version: (before?.version ?? 0) + 1 }, now)
  await count(tx, 'plan made', todayOf(visit))
  return redirect(`/cases/${it.id}/plan`, 'The plan is written down. It is a draft until it is agreed.')
}

async function planIn(visit: Visit, it: Case): Promise<Plan> {
  const [plan] = await plansOf(visit.tx, it.id)
  if (plan === undefined) throw new NotFound('There is no plan yet to agree to.')
  return plan
}

async function agreementPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  const data = { title: `Who agrees to the plan: ${nameOf(it)}`, plan: shown(plan), agreementWords, answers }
  return partPage(visit, it, 'plan-agreement', data, errors)
}

async function agree(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  const parsed = parseForm(agreementForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return agreementPage(visit, parsed.errors)
  const before = inOwnWordsAndAgreed(plan.goals, plan.agreements)
  await addAgreements(tx, plan, parsed.value, now)
  const agreements = [...plan.agreements, ...parsed.value.map(each => ({ ...each, recorded_at: now }))]
  if (!before && inOwnWordsAndAgreed(plan.goals, agreements))
    await count(tx, 'plan in own words and agreed', todayOf(visit))
  const done =
    agreedOn(agreements) === undefined ? 'It is written down. The plan stays a draft.' : 'The plan is agreed.'
  return redirect(`/cases/${it.id}/plan`, done)
}
