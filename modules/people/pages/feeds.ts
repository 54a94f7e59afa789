import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid, newId } from '#platform/ids'
import { undoImport } from '#platform/imports'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { mappingForm } from '../forms/feeds.ts'
import { feedImport, feedKind } from '../matching/feed-import.ts'
import { type FeedPayload, keepWaiting } from '../matching/feed-job.ts'
import { everyFeedField, feedFields } from '../rules/feed.ts'
import {
  type Load,
  loadById,
  loads,
  type Mapping,
  mappingById,
  mappings,
  refusedRows,
  saveMapping,
  syntheticFiles,
} from '../store/feeds.ts'
import { matchedOfLoad } from '../store/quality.ts'
import { ownAgency } from '../store/records.ts'
import { feedsShown, mayBeTaken, onlyInvented } from './sent.ts'
import { secretsIn } from './shared.ts'

export const feedRoles = ['referrer', 'practitioner', 'coordinator'] as const
const common = { purpose: 'import', roles: feedRoles }

export const feedPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/extracts', handle: list },
  { ...common, method: 'get', path: '/people/extracts/new', handle: async visit => mappingPage(visit, []) },
  { ...common, method: 'post', path: '/people/extracts/new', handle: save },
  { ...common, method: 'post', path: '/people/extracts/invented/:file', handle: checkInvented },
  { ...common, method: 'get', path: '/people/extracts/columns/:mapping', handle: visit => sendPage(visit, []) },
  { ...common, method: 'post', path: '/people/extracts/columns/:mapping', accepts: 'files', handle: send },
  { ...common, method: 'get', path: '/people/extracts/loads/:batch', handle: report },
  { ...common, method: 'post', path: '/people/extracts/loads/:batch/load', handle: load },
  { ...common, method: 'post', path: '/people/extracts/loads/:batch/undo', handle: undo },
]

export const back = { href: '/people/extracts', text: 'Extracts of your agency' }

async function list(visit: Visit): Promise<Answer> {
  const { tx, config } = visit
  const [saved, done] = [await mappings(tx), await loads(tx, feedKind)]
  const invented = await syntheticFiles(tx, 'people')
  await record(tx, { action: 'read', kind: 'extracts', detail: { shown: done.length } })
  const demonstration = config.demonstration
  const feeds = await feedsShown(visit)
  return view('people/views/extracts.njk', { title: back.text, saved, done, invented, demonstration, feeds })
}

function mappingPage({ body }: Visit, errors: readonly FieldError[]): Answer {
  const fields = everyFeedField.map(field => ({ field, words: feedFields[field] }))
  const data = { title: 'Say how your file is read', back, fields, answers: body, errors: formErrors(errors) }
  return view('people/views/extract-columns.njk', data, errors.length > 0 ? 422 : 200)
}

async function save(visit: Visit): Promise<Answer> {
  const parsed = parseForm(mappingForm, visit.body)
  if (!parsed.ok) return mappingPage(visit, parsed.errors)
  const id = await saveMapping(visit.tx, parsed.value, visit.actor.id, visit.now)
  return redirect(`/people/extracts/columns/${id}`, 'The columns were saved.')
}

export async function mappingIn({ tx, params }: Visit): Promise<Mapping> {
  const id = params['mapping'] ?? ''
  const mapping = isUuid(id) ? await mappingById(tx, id) : undefined
  if (mapping === undefined) throw new NotFound()
  return mapping
}

async function sendPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const mapping = await mappingIn(visit)
  const columns = everyFeedField.flatMap(field => {
    const column = mapping.columns[field]
    return column === undefined ? [] : [{ words: feedFields[field], column }]
  })
  const data = { title: `Load a file: ${mapping.name}`, back, mapping, columns, errors: formErrors(errors) }
  return view('people/views/extract-send.njk', data, errors.length > 0 ? 422 : 200)
}

/** A file waits under the id of its check. A demonstration takes only what its own generator made, byte for byte. */
async function send(visit: Visit): Promise<Answer> {
  const mapping = await mappingIn(visit)
  const [upload] = visit.uploads
  if (upload === undefined) return sendPage(visit, [{ field: 'file', message: 'Choose a file' }])
  if (!(await mayBeTaken(visit, upload))) return sendPage(visit, [{ field: 'file', message: onlyInvented }])
  const batch = newId()
  keepWaiting(visit.config, batch, upload.path)
  return ask(visit, { batch, from: batch, name: upload.name, dryRun: 'yes' }, mapping)
}

/** The invented extract of one's own agency, read by columns that are saved with it. */
async function checkInvented(visit: Visit): Promise<Answer> {
  const file = (await syntheticFiles(visit.tx, 'people')).find(({ id }) => id === visit.params['file'])
  if (file === undefined) throw new NotFound()
  const name = file.name.replace('-synthetic.csv', ' (invented)')
  const id = await saveMapping(visit.tx, { name, columns: file.columns }, visit.actor.id, visit.now)
  const mapping = await mappingById(visit.tx, id)
  if (mapping === undefined) throw new NotFound()
  return ask(visit, { batch: newId(), from: file.id, name: file.name, dryRun: 'yes' }, mapping)
}

type Asked = Pick<FeedPayload, 'batch' | 'from' | 'name' | 'dryRun'>

async function ask(visit: Visit, asked: Asked, mapping: Pick<Mapping, 'id' | 'agency'>): Promise<Answer> {
  const options = JSON.stringify({ mapping: mapping.id, agency: mapping.agency, from: asked.from })
  const payload: FeedPayload = { kind: 'people', ...asked, options }
  const job = await askForJob(visit.tx, 'people-feed', 'import', payload)
  return redirect(`/jobs/${job}?next=/people/extracts/loads/${asked.batch}`)
}

async function loadIn({ tx, params }: Visit): Promise<Load> {
  const id = params['batch'] ?? ''
  const found = isUuid(id) ? await loadById(tx, id) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

async function report(visit: Visit): Promise<Answer> {
  const batch = await loadIn(visit)
  const matched =
    batch.published_at === null || batch.undone_at !== null ? undefined : await matchedOfLoad(visit.tx, batch.id)
  await record(visit.tx, { action: 'read', kind: 'extract', subject: batch.id })
  const title = batch.dry_run ? 'What the check found' : 'What was loaded'
  const refused = await refusedRows(visit.tx, batch.id)
  return view('people/views/extract.njk', { title, back, batch, matched, refused })
}

async function load(visit: Visit): Promise<Answer> {
  const checked = await loadIn(visit)
  if (!checked.dry_run || checked.checked_at === null) throw new Conflict('Only a file that was checked can be loaded.')
  const { mapping = '', agency = '', from = '' } = checked.options
  return ask(visit, { batch: newId(), from, name: checked.names[0] ?? '', dryRun: 'no' }, { id: mapping, agency })
}

async function undo(visit: Visit): Promise<Answer> {
  const batch = await loadIn(visit)
  const agency = await ownAgency(visit.tx)
  if (agency?.id !== batch.options['agency']) throw new NotFound()
  const kind = feedImport(secretsIn(visit), { actor: visit.actor.id }, visit.now)
  const removed = await undoImport(visit.tx, [kind as Parameters<typeof undoImport>[1][number]], batch.id)
  return redirect(`/people/extracts/loads/${batch.id}`, `The load was taken out: ${removed} records.`)
}
