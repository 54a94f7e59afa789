import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { Conflict, NotFound } from '#platform/errors'
import { formErrors } from '#platform/forms'
import { isUuid, newId } from '#platform/ids'
import { type ImportKind, undoImport } from '#platform/imports'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { officialSensitive } from '#platform/markings'
import { type Answer, download, type Page, redirect, type Visit, view } from '#platform/module'
import { importBatch, recentImports, rejections } from '../store/work.ts'
import { batchFolder } from './job.ts'

const purpose = 'import'
const roles = ['analyst', 'police-analyst']

export function importPages(kinds: readonly ImportKind[]): readonly Page[] {
  return [
    {
      method: 'get',
      path: '/imports',
      roles,
      purpose,
      handle: async ({ tx }) =>
        view('home/views/imports.njk', { title: 'Imports', kinds, batches: await recentImports(tx) }),
    },
    {
      method: 'get',
      path: '/imports/new/:kind',
      roles,
      purpose,
      handle: async visit => newPage(kindOf(kinds, visit), []),
    },
    {
      method: 'post',
      path: '/imports/new/:kind',
      roles,
      purpose,
      accepts: 'files',
      handle: visit => checkFiles(kindOf(kinds, visit), visit),
    },
    { method: 'get', path: '/imports/:batch', roles, purpose, handle: visit => report(kinds, visit) },
    { method: 'post', path: '/imports/:batch/load', roles, purpose, handle: visit => loadFiles(visit) },
    {
      method: 'post',
      path: '/imports/:batch/undo',
      roles,
      purpose,
      handle: async visit => {
        const removed = await undoImport(visit.tx, kinds, (await batchOf(visit)).id)
        return redirect(`/imports/${visit.params['batch']}`, `The batch was taken out: ${removed} rows.`)
      },
    },
    { method: 'get', path: '/imports/:batch/rejected.csv', roles, purpose, handle: rejected },
  ]
}

function kindOf(kinds: readonly ImportKind[], { params }: Visit): ImportKind {
  const kind = kinds.find(({ name }) => name === params['kind'])
  if (kind === undefined) throw new NotFound()
  return kind
}

async function batchOf({ tx, params }: Visit) {
  const id = params['batch'] ?? ''
  const batch = isUuid(id) ? await importBatch(tx, id) : undefined
  if (batch === undefined) throw new NotFound()
  return batch
}

function newPage(kind: ImportKind, errors: readonly { field: string; message: string }[]): Answer {
  const back = { href: '/imports', text: 'Imports' }
  return view(
    'home/views/import-new.njk',
    { title: `Import ${kind.title}`, kind, back, errors: formErrors(errors) },
    errors.length > 0 ? 422 : 200,
  )
}

// Files wait under the id of their first batch. The check and the load that follows it read the same files.
async function checkFiles(kind: ImportKind, visit: Visit): Promise<Answer> {
  const { tx, uploads, config } = visit
  if (uploads.length === 0) return newPage(kind, [{ field: 'files', message: 'Choose at least one file' }])
  const batch = newId()
  const folder = batchFolder(config, batch)
  mkdirSync(folder, { recursive: true })
  for (const [at, upload] of uploads.entries()) renameSync(upload.path, join(folder, String(at)))
  const names = JSON.stringify(uploads.map(({ name }) => name))
  const job = await askForJob(tx, 'import', purpose, {
    kind: kind.name,
    batch,
    folder: batch,
    names,
    dryRun: 'yes',
    options: optionsOf(kind, visit),
  })
  return redirect(`/jobs/${job}?next=/imports/${batch}`)
}

// What a person stated stays with the waiting files, so that the load reads them as the check did.
function optionsOf(kind: ImportKind, { body }: Visit): string {
  const stated = (kind.options ?? []).map(({ name }) => [name, String(body[`option-${name}`] ?? '').trim()])
  return JSON.stringify(Object.fromEntries(stated.filter(([, value]) => value !== '')))
}

async function loadFiles(visit: Visit): Promise<Answer> {
  const checked = await batchOf(visit)
  if (!checked.dry_run || checked.checked_at === null)
    throw new Conflict('Only a batch that was checked can be loaded.')
  const batch = newId()
  const names = JSON.stringify(checked.names)
  const job = await askForJob(visit.tx, 'import', purpose, {
    kind: checked.kind,
    batch,
    folder: checked.id,
    names,
    dryRun: 'no',
    options: JSON.stringify(checked.options),
  })
  return redirect(`/jobs/${job}?next=/imports/${batch}`)
}

async function report(kinds: readonly ImportKind[], visit: Visit): Promise<Answer> {
  const batch = await batchOf(visit)
  const kind = kinds.find(({ name }) => name === batch.kind)
  return view('home/views/import.njk', {
    title: batch.dry_run ? 'What the check found' : 'What was loaded',
    back: { href: '/imports', text: 'Imports' },
    batch,
    kind,
    rejections: await rejections(visit.tx, batch.id, 50),
  })
}

async function rejected(visit: Visit): Promise<Answer> {
  const batch = await batchOf(visit)
  const rows = await rejections(visit.tx, batch.id, 100_000)
  await record(visit.tx, { action: 'export', kind: 'rejected rows', subject: batch.id, detail: { rows: rows.length } })
  const lines = rows.map(({ file, line, column_name, reason, row_text }) =>
    [file, line, column_name, reason, row_text].map(guard),
  )
  return download(
    `${officialSensitive}-rejected-${batch.kind}.csv`,
    'text/csv; charset=utf-8',
    stringify([['file', 'line', 'column', 'reason', 'row'], ...lines]),
  )
}

// A cell that begins like a formula would run in a spreadsheet.
function guard(cell: string | number): string | number {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
