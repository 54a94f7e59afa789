import { sql } from 'kysely'
import { ukDay } from './clock.ts'
import type { Actor, Database, Transaction } from './database.ts'
import {
  FileRefused,
  isDuplicate,
  isRejected,
  type Parsed,
  type ReadContext,
  type Rejected,
  type SourceFile,
  sources,
} from './files.ts'
import { newId } from './ids.ts'
import { record } from './ledger.ts'

/** What one chunk did. Every row read is in exactly one of these or among the rejected. */
export type Loaded = { readonly loaded: number; readonly duplicate: number; readonly outside: number }

/**
 * A kind of file that can be imported. `read` turns bytes into rows or rejections; `load` writes a chunk of rows into an
 * unpublished batch; `undo` takes a batch out again.
 */
export type ImportKind<Row = unknown, Context extends ReadContext = ReadContext> = {
  readonly name: string
  readonly title: string
  /** Where the file comes from and what it holds, in a sentence or two. */
  readonly words: string
  /** The columns that a file must have, for the help page. */
  readonly columns: readonly string[]
  /** What a person may have to state, because the file does not say it. */
  readonly options?: readonly { readonly name: string; readonly label: string; readonly hint: string }[]
  readonly collection: string
  prepare(tx: Transaction, reading: ReadContext, options: ImportOptions): Promise<Context>
  read(file: SourceFile, context: Context): AsyncIterable<Parsed<Row>>
  load(tx: Transaction, batch: string, rows: readonly Row[], context: Context): Promise<Loaded>
  /** After the last chunk and before publication: totals, checks. Returns sentences for the report. */
  finish?(tx: Transaction, batch: string, context: Context): Promise<readonly string[]>
  undo(tx: Transaction, batch: string): Promise<number>
}

export type ImportOptions = Readonly<Record<string, string>>

/** Says what kind of file has a header. */
export type NameFile = (header: readonly string[]) => string | undefined

export type ImportRequest = {
  readonly kind: ImportKind
  readonly batch: string
  readonly files: AsyncIterable<SourceFile>
  readonly names: readonly string[]
  readonly dryRun: boolean
  readonly actor: Actor
  readonly options?: ImportOptions
  /** Names the kind of file that a header belongs to, for the sentence that refuses the wrong one. */
  readonly otherKind?: NameFile
  readonly job?: string
  readonly now: Date
  readonly progress?: (step: string, done: number) => Promise<void>
}

export type ImportReport = {
  readonly batch: string
  readonly read: number
  readonly loaded: number
  readonly rejected: number
  readonly duplicate: number
  readonly outside: number
  readonly notes: readonly string[]
}

const chunkRows = 5_000
const mostRejections = 100_000

type Tally = { read: number; loaded: number; rejected: number; duplicate: number; outside: number; notes: string[] }

/**
 * Reads files into a batch. Rows are written in chunks, each its own transaction, so that pages go on being served and
 * memory stays bounded; nobody sees them until one update publishes the batch. A dry run does the same and rolls every
 * chunk back. Throws FileRefused when a file cannot be read at all; the batch is then empty and marked failed.
 */
export async function runImport(database: Database, request: ImportRequest): Promise<ImportReport> {
  const { kind, batch, actor } = request
  const purpose = 'import'
  const tally: Tally = { read: 0, loaded: 0, rejected: 0, duplicate: 0, outside: 0, notes: [] }
  await database.asActor(actor, purpose, tx => openBatch(tx, request))
  try {
    const reading = {
      today: ukDay(request.now),
      note: (sentence: string) => note(tally, sentence),
      ...(request.otherKind === undefined ? {} : { otherKind: request.otherKind }),
    }
    const context = await database.asActor(actor, purpose, tx => kind.prepare(tx, reading, request.options ?? {}))
    await readFiles(database, request, context, tally)
    await database.asActor(actor, purpose, tx => closeBatch(tx, request, context, tally))
  } catch (error) {
    await database.asActor(actor, purpose, tx => failBatch(tx, request, error))
    throw error
  }
  return { batch, ...tally }
}

// The same remark about many lines is worth making once.
function note(tally: Tally, sentence: string): void {
  if (!tally.notes.includes(sentence) && tally.notes.length < 50) tally.notes.push(sentence)
}

/** The files of paths on this machine: a file, a folder, gzip or zip. */
export function filesAt(paths: readonly string[]): AsyncIterable<SourceFile> {
  return sources(paths)
}

async function readFiles(
  database: Database,
  request: ImportRequest,
  context: ReadContext,
  tally: Tally,
): Promise<void> {
  const writer = chunkWriter(chunk => writeChunk(database, request, chunk, context), tally)
  try {
    for await (const file of request.files) await readFile(request, file, context, writer, tally)
  } catch (error) {
    // A file that stops the import must not overtake the chunk before it: what that one wrote is taken out again too.
    await writer.finish().catch(() => undefined)
    throw error
  }
  await writer.finish()
}

async function readFile(
  request: ImportRequest,
  file: SourceFile,
  context: ReadContext,
  writer: Writer,
  tally: Tally,
): Promise<void> {
  let rows: unknown[] = []
  let rejections: Rejected[] = []
  let line = 0
  for await (const parsed of request.kind.read(file, context)) {
    // A wide table gives several rows for one line: a line is counted once.
    if (parsed.line !== line) tally.read += 1
    line = parsed.line
    if (isRejected(parsed)) {
      tally.rejected += 1
      if (tally.rejected <= mostRejections) rejections.push(parsed)
    } else if (isDuplicate(parsed)) tally.duplicate += 1
    else rows.push(parsed.row)
    if (rows.length < chunkRows && rejections.length < chunkRows) continue
    await writer.write({ file: file.name, rows, rejections })
    await request.progress?.(`Reading ${file.name}`, tally.read)
    rows = []
    rejections = []
  }
  await writer.write({ file: file.name, rows, rejections })
}

