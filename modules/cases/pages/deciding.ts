import { assessmentsCollection, assessmentsOf, factorsOf } from '#modules/assessments'
import { content } from '#modules/model'
import { toldOfLoneParent } from '#modules/referrals'
import { may } from '#platform/access'
import { NotAllowed } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { pathwayForm, tieForm } from '../forms/plan.ts'
import { ageOn } from '../rules/clocks.ts'
import { choosePathway, pathwayOf, type Tie, tieSteps, tiesOf } from '../store/deciding.ts'
import type { Case } from '../store/files.ts'
import { meetingOf } from '../store/meeting.ts'
import { tellChange } from '../store/partner.ts'
import { partsMissing } from '../store/parts.ts'
import { countEarlierMeeting } from './meeting.ts'
import { planIn } from './plan.ts'
import { nameOf, partPage, todayOf, workedCase, working } from './shared.ts'

export const decidingPages: readonly Page[] = [
  { ...working, method: 'get', path: '/cases/:id/plan/pathway', handle: visit => pathwayPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/pathway', handle: choose },
  { ...working, method: 'get', path: '/cases/:id/plan/steps', handle: visit => stepsPage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/plan/steps', handle: tie },
]

async function pathwayPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const all = await content(visit.tx, 'pathways')
  const chosen = await pathwayOf(visit.tx, it.id)
  const age = it.born === null ? undefined : ageOn(it.born, todayOf(visit))
  const alone = (await toldOfLoneParent(visit.tx, it.referral)) ? 'pw.lone_parents' : undefined
  const choices = all.map(({ id, name, for_whom, age_from, age_to, contact_hours, review_days }) => ({
    value: id,
    text: name,
    hint: `${id === alone ? 'Their referral told that they bring up a child alone. ' : ''}${for_whom}. ${agesWords(age_from, age_to, age)}Somebody meets them within ${contact_hours} hours; looked at again every ${review_days} days.`,
  }))
  const answers = errors.length > 0 ? visit.body : { pathway: chosen?.pathway ?? '' }
  return partPage(visit, it, 'pathway', { title: `Kind of help: ${nameOf(it)}`, choices, chosen, answers }, errors)
}

/** For which ages a pathway is, and whether theirs is another: said, and never a bar. */
function agesWords(from: number | null, to: number | null, age: number | undefined): string {
  if (from === null && to === null) return ''
  const ages = to === null ? `From ${from}` : `Ages ${from ?? 0} to ${to}`
  const outside = age !== undefined && (age < (from ?? 0) || age > (to ?? 200))
  return outside ? `${ages}: they are ${age}. ` : `${ages}. `
}

async function choose(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const all = await content(visit.tx, 'pathways')
  const parsed = parseForm(pathwayForm(all.map(({ id }) => id)), visit.body)
  if (!parsed.ok) return pathwayPage(visit, parsed.errors)
  const { pathway, why } = parsed.value
  const found = all.find(({ id }) => id === pathway)
  const { name = '', contact_hours = null, review_days = null } = found ?? {}
  const before = (await pathwayOf(visit.tx, it.id))?.pathway
  const asked = await meetingOf(visit.tx, it.id)
  await choosePathway(visit.tx, it.id, { pathway, name, why, contact_hours, review_days }, visit.now)
  await countEarlierMeeting(visit, it.id, asked)
  await tellChange(visit.tx, it.id, { before, after: pathway, on_day: todayOf(visit) }, visit.now)
  const missing = (await partsMissing(visit.tx, it.id)).length > 0
  return missing
    ? redirect(
        `/cases/${it.id}/plan/new`,
        `This kind of help (${name}) asks for more than the plan says. Add it below.`,
      )
    : redirect(`/cases/${it.id}/plan`, `The plan follows this kind of help: ${name}.`)
}

/** What the newest assessment saw, strengths first: what a step can be about. */
async function seenIn({ tx }: Visit, it: Case) {
  if (!(await may(tx, 'read', assessmentsCollection))) throw new NotAllowed()
  const [newest] = await assessmentsOf(tx, it.id)
  const all = newest === undefined ? [] : await factorsOf(tx, newest.id)
  const seen = all.filter(({ state }) => state === 'present' || state === 'suspected')
  return [...seen.filter(({ kind }) => kind === 'strength'), ...seen.filter(({ kind }) => kind === 'risk')]
}

async function stepsPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  const seen = await seenIn(visit, it)
  const ties = await tiesOf(visit.tx, plan.id)
  const steps = plan.goals.flatMap(goal =>
    goal.steps.map((words, step) => ({
      words,
      goal: goal.words,
      tied: ties.find(each => each.goal === goal.id && each.step === step)?.factor ?? '',
    })),
  )
  const choices = seen.map(({ factor, kind, label }) => ({
    value: factor,
    text: `${kind === 'strength' ? 'Strength' : 'Risk'}: ${label}`,
  }))
  const answers = errors.length > 0 ? visit.body : Object.fromEntries(steps.map(({ tied }, at) => [`step-${at}`, tied]))
  return partPage(
    visit,
    it,
    'plan-steps',
    { title: `What each step is about: ${nameOf(it)}`, steps, choices, answers },
    errors,
  )
}

async function tie(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const plan = await planIn(visit, it)
  const seen = await seenIn(visit, it)
  const steps = plan.goals.flatMap(goal => goal.steps.map((_, step) => ({ goal: goal.id, step })))
  const form = tieForm(
    seen.map(({ factor }) => factor),
    steps.length,
  )
  const parsed = parseForm(form, visit.body)
  if (!parsed.ok) return stepsPage(visit, parsed.errors)
  const ties = steps.flatMap(({ goal, step }, at): Tie[] => {
    const found = seen.find(({ factor }) => factor === parsed.value[at])
    return found === undefined ? [] : [{ goal, step, factor: found.factor, kind: found.kind, label: found.label }]
  })
  await tieSteps(tx, it.id, ties, now)
  return redirect(`/cases/${it.id}/plan`, 'Each step says what it is about.')
}
