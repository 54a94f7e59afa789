import { may } from '#platform/access'
import { withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid, newId } from '#platform/ids'
import { undoImport } from '#platform/imports'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { noticedChildren as childrenCollection } from '../collections.ts'
import { childrenOnForm, noticeForm, stepForm } from '../forms/notices.ts'
import type { FeedPayload } from '../matching/feed-job.ts'
import { noticeImport, noticeKind } from '../matching/notice-import.ts'
import { childrenInNoPlan, matchNotices } from '../matching/notices.ts'
import { noticeSteps, pageOf, placeIn, witnessing } from '../rules/notices.ts'
import { loadById, loads, refusedRows, syntheticFiles } from '../store/feeds.ts'
import { addNotices, addStep, type NoticedChild, noticedChild, stepsTaken } from '../store/notices.ts'
import { ownAgency } from '../store/records.ts'
import { bornInWords, marking, todayOf } from './shared.ts'

export const givingNoticeRoles = ['police-analyst', 'referrer', 'coordinator'] as const
export const noticeRoles = ['coordinator', 'chair'] as const
const giving = { purpose: 'abuse-notice', roles: givingNoticeRoles }
const reading = { purpose: 'children-with-a-notice', roles: noticeRoles }

export const noticePages: readonly Page[] = [
  { ...giving, method: 'get', path: '/notices', handle: given },
  { ...giving, method: 'get', path: '/notices/new', handle: async visit => noticePage(visit, []) },
  { ...giving, method: 'post', path: '/notices/new', handle: give },
  { ...giving, method: 'post', path: '/notices/invented/:file', handle: askInvented },
  { ...giving, method: 'get', path: '/notices/loads/:batch', handle: report },
  { ...giving, method: 'post', path: '/notices/loads/:batch/load', handle: load },
  { ...giving, method: 'post', path: '/notices/loads/:batch/undo', handle: undo },
  { ...reading, method: 'get', path: '/notices/children', handle: list },
  { ...reading, method: 'get', path: '/notices/children/:child', handle: visit => show(visit, []) },
  { ...reading, method: 'post', path: '/notices/children/:child', handle: step },
]

const back = { href: '/notices', text: 'Notices of domestic abuse' }

async function given({ tx }: Visit): Promise<Answer> {
  const [done, invented] = [await loads(tx, noticeKind), await syntheticFiles(tx, 'notices')]
  await record(tx, { action: 'read', kind: 'notices given', detail: { shown: done.length } })
  return view('people/views/notices.njk', { title: back.text, done, invented })
}

const itemsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