type Chunk = { readonly file: string; readonly rows: readonly unknown[]; readonly rejections: readonly Rejected[] }
type Writer = { write(chunk: Chunk): Promise<void>; finish(): Promise<void> }

/** Writes one chunk while the next is being read: never more than two chunks are in memory. */
function chunkWriter(write: (chunk: Chunk) => Promise<Loaded>, tally: Tally): Writer {
  let running: Promise<{ error: unknown } | undefined> = Promise.resolve(undefined)
  const finish = async (): Promise<void> => {
    const failure = await running
    if (failure !== undefined) throw failure.error
  }
  const count = ({ loaded, duplicate, outside }: Loaded): undefined => {
    tally.loaded += loaded
    tally.duplicate += duplicate
    tally.outside += outside
    return undefined
  }
  return {
    finish,
    write: async chunk => {
      await finish()
      running = write(chunk).then(count, error => ({ error }))
    },
  }
}

const rolledBack = Symbol('dry run')

async function writeChunk(
  database: Database,
  request: ImportRequest,
  { file, rows, rejections }: Chunk,
  context: ReadContext,
): Promise<Loaded> {
  let done: Loaded = { loaded: 0, duplicate: 0, outside: 0 }
  if (rows.length > 0) {
    await database
      .asActor(request.actor, 'import', async tx => {
        // Nothing of a batch counts until it is published, and that commit is waited for, with all before it.
        await sql`set local synchronous_commit = off`.execute(tx)
        done = await request.kind.load(tx, request.batch, rows, context)
        await record(tx, {
          action: 'write',
          kind: 'import chunk',
          subject: request.batch,
          detail: { file, rows: rows.length },
        })
        if (request.dryRun) throw rolledBack
      })
      .catch(error => {
        if (error !== rolledBack) throw error
      })
  }
  if (rejections.length > 0)
    await database.asActor(request.actor, 'import', tx => writeRejections(tx, request, file, rejections))
  return done
}

async function writeRejections(
  tx: Transaction,
  { batch, kind }: ImportRequest,
  file: string,
  rejections: readonly Rejected[],
): Promise<void> {
  await sql`
    insert into import_rejection (batch, file, line, column_name, reason, row_text, collection)
    select ${batch}::uuid, ${file}, line, column_name, reason, row_text, ${kind.collection}::uuid
    from jsonb_to_recordset(${JSON.stringify(rejections.map(({ line, column, reason, text }) => ({ line, column_name: column, reason, row_text: text.slice(0, 4_000) })))}::jsonb)
      as r(line bigint, column_name text, reason text, row_text text)
    on conflict do nothing`.execute(tx)
}

async function openBatch(tx: Transaction, { kind, batch, names, dryRun, job, options }: ImportRequest): Promise<void> {
  await sql`
    insert into import_batch (id, collection, kind, names, dry_run, actor, job, options)
    values (${batch}, ${kind.collection}, ${kind.name}, ${[...names]}, ${dryRun}, current_setting('app.actor')::uuid, ${job ?? null},
      ${JSON.stringify(options ?? {})}::jsonb)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'import',
    subject: batch,
    detail: { kind: kind.name, dryRun, files: names.length },
  })
}

async function closeBatch(
  tx: Transaction,
  { kind, batch, dryRun }: ImportRequest,
  context: ReadContext,
  tally: Tally,
): Promise<void> {
  const notes = dryRun ? [] : ((await kind.finish?.(tx, batch, context)) ?? [])
  tally.notes.push(...notes)
  if (tally.rejected > mostRejections)
    tally.notes.push(`Only the first ${mostRejections} rejected rows are kept for download.`)
  await sql`
    update import_batch set checked_at = now(), published_at = ${dryRun ? null : sql`now()`}, rows_read = ${tally.read},
      rows_loaded = ${tally.loaded}, rows_rejected = ${tally.rejected}, rows_duplicate = ${tally.duplicate},
      rows_outside = ${tally.outside}, notes = ${JSON.stringify(tally.notes)}::jsonb
    where id = ${batch}`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: dryRun ? 'import check' : 'import published',
    subject: batch,
    detail: { read: tally.read, loaded: tally.loaded },
  })
}

async function failBatch(tx: Transaction, { kind, batch }: ImportRequest, error: unknown): Promise<void> {
  await kind.undo(tx, batch)
  const sentence =
    error instanceof FileRefused ? error.message : 'The import stopped because of a fault of ours. Nothing was loaded.'
  await sql`
    update import_batch set failed_code = ${error instanceof FileRefused ? 'refused' : 'unexpected'}, failed_sentence = ${sentence}, undone_at = now()
    where id = ${batch}`.execute(tx)
  await record(tx, { action: 'write', kind: 'import failed', subject: batch, detail: { kind: kind.name } })
}

/** Takes a published batch out again, whole. Returns how many rows went. */
export async function undoImport(tx: Transaction, kinds: readonly ImportKind[], batch: string): Promise<number> {
  const row = await tx
    .selectFrom('import_batch')
    .select(['kind', 'undone_at'])
    .where('id', '=', batch)
    .executeTakeFirst()
  const kind = kinds.find(({ name }) => name === row?.kind)
  if (kind === undefined || row === undefined || row.undone_at !== null) return 0
  const removed = await kind.undo(tx, batch)
  await sql`update import_batch set undone_at = now() where id = ${batch}`.execute(tx)
  await record(tx, { action: 'write', kind: 'import undone', subject: batch, detail: { removed } })
  return removed
}

export function newBatch(): string {
  return newId()
}
