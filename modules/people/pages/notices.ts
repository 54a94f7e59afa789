import { withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid, newId } from '#platform/ids'
import { undoImport } from '#platform/imports'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { mostPlaces, noticeForm, numbered, placesOn } from '../forms/notices.ts'
import { type FeedPayload, keepWaiting } from '../matching/feed-job.ts'
import { columnWords, noticeImport, noticeKind } from '../matching/notice-import.ts'
import { witnessing } from '../rules/notices.ts'
import { loadById, loads, refusedRows, syntheticFiles } from '../store/feeds.ts'
import { addNotices } from '../store/notices.ts'
import { ownAgency } from '../store/records.ts'
import { mayBeTaken, onlyInvented } from './sent.ts'
import { todayOf } from './shared.ts'

export const givingNoticeRoles = ['police-analyst', 'referrer', 'coordinator'] as const
const giving = { purpose: 'abuse-notice', roles: givingNoticeRoles }

export const noticePages: readonly Page[] = [
  { ...giving, method: 'get', path: '/notices', handle: given },
  { ...giving, method: 'get', path: '/notices/new', handle: async visit => noticePage(visit, []) },
  { ...giving, method: 'post', path: '/notices/new', handle: give },
  { ...giving, method: 'get', path: '/notices/file', handle: async visit => filePage(visit, []) },
  { ...giving, method: 'post', path: '/notices/file', accepts: 'files', handle: sendFile },
  { ...giving, method: 'post', path: '/notices/invented/:file', handle: askInvented },
  { ...giving, method: 'get', path: '/notices/loads/:batch', handle: report },
  { ...giving, method: 'post', path: '/notices/loads/:batch/load', handle: load },
  { ...giving, method: 'post', path: '/notices/loads/:batch/undo', handle: undo },
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
    places: numbered(placesOn(body)),
    most: mostPlaces,
    added: body['more'] === 'yes',
    nearness: itemsOf(witnessing),
    answers: body,
    errors: formErrors(errors),
  }
  return view('people/views/notice-new.njk', data, errors.length > 0 ? 422 : 200)
}

/** The form again with more places, as it was filled in; or the notice. */
async function give(visit: Visit): Promise<Answer> {
  if (visit.body['more'] === 'yes') return noticePage(visit, [])
  const parsed = parseForm(noticeForm(todayOf(visit), visit.body), withDays(visit.body, 'happened'))
  if (!parsed.ok) return noticePage(visit, parsed.errors)
  const { tx, actor, now } = visit
  const children = await addNotices(tx, [{ ...parsed.value, reference: newId() }], { actor: actor.id, now })
  const words = children === 1 ? '1 child' : `${children} children`
  return redirect('/notices', `The notice was given for ${words}. The task and finish group sees it.`)
}

async function ask(
  visit: Visit,
  from: string,
  name: string,
  dryRun: FeedPayload['dryRun'],
  batch = newId(),
): Promise<Answer> {
  const agency = await ownAgency(visit.tx)
  const options = JSON.stringify({ agency: agency?.id ?? '', from })
  const payload: FeedPayload = { kind: 'notices', batch, from, name, dryRun, options }
  const job = await askForJob(visit.tx, 'people-feed', 'import', payload)
  return redirect(`/jobs/${job}?next=/notices/loads/${batch}`)
}

function filePage({ config }: Visit, errors: readonly FieldError[]): Answer {
  const columns = Object.entries(columnWords).map(([column, words]) => ({ column, words }))
  const { demonstration } = config
  const data = { title: 'Load a file of notices', back, columns, demonstration, errors: formErrors(errors) }
  return view('people/views/notice-file.njk', data, errors.length > 0 ? 422 : 200)
}

/** A file waits under the id of its check. A demonstration takes only what its own generator made, byte for byte. */
async function sendFile(visit: Visit): Promise<Answer> {
  const [upload] = visit.uploads
  if (upload === undefined) return filePage(visit, [{ field: 'file', message: 'Choose a file' }])
  if (!(await mayBeTaken(visit, upload, 'notices'))) return filePage(visit, [{ field: 'file', message: onlyInvented }])
  const batch = newId()
  keepWaiting(visit.config, batch, upload.path)
  return ask(visit, batch, upload.name, 'yes', batch)
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
