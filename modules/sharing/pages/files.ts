import {
  type AttachmentRow,
  addAttachment,
  attachmentById,
  attachmentsOn,
  bytesOf,
  type FiledUnder,
  fileState,
  fileTypes,
  mayOpen,
  removeRow,
  rightsOn,
  stateWords,
} from '#platform/attachments'
import type { Config } from '#platform/config'
import { Conflict, Invalid, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { officialSensitive } from '#platform/markings'
import { type Answer, download, type Page, redirect, type Visit, view } from '#platform/module'
import { removalForm } from '../forms/files.ts'

const purpose = 'files'
const under = { purpose, path: '/files/of/:kind/:id' } as const

/** Files on a record of any module: whoever may read the record reads them, whoever may write to it adds them. */
export const filePages: readonly Page[] = [
  { ...under, method: 'get', handle: visit => listPage(visit, []) },
  { ...under, method: 'post', accepts: 'attachment', handle: add },
  { method: 'get', path: '/files/:id', purpose, handle: visit => filePage(visit, []) },
  { method: 'get', path: '/files/:id/content', purpose, handle: content },
  { method: 'post', path: '/files/:id/remove', purpose, handle: remove },
]

const mebibyte = 1024 * 1024
const pageOf = 25

function underIn({ params }: Visit): FiledUnder {
  const [kind, id] = [params['kind'] ?? '', params['id'] ?? '']
  if (!isUuid(id)) throw new NotFound()
  return { kind, record: id }
}

const pathOf: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
  case: { path: '/cases', text: 'The case' },
  referral: { path: '/referrals', text: 'The referral' },
  disclosure: { path: '/disclosures', text: 'The disclosure' },
  meeting: { path: '/meetings', text: 'The meeting' },
}

function backTo({ kind, record: id }: FiledUnder) {
  const place = pathOf[kind]
  if (place === undefined) throw new NotFound()
  return { href: `${place.path}/${id}`, text: place.text }
}

async function listPage(visit: Visit, errors: readonly FieldError[], status = 422): Promise<Answer> {
  const { tx, query, config } = visit
  const filed = underIn(visit)
  const back = backTo(filed)
  const { reads, writes } = await rightsOn(tx, filed)
  if (!reads && !writes) throw new NotFound()
  const rows = await attachmentsOn(tx, filed, asUuid(query['before']))
  const shown = rows.slice(0, pageOf)
  await record(tx, {
    action: 'read',
    kind: 'files',
    subject: filed.record,
    detail: { of: filed.kind, shown: shown.length },
  })
  return view(
    'sharing/views/files.njk',
    {
      title: 'Files',
      marking: officialSensitive,
      back,
      action: `/files/of/${filed.kind}/${filed.record}`,
      kind: filed.kind,
      ownOnly: !reads,
      writes,
      files: shown.map(row => fileShown(row, config)),
      older: rows.length > pageOf ? shown.at(-1)?.id : undefined,
      limits: { largest: config.attachments.largest / mebibyte, most: config.attachments.perRecord },
      types: Object.values(fileTypes).map(({ words }) => words),
      scanner: config.attachments.scanner !== undefined,
      unscanned: config.attachments.unscanned,
      errors: formErrors(errors),
    },
    errors.length > 0 ? status : 200,
  )
}

function fileShown(row: AttachmentRow, { attachments }: Config) {
  const state = fileState(row.outcome, attachments)
  return {
    ...row,
    state,
    stateWords: stateWords[state],
    typeWords: fileTypes[row.type].words,
    size: row.bytes >= mebibyte ? `${(row.bytes / mebibyte).toFixed(1)} MB` : `${Math.ceil(row.bytes / 1024)} kB`,
    open: mayOpen(state, attachments),
  }
}

async function add(visit: Visit): Promise<Answer> {
  const { tx, uploads, config, now } = visit
  const filed = underIn(visit)
  backTo(filed)
  const { reads, writes } = await rightsOn(tx, filed)
  if (!writes) throw reads ? new NotAllowed() : new NotFound()
  const [upload] = uploads.filter(({ field }) => field === 'file')
  if (upload === undefined) return listPage(visit, [{ field: 'file', message: 'Choose a file that is not empty' }])
  try {
    const id = await addAttachment(tx, filed, upload, config, now)
    return redirect(`/files/${id}`, 'The file was added.')
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Conflict)) throw error
    return listPage(visit, [{ field: 'file', message: error.message }])
  }
}

async function found({ tx, params }: Visit): Promise<AttachmentRow> {
  const id = params['id'] ?? ''
  const row = isUuid(id) ? await attachmentById(tx, id) : undefined
  if (row === undefined) throw new NotFound()
  return row
}

async function filePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, config, body } = visit
  const row = await found(visit)
  await record(tx, {
    action: 'read',
    kind: 'attachment',
    subject: row.id,
    detail: { of: row.kind, record: row.record },
  })
  return view(
    'sharing/views/file.njk',
    {
      title: 'A file',
      marking: officialSensitive,
      back: { href: `/files/of/${row.kind}/${row.record}`, text: 'Files' },
      file: fileShown(row, config),
      writes: (await rightsOn(tx, row)).writes,
      answers: body,
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

/** The bytes. That they were read is in the ledger before they leave. */
async function content(visit: Visit): Promise<Answer> {
  const { tx, config, query } = visit
  const row = await found(visit)
  const open = mayOpen(fileState(row.outcome, config.attachments), config.attachments)
  if (open === 'no' || (open === 'after a warning' && query['risk'] !== 'accepted'))
    throw new Conflict('This file cannot be opened: it was not checked for viruses, or was refused.')
  const bytes = await bytesOf(row, config)
  const detail = { of: row.kind, record: row.record, digest: row.digest, checked: open === 'yes' }
  await record(tx, { action: 'export', kind: 'attachment', subject: row.id, detail })
  return download(`${officialSensitive}-${row.name}`, fileTypes[row.type].mime, bytes)
}

async function remove(visit: Visit): Promise<Answer> {
  const row = await found(visit)
  const parsed = parseForm(removalForm, visit.body)
  if (!parsed.ok) return filePage(visit, parsed.errors)
  await removeRow(visit.tx, row, parsed.value.why)
  return redirect(`/files/of/${row.kind}/${row.record}`, 'The file was removed. Nobody can open it any more.')
}
