// A case told by date, and a case on paper for a meeting or a handover.
import { ukDay } from '#platform/clock'
import { type FieldError, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { longDate, longTime } from '#platform/views'
import { packForm, packWords } from '../forms/case.ts'
import { standingOf } from '../rules/plan.ts'
import { referenceOf } from '../rules/state.ts'
import { byMonth, type StoryEvent } from '../rules/story.ts'
import { decisionWords, endingWords, metWords } from '../rules/words.ts'
import { tiesOf } from '../store/deciding.ts'
import type { Case } from '../store/files.ts'
import { movesOf } from '../store/moves.ts'
import { outcomesOf } from '../store/outcomes.ts'
import { plansOf } from '../store/plans.ts'
import { progressOf } from '../store/progress.ts'
import { storyOf } from '../store/story.ts'
import { reviewsOf } from '../store/work.ts'
import { movesShown } from './moves.ts'
import { shown } from './plan.ts'
import { candidates, caseIn, marking, nameOf, partPage, reading, statesShown } from './shared.ts'

export const storyPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases/:id/timeline', handle: timeline },
  { ...reading, method: 'get', path: '/cases/:id/print', handle: visit => ask(visit, []) },
  { ...reading, method: 'post', path: '/cases/:id/print', fresh: 'minutes', handle: print },
]

/** What happened in this case, with what other modules tell of the person: referral, disclosures and the record itself. */
async function timeline(visit: Visit): Promise<Answer> {
  const it = await caseIn(visit)
  const months = byMonth([...(await toldByOthers(visit, it)), ...(await storyOf(visit.tx, it))], ukDay)
  const data = {
    title: `Everything by date: ${nameOf(it)}`,
    months: months.map(({ month, events }) => ({ heading: longDate(`${month}-01`).slice(2), events })),
  }
  return partPage(visit, it, 'timeline', data)
}

async function toldByOthers({ tx, modules }: Visit, { person }: Case): Promise<StoryEvent[]> {
  if (person === null) return []
  const told: StoryEvent[] = []
  // This module's own offer tells when cases of theirs began and ended: here, each is told in full on its own page.
  for (const { name, timeline: offer } of modules)
    if (name !== 'cases' && offer !== undefined) told.push(...(await offer(tx, person)))
  return told.filter(({ at, title }) => at !== '' && title !== '')
}

async function ask(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  return partPage(visit, it, 'print', { title: `Print the case: ${nameOf(it)}`, packWords }, errors)
}

/** The case on one page. That it left the system, for what and for whom, is in the ledger before the page is sent. */
async function print(visit: Visit): Promise<Answer> {
  const { tx, who, now } = visit
  const it = await caseIn(visit)
  const parsed = parseForm(packForm, visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  const pack = await packOf(visit, it)
  const { use, whom } = parsed.value
  const parts = { plan: pack.plan?.version ?? 0, reviews: pack.reviews.length, outcomes: pack.outcomes.length }
  await record(tx, {
    action: 'export',
    kind: 'case',
    subject: it.id,
    detail: { for: use, to: whom, marking, ...parts },
  })
  const printed = `Printed by ${who?.name ?? ''}, ${who?.jobTitle ?? ''}, ${who?.agency ?? ''}, on ${longTime(now)}`
  return view('cases/views/pack.njk', {
    title: `${packWords[use]}: ${nameOf(it)}`,
    marking,
    back: { href: `/cases/${it.id}`, text: `Case: ${nameOf(it)}` },
    reference: referenceOf(it.id),
    printed,
    whom,
    it,
    ...pack,
  })
}

async function packOf(visit: Visit, it: Case) {
  const { tx, now } = visit
  const [plan] = await plansOf(tx, it.id)
  const progress = (await progressOf(tx, [it])).get(it.id)
  const draft = plan !== undefined && standingOf(plan.agreements, plan.sign_offs) === 'draft'
  return {
    state: progress === undefined ? '' : (await statesShown(tx))[progress.state],
    next: progress?.next?.due,
    people: await peopleOf(visit, it, progress?.lead, progress?.members ?? []),
    plan: plan === undefined ? undefined : shown(plan, await tiesOf(tx, plan.id)),
    draft,
    reviews: (await reviewsOf(tx, it.id)).map(each => ({ ...each, decided: decisionWords[each.decision] })),
    moves: movesShown(it, await movesOf(tx, [it.id]), ukDay(now)),
    outcomes: (await outcomesOf(tx, it.id)).map(each => ({
      ...each,
      ended: endingWords[each.how],
      goals: each.goals.map(goal => ({ ...goal, metWords: metWords[goal.met] })),
    })),
  }
}

async function peopleOf(
  { tx }: Visit,
  it: Case,
  lead: string | undefined,
  members: readonly { readonly id: string; readonly why: string }[],
) {
  const everybody = await candidates(tx)
  return members.map(({ id, why }) => {
    const known = everybody.find(each => each.id === id)
    const name = it.events.find(({ member }) => member === id)?.member_name ?? 'Somebody who left'
    return { name, why, leads: id === lead, job: known?.job_title, agency: known?.agency }
  })
}
