import { assessmentsOf, changedSince, factorsOf } from '#modules/assessments'
import { Conflict } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { whyForm } from '../forms/case.ts'
import { endings, outcomeForm } from '../forms/work.ts'
import { calledIn } from '../rules/mentors.ts'
import { isAccepted } from '../rules/moves.ts'
import { countedOfChange, countedOfEnding } from '../rules/outcomes.ts'
import { planInUse, standingOf, standingWords } from '../rules/plan.ts'
import type { Goal } from '../rules/records.ts'
import { endingWords, metWords } from '../rules/words.ts'
import { count, countEach } from '../store/counts.ts'
import { addEvent, type Case } from '../store/files.ts'
import { matchesOf } from '../store/mentors.ts'
import { movesOf } from '../store/moves.ts'
import { addOutcome, outcomesOf } from '../store/outcomes.ts'
import { tellProgramme } from '../store/partner.ts'
import { plansOf } from '../store/plans.ts'
import { progressOf } from '../store/progress.ts'
import { recountWorkers } from '../store/workers.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'
import { struckShown } from './struck.ts'

export const outcomePages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/outcome', handle: visit => show(visit, []) },
  { ...working, method: 'get', path: '/cases/:id/outcome/new', handle: visit => closePage(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/outcome/new', handle: close },
  { ...working, method: 'post', path: '/cases/:id/reopen', handle: reopen },
]

async function isClosed({ tx }: Visit, it: Case): Promise<boolean> {
  return (await progressOf(tx, [it])).get(it.id)?.state === 'closed'
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const list = (await outcomesOf(visit.tx, it.id)).map(each => ({
    ...each,
    ended: endingWords[each.how],
    goals: each.goals.map(goal => ({ ...goal, metWords: metWords[goal.met] })),
  }))
  const closed = await isClosed(visit, it)
  const data = {
    ...{ title: `Outcome: ${nameOf(it)}`, list, closed },
    works: await works(visit, it.id),
    ...(await struckShown(visit, it.id, 'outcome')),
    changed: await changedSince(visit.tx, it.id),
  }
  return partPage(visit, it, 'outcome', data, errors)
}

/** The goals of the plan in use: each is answered when the case ends. */
async function goalsOf({ tx }: Visit, it: Case): Promise<readonly Goal[]> {
  return planInUse(await plansOf(tx, it.id))?.goals ?? []
}

/** What is said of a plan that was agreed and that no second person signed off, before its case is closed. */
async function unsignedWords({ tx }: Visit, it: Case): Promise<string | undefined> {
  const plan = planInUse(await plansOf(tx, it.id))
  const standing = plan === undefined ? 'draft' : standingOf(plan.agreements, plan.sign_offs)
  return standing === 'agreed' || standing === 'sent back' ? standingWords[standing] : undefined
}

/** Whether somebody who helps adults has said yes to the move at 18. */
async function movedAtEighteen({ tx }: Visit, it: Case): Promise<boolean> {
  return (await movesOf(tx, [it.id])).some(({ kind, events }) => kind === 'turns 18' && isAccepted(events))
}

async function closePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await workedCase(visit)
  if (await isClosed(visit, it)) throw new Conflict('This case is closed already.')
  const choices = endings.map(({ how, reason, value }) => ({ value, text: `${endingWords[how]}: ${lowered(reason)}` }))
  const answers = errors.length > 0 ? visit.body : todayIn(visit, 'on')
  const data = {
    title: `Close the case: ${nameOf(it)}`,
    choices,
    goals: await goalsOf(visit, it),
    unsigned: await unsignedWords(visit, it),
    mentors: (await matchesOf(visit.tx, it.id)).filter(({ ended_on }) => ended_on === null).map(calledIn),
    metWords,
    moved: await movedAtEighteen(visit, it),
    changed: await changedSince(visit.tx, it.id),
    answers,
  }
  return partPage(visit, it, 'outcome-new', data, errors)
}

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

async function close(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  if (await isClosed(visit, it)) throw new Conflict('This case is closed already.')
  const goals = (await goalsOf(visit, it)).map(({ id }) => id)
  const moved = await movedAtEighteen(visit, it)
  const parsed = parseForm(outcomeForm(todayOf(visit), goals, moved, it.opened_on), visit.body)
  if (!parsed.ok) return closePage(visit, parsed.errors)
  const part = await addOutcome(tx, it.id, parsed.value, now)
  await addEvent(tx, it.id, { event: 'closed', why: parsed.value.reason }, now)
  await tellProgramme(tx, it.id, { what: 'ended', on_day: parsed.value.ended_on }, now)
  const every = [...countedOfEnding(parsed.value), ...(await changeCounted(visit, it))]
  await countEach(tx, every, todayOf(visit), { part, file: it.id })
  await recountWorkers(tx, it.id, todayOf(visit))
  return redirect(`/cases/${it.id}`, 'The case is closed.')
}

/** Which way strengths and risks went from the first assessment to the newest, where there are two that the reader may see. */
async function changeCounted({ tx }: Visit, { id }: Case) {
  const all = await assessmentsOf(tx, id)
  const [newest, first] = [all[0], all.at(-1)]
  if (newest === undefined || first === undefined || newest.id === first.id) return []
  return countedOfChange(await factorsOf(tx, first.id), await factorsOf(tx, newest.id))
}

async function reopen(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  if (!(await isClosed(visit, it))) throw new Conflict('This case is open.')
  const parsed = parseForm(whyForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const part = await addEvent(visit.tx, it.id, { event: 'reopened', why: parsed.value.why }, visit.now)
  await tellProgramme(visit.tx, it.id, { what: 'went on', on_day: todayOf(visit) }, visit.now)
  await count(visit.tx, 'reopened', todayOf(visit), 1, { part, file: it.id })
  return redirect(`/cases/${it.id}`, 'The case is open again.')
}
