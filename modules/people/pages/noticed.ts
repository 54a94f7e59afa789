// The children whom notices name, for those who sit in the task and finish group or in the forum: three lists, and a page of each child.
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { noticedChildren as childrenCollection } from '../collections.ts'
import { stepForm } from '../forms/notices.ts'
import { childrenForForum, childrenForGroup, matchNotices, recordsInPlan, tellLeadOf } from '../matching/notices.ts'
import { type Listed, type NoticeStep, noticeSteps, pageOf, placeIn, stepsFor, witnessing } from '../rules/notices.ts'
import { addStep, type NoticedChild, noticedChild, type StepsOf, seatsOf, stepsTaken } from '../store/notices.ts'
import { bornInWords, marking, todayOf } from './shared.ts'

export const noticeRoles = ['coordinator', 'chair'] as const
const reading = { purpose: 'children-with-a-notice', roles: noticeRoles }

/** A list of children: where it stands, what it is called, and whose it is. */
type List = { readonly path: string; readonly title: string; readonly back: string; readonly whose: StepsOf }

const noPlan: List = {
  path: '/notices/children',
  title: 'Children in households with a domestic-abuse notice and in no plan',
  back: 'Children with a notice and in no plan',
  whose: 'group',
}
const inPlans: List = {
  path: '/notices/in-plans',
  title: 'Children in a plan, with a new domestic-abuse notice',
  back: 'Children in a plan, with a new notice',
  whose: 'group',
}
const forum: List = {
  path: '/notices/forum',
  title: 'Children who saw or heard domestic abuse, or whom the task and finish group sent',
  back: 'Children for the forum',
  whose: 'forum',
}

type Found = readonly Listed<NoticedChild>[]

export const noticedPages: readonly Page[] = [
  { ...reading, method: 'get', path: noPlan.path, handle: listNoPlan },
  { ...reading, method: 'get', path: inPlans.path, handle: listInPlans },
  { ...reading, method: 'get', path: forum.path, handle: listForum },
  ...pagesOfChild(noPlan),
  ...pagesOfChild(inPlans),
  ...pagesOfChild(forum),
]

function pagesOfChild(list: List): Page[] {
  const path = `${list.path}/:child`
  return [
    { ...reading, method: 'get', path, handle: visit => show(visit, list, []) },
    { ...reading, method: 'post', path, handle: visit => step(visit, list) },
  ]
}

const unlooked: Readonly<Record<StepsOf, string>> = {
  group: 'Nobody has looked yet',
  forum: 'The forum has not talked about them yet',
}

const rowOf = (
  it: NoticedChild & { readonly notices?: number; readonly before?: NoticeStep | null },
  { whose }: List,
) => ({
  ...it,
  name: [it.given_name, it.family_name].filter(Boolean).join(' '),
  bornWords: bornInWords({ born: it.born, born_precision: it.born === null ? 'unknown' : 'day' }),
  nearness: witnessing[it.witnessed],
  stepWords: it.step === null ? unlooked[whose] : noticeSteps[it.step],
  beforeWords: it.step === null && it.before ? noticeSteps[it.before] : '',
  known: it.person !== null,
})

async function listNoPlan(visit: Visit): Promise<Answer> {
  await matchNotices(visit, todayOf(visit))
  const { inNoPlan, inPlan } = await childrenForGroup(visit.tx, visit.modules, todayOf(visit))
  return listed(visit, noPlan, inNoPlan, { others: inPlan.length })
}

async function listInPlans(visit: Visit): Promise<Answer> {
  await matchNotices(visit, todayOf(visit))
  const { inNoPlan, inPlan } = await childrenForGroup(visit.tx, visit.modules, todayOf(visit))
  return listed(visit, inPlans, inPlan, { others: inNoPlan.length })
}

async function listForum(visit: Visit): Promise<Answer> {
  await matchNotices(visit, todayOf(visit))
  return listed(visit, forum, await childrenForForum(visit.tx, todayOf(visit)), {})
}

const childrenOnPage = 50

async function listed(visit: Visit, list: List, children: Found, more: { others?: number }): Promise<Answer> {
  const page = pageOf(children, placeIn(visit.query['after'] ?? ''), childrenOnPage)
  const rows = page.rows.map(it => rowOf(it, list))
  const last = page.more ? rows.at(-1) : undefined
  await record(
    visit.tx,
    { action: 'read', kind: 'children with a notice', detail: { shown: rows.length } },
    ...rows.map(({ id }) => ({ action: 'read', kind: 'child with a notice in a list', subject: id }) as const),
  )
  const next = last === undefined ? undefined : encodeURIComponent(`${last.happened_on} ${last.id}`)
  const seats = await seatsOf(visit.tx)
  return view('people/views/noticed.njk', {
    ...{ title: list.title, caption: list.back, path: list.path, marking, rows, next, all: children.length, seats },
    saw: children.filter(({ witnessed }) => witnessed === 'saw or heard it').length,
    unlooked: children.filter(({ step }) => step === null).length,
    unseen: children.filter(({ step }) => step !== 'seen by the forum').length,
    ...more,
  })
}

/** A child as the seat that the address belongs to opens it; NotFound without that seat. */
async function childIn(visit: Visit, { whose }: List): Promise<NoticedChild> {
  const { tx, params } = visit
  const id = params['child'] ?? ''
  const child = whose === 'group' ? await childOfGroup(tx, id) : await childOfForum(visit, id)
  if (child === undefined) throw new NotFound()
  return child
}

async function childOfGroup(tx: Transaction, id: string): Promise<NoticedChild | undefined> {
  return isUuid(id) && (await seatsOf(tx)).group ? noticedChild(tx, id) : undefined
}

async function childOfForum(visit: Visit, id: string): Promise<NoticedChild | undefined> {
  return (await childrenForForum(visit.tx, todayOf(visit))).find(it => it.id === id)
}

async function show(visit: Visit, list: List, errors: readonly FieldError[]): Promise<Answer> {
  const child = await childIn(visit, list)
  await record(visit.tx, { action: 'read', kind: 'child with a notice', subject: child.id })
  const taken = (await stepsTaken(visit.tx, child.id, list.whose)).map(it => ({ ...it, words: noticeSteps[it.event] }))
  const inPlan = list.whose === 'group' && (await recordsInPlan(visit.tx, visit.modules, child)).length > 0
  const steps = list.whose === 'forum' ? (['seen by the forum'] as const) : stepsFor(inPlan)
  const it = rowOf(child, list)
  const data = {
    ...{ title: it.name, marking, it, taken, inPlan, whose: list.whose },
    back: { href: list.path, text: list.back },
    action: `${list.path}/${child.id}`,
    steps: steps.map(value => ({ value, text: noticeSteps[value] })),
    works: await may(visit.tx, 'write', childrenCollection),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/noticed-child.njk', data, errors.length > 0 ? 422 : 200)
}

async function step(visit: Visit, list: List): Promise<Answer> {
  const parsed = parseForm(stepForm, visit.body)
  if (!parsed.ok) return show(visit, list, parsed.errors)
  const child = await childIn(visit, list)
  const { event } = parsed.value
  if ((event === 'seen by the forum') !== (list.whose === 'forum')) throw new NotFound()
  if (event === 'lead told') await tellLeadOf(visit.tx, visit.modules, child, visit.now)
  await addStep(visit.tx, child.id, parsed.value, visit.actor.id, visit.now)
  return redirect(list.path, event === 'lead told' ? 'Whoever leads their plan was told.' : 'It was written down.')
}
