import { sql } from 'kysely'
import { type Db, PgBoss } from 'pg-boss'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Actor, Database, OpenDatabase, Transaction } from './database.ts'
import { KnownError } from './errors.ts'
import { idOf, newId } from './ids.ts'
import type { Module } from './module.ts'

/** Long work that a page asks for and a worker does, as the person who asked. */
export type Job = {
  readonly words: string
  /** Where another server did not answer (`unavailable`), it is tried again up to five times, later each time. */
  readonly retries?: true
  run(context: JobContext): Promise<void>
}

export type JobContext = {
  readonly id: string
  readonly database: Database
  readonly config: Config
  readonly actor: Actor
  readonly purpose: string
  readonly payload: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly modules: readonly Module[]
  /** Says how far the work is. Written at most twice a second. */
  progress(step: string, done: number, total?: number): Promise<void>
}

/** Asks for work in the transaction that decides it: the two stand or fall together. Returns the job's id. */
export async function askForJob(
  tx: Transaction,
  kind: string,
  purpose: string,
  payload: Readonly<Record<string, string>>,
): Promise<string> {
  const id = newId()
  await sql`
    insert into job (id, kind, actor, purpose, payload)
    values (${id}, ${kind}, current_setting('app.actor')::uuid, ${purpose}, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx,
  )
  await sql`insert into outbox (job) values (${id})`.execute(tx)
  return id
}

export type Workers = { stop(): Promise<void> }

type Parts = {
  readonly database: OpenDatabase
  readonly config: Config
  readonly clock: Clock
  readonly modules: readonly Module[]
  readonly onError: (error: unknown) => void
}

/** Starts the dispatcher and one worker for this partnership. */
export async function startJobs(parts: Parts): Promise<Workers> {
  const { database, config } = parts
  const boss = new PgBoss({
    ...(database.kind === 'embedded'
      ? { db: queueDatabase(database), backend: 'pglite' as const }
      : { connectionString: config.databaseUrl ?? '', max: 2 }),
    schema: 'jobs',
    createSchema: false,
  })
  boss.on('error', parts.onError)
  await boss.start()
  const queue = `work-${config.partnership}`
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: 6 * 3600 })
  await markInterrupted(database)
  await boss.work<{ job: string }>(queue, { pollingIntervalSeconds: 0.5 }, async batch => {
    for (const { data } of batch) await perform(parts, data.job)
  })
  const dispatcher = repeat(300, () => dispatch(database, boss, queue), parts.onError)
  return {
    stop: async () => {
      await dispatcher.stop()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

function queueDatabase(database: OpenDatabase): Db {
  return { executeSql: async (text, values) => (await database.raw(text, values)) as { rows: never[] } }
}

/** Calls `work` again and again, never twice at once. */
export function repeat(
  milliseconds: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = work()
      .catch(onError)
      .finally(() => {
        busy = false
      })
  }, milliseconds)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

// Sent before it is taken out of the outbox (and only that attempt: it may have failed and been put back by then): after a crash between the two it is sent again under the same id, and
// the queue keeps one.
async function dispatch(database: Database, boss: PgBoss, queue: string): Promise<void> {
  const waiting = await database.asSystem('worker', 'dispatch', tx =>
    tx
      .selectFrom('outbox')
      .select(['job', 'attempt'])
      .where('not_before', '<=', sql<Date>`now()`)
      .orderBy('asked_at')
      .limit(20)
      .execute(),
  )
  for (const { job, attempt } of waiting) {
    await boss.send(queue, { job }, { id: attempt === 0 ? job : idOf('job', job, String(attempt)) })
    await database.asSystem('worker', 'dispatch', tx =>
      tx.deleteFrom('outbox').where('job', '=', job).where('attempt', '=', attempt).execute(),
    )
  }
}

// Work that a stopped process had begun will not be finished by anyone: say so, so that it can be asked for again.
async function markInterrupted(database: Database): Promise<void> {
  await database.asSystem('worker', 'dispatch', tx =>
    tx
      .updateTable('job')
      .set({ finished_at: sql`now()`, failed_code: 'interrupted' })
      .where('started_at', 'is not', null)
      .where('finished_at', 'is', null)
      .execute(),
  )
}

/** Does one job, in this process, and records how it ended. Doing a finished job again does nothing. */
export async function perform(
  parts: Omit<Parts, 'database'> & { readonly database: Database },
  id: string,
): Promise<void> {
  const { database, config, clock } = parts
  const row = await database.asSystem('worker', 'work', tx =>
    tx
      .updateTable('job')
      .set({ started_at: clock.now() })
      .where('id', '=', id)
      .where('started_at', 'is', null)
      .returningAll()
      .executeTakeFirst(),
  )
  if (row === undefined) return
  const job = parts.modules.flatMap(({ jobs }) => jobs?.[row.kind] ?? [])[0]
  const actor = { id: row.actor, session: undefined }
  try {
    if (job === undefined) throw new KnownError('unavailable')
    await job.run({
      id,
      database,
      config,
      actor,
      purpose: row.purpose,
      clock,
      modules: parts.modules,
      payload: row.payload as Readonly<Record<string, string>>,
      progress: reporter(database, id),
    })
    await finish(database, id, clock.now(), null)
  } catch (error) {
    const again = error instanceof KnownError && error.code === 'unavailable' && job?.retries === true
    if (again && (await askAgain(database, row, clock.now()))) return
    // What a person may be told, such as a file that cannot be used, is an answer and no fault of the system. A mail server that
    // does not answer is both.
    if (!(error instanceof KnownError) || error.code === 'unavailable') parts.onError(error)
    await finish(database, id, clock.now(), error instanceof KnownError ? error.code : 'unexpected')
  }
}

const minute = 60_000
/** How long work waits before each further try, in milliseconds: 1, 5 and 30 minutes, 2 and 6 hours. */
export const waits = [minute, 5 * minute, 30 * minute, 120 * minute, 360 * minute] as const

/** Puts work back into the outbox for later. Returns false when it was tried often enough. */
async function askAgain(database: Database, { id, tries }: { id: string; tries: number }, now: Date): Promise<boolean> {
  const wait = waits[tries]
  if (wait === undefined) return false
  await database.asSystem('worker', 'work', async tx => {
    await tx
      .updateTable('job')
      .set({ started_at: null, tries: tries + 1, step: 'Waiting to be tried again' })
      .where('id', '=', id)
      .execute()
    await sql`insert into outbox (job, not_before, attempt) values (${id}, ${new Date(now.getTime() + wait)}, ${tries + 1})
      on conflict (job) do update set not_before = excluded.not_before, attempt = excluded.attempt`.execute(tx)
  })
  return true
}

async function finish(database: Database, id: string, at: Date, failed: string | null): Promise<void> {
  await database.asSystem('worker', 'work', tx =>
    tx.updateTable('job').set({ finished_at: at, failed_code: failed }).where('id', '=', id).execute(),
  )
}

function reporter(database: Database, id: string): JobContext['progress'] {
  let last = 0
  return async (step, done, total) => {
    if (Date.now() - last < 500) return
    last = Date.now()
    await database.asSystem('worker', 'work', tx =>
      tx
        .updateTable('job')
        .set({ step, done, total: total ?? null })
        .where('id', '=', id)
        .execute(),
    )
  }
}
