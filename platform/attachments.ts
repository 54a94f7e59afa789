// Files on records: looked at, encrypted, held until scanned, and following the record that they are on.

import { inspect } from './attachments/inspect.ts'
import {
  type AttachmentRow,
  addRow,
  type FiledUnder,
  noteOutcome,
  noteTry,
  unscanned,
  withoutRow,
} from './attachments/store.ts'
import { destroy, destroyUnfinished, digestOf, keep, settled, take } from './attachments/vault.ts'
import type { Config } from './config.ts'
import type { Database, Transaction } from './database.ts'
import { Conflict } from './errors.ts'
import { newId } from './ids.ts'
import { askForJob, type Job } from './jobs.ts'
import type { Upload } from './module.ts'
import { tellActor } from './notices.ts'
import { scannerAt } from './scanner.ts'

export { type FileState, fileState, mayOpen, stateWords } from './attachments/states.ts'
export {
  type AttachmentRow,
  attachmentById,
  attachmentsAbout,
  attachmentsOn,
  type FiledUnder,
  removeAttachments,
  removeRow,
  rightsOn,
} from './attachments/store.ts'
export { type FileType, fileTypes } from './attachments/types.ts'

type Kept = Pick<Config, 'dataDir' | 'partnership' | 'secretsKeyFile' | 'attachments'>

/**
 * Keeps a sent file on a record as the present actor, and asks for its scan. Throws Invalid when it cannot be kept, Conflict when
 * the record has as many as it takes. Returns its id.
 */
export async function addAttachment(
  tx: Transaction,
  under: FiledUnder,
  upload: Upload,
  config: Kept,
  now: Date,
): Promise<string> {
  const { name, type, bytes, cleaned } = await inspect(upload.name, upload.path)
  const id = newId()
  const sealedKey = await keep(config, id, bytes)
  const row = { ...under, id, name, type, bytes: bytes.length, digest: digestOf(bytes), cleaned, sealedKey }
  try {
    await addRow(tx, row, config.attachments.perRecord, now)
  } catch (error) {
    await destroy(config, id)
    throw error
  }
  if (config.attachments.scanner !== undefined) await askForJob(tx, 'scan-file', 'scanning', { attachment: id })
  return id
}

/** The bytes of a file that was not refused. */
export async function bytesOf(it: AttachmentRow, config: Kept): Promise<Buffer> {
  if (it.sealed_key === null) throw new Conflict('This file was refused and destroyed.')
  return take(config, it.id, it.sealed_key, it.digest)
}

/** Has one file scanned. Where the scanner does not answer it is asked for again, and at every round of upkeep after that. */
export const scanJob: Job = {
  words: 'Scanning a file',
  retries: true,
  run: async ({ database, config, clock, payload }) => {
    await scanWaiting(database, config, clock.now(), 1, payload['attachment'])
  },
}

/** Has files that wait scanned, `most` at most. Returns how many got an outcome. Throws `unavailable` when the scanner fails. */
export async function scanWaiting(
  database: Database,
  config: Kept,
  now: Date,
  most = 20,
  only?: string,
): Promise<number> {
  const { scanner: address } = config.attachments
  if (address === undefined) return 0
  const scanner = scannerAt(address)
  const waiting = await database.asSystem('worker', 'scanning', tx => unscanned(tx, most, only))
  for (const it of waiting) {
    try {
      const verdict = await scanner.scan(await take(config, it.id, it.sealed_key, it.digest))
      await conclude(database, it, verdict.clean ? null : verdict.signature, now)
      if (!verdict.clean) await destroy(config, it.id)
    } catch (error) {
      // The one that failed goes to the end of the line, so that the next round begins with another.
      await database.asSystem('worker', 'scanning', tx => noteTry(tx, it.id, now))
      throw error
    }
  }
  return waiting.length
}

type Scanned = { readonly id: string; readonly added_by: string; readonly kind: string; readonly record: string }

function conclude(database: Database, it: Scanned, signature: string | null, now: Date): Promise<void> {
  return database.asSystem('worker', 'scanning', async tx => {
    await noteOutcome(tx, it.id, { outcome: signature === null ? 'clean' : 'refused', signature }, now)
    if (signature !== null) await tellActor(tx, { actor: it.added_by, kind: 'file refused', record: it.id }, now)
  })
}

/** Removes bytes that no row speaks of: of files that were removed, of uploads that came to nothing. Returns how many. */
export async function sweepAttachments(database: Database, config: Kept, now: Date): Promise<number> {
  const { ids, unfinished } = await settled(config, now)
  await destroyUnfinished(config, unfinished)
  const gone = await database.asSystem('retention', 'retention', tx => withoutRow(tx, ids))
  for (const id of gone) await destroy(config, id)
  return gone.length + unfinished.length
}