function noticePage({ body }: Visit, errors: readonly FieldError[]): Answer {
  const data = {
    title: 'Give a notice that domestic abuse happened where children live',
    back,
    places: childrenOnForm,
    nearness: itemsOf(witnessing),
    answers: body,
    errors: formErrors(errors),
  }
  return view('people/views/notice-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function give(visit: Visit): Promise<Answer> {
  const parsed = parseForm(noticeForm(todayOf(visit), visit.body), withDays(visit.body, 'happened'))
  if (!parsed.ok) return noticePage(visit, parsed.errors)
  const { tx, actor, now } = visit
  const children = await addNotices(tx, [{ ...parsed.value, reference: newId() }], { actor: actor.id, now })
  const words = children === 1 ? '1 child' : `${children} children`
  return redirect('/notices', `The notice was given for ${words}. The task and finish group sees it.`)
}

async function ask(visit: Visit, from: string, name: string, dryRun: FeedPayload['dryRun']): Promise<Answer> {
  const [batch, agency] = [newId(), await ownAgency(visit.tx)]
  const options = JSON.stringify({ agency: agency?.id ?? '', from })
  const payload: FeedPayload = { kind: 'notices', batch, from, name, dryRun, options }
  const job = await askForJob(visit.tx, 'people-feed', 'import', payload)
  return redirect(`/jobs/${job}?next=/notices/loads/${batch}`)
}

async function askInvented(visit: Visit): Promise<Answer> {
  const file = (await syntheticFiles(visit.tx, 'notices')).find(({ id }) => id === visit.params['file'])
  if (file === undefined) throw new NotFound()
  return ask(visit, file.id, file.name, 'yes')
}

async function batchIn({ tx, params }: Visit) {
  const id = params['batch'] ?? ''
  const batch = isUuid(id) ? await loadById(tx, id) : undefined
  if (batch === undefined) throw new NotFound()
  return batch
}

async function report(visit: Visit): Promise<Answer> {
  const batch = await batchIn(visit)
  await record(visit.tx, { action: 'read', kind: 'notices given', subject: batch.id })
  const title = batch.dry_run ? 'What the check found' : 'What was loaded'
  const refused = await refusedRows(visit.tx, batch.id)
  return view('people/views/extract.njk', { title, back, batch, refused, notices: true })
}

async function load(visit: Visit): Promise<Answer> {
  const checked = await batchIn(visit)
  if (!checked.dry_run || checked.checked_at === null) throw new NotFound()
  return ask(visit, checked.options['from'] ?? '', checked.names[0] ?? '', 'no')
}

async function undo(visit: Visit): Promise<Answer> {
  const batch = await batchIn(visit)
  const kind = noticeImport(visit.actor.id, visit.now) as Parameters<typeof undoImport>[1][number]
  const removed = await undoImport(visit.tx, [kind], batch.id)
  return redirect(`/notices/loads/${batch.id}`, `The load was taken out: ${removed} notices.`)
}

const rowOf = (it: NoticedChild & { notices?: number }) => ({
  ...it,
  name: [it.given_name, it.family_name].filter(Boolean).join(' '),
  bornWords: bornInWords({ born: it.born, born_precision: it.born === null ? 'unknown' : 'day' }),
  nearness: witnessing[it.witnessed],
  stepWords: it.step === null ? 'Nobody has looked yet' : noticeSteps[it.step],
  known: it.person !== null,
})

const childrenOnPage = 50

async function list(visit: Visit): Promise<Answer> {
  const today = todayOf(visit)
  await matchNotices(visit, today)
  const children = await childrenInNoPlan(visit.tx, visit.modules, today)
  const page = pageOf(children, placeIn(visit.query['after'] ?? ''), childrenOnPage)
  const rows = page.rows.map(rowOf)
  const last = page.more ? rows.at(-1) : undefined
  await record(
    visit.tx,
    { action: 'read', kind: 'children with a notice', detail: { shown: rows.length } },
    ...rows.map(({ id }) => ({ action: 'read', kind: 'child with a notice in a list', subject: id }) as const),
  )
  const saw = children.filter(({ witnessed }) => witnessed === 'saw or heard it').length
  const next = last === undefined ? undefined : encodeURIComponent(`${last.happened_on} ${last.id}`)
  const title = 'Children in households with a domestic-abuse notice and in no plan'
  return view('people/views/noticed.njk', { title, marking, rows, saw, next, all: children.length })
}

async function childIn({ tx, params }: Visit): Promise<NoticedChild> {
  const id = params['child'] ?? ''
  const child = isUuid(id) ? await noticedChild(tx, id) : undefined
  if (child === undefined) throw new NotFound()
  return child
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const child = await childIn(visit)
  await record(visit.tx, { action: 'read', kind: 'child with a notice', subject: child.id })
  const taken = (await stepsTaken(visit.tx, child.id)).map(it => ({ ...it, words: noticeSteps[it.event] }))
  const it = rowOf(child)
  const data = {
    title: it.name,
    marking,
    back: { href: '/notices/children', text: 'Children with a notice and in no plan' },
    it,
    taken,
    steps: itemsOf(noticeSteps),
    works: await may(visit.tx, 'write', childrenCollection),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/noticed-child.njk', data, errors.length > 0 ? 422 : 200)
}

async function step(visit: Visit): Promise<Answer> {
  const parsed = parseForm(stepForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { id } = await childIn(visit)
  await addStep(visit.tx, id, parsed.value, visit.actor.id, visit.now)
  return redirect('/notices/children', 'It was written down.')
}
