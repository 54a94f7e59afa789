// Reading an extract or notices into a batch, and matching what came: long work, done as whoever asked.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config'
import { Conflict } from '#platform/errors'
import { type SourceFile, sources } from '#platform/files'
import { type ImportKind, runImport } from '#platform/imports'
import type { Job, JobContext } from '#platform/jobs'
import { secretsOf } from '#platform/secrets'
import { syntheticFiles } from '../store/feeds.ts'
import { feedImport } from './feed-import.ts'
import { matchWaiting } from './matcher.ts'
import { noticeImport } from './notice-import.ts'

/** Where a file that was sent waits, under the id of its check. */
export const waitingFile = (config: Config, check: string): string => join(config.dataDir, 'incoming', check)

export type FeedPayload = {
  readonly kind: 'people' | 'notices'
  readonly batch: string
  /** The check whose file is read, or `synthetic` and the id of an invented file. */
  readonly from: string
  readonly name: string
  readonly dryRun: 'yes' | 'no'
  readonly options: string
}

/** What the batch keeps of how it came. `keptBy`: a feed sent it, and this person keeps the feed. */
export type FeedOptions = {
  readonly mapping?: string
  readonly agency: string
  readonly from: string
  readonly feed?: string
  readonly keptBy?: string
}

/** Moves a file that was sent to where the work on `batch` finds it. */
export function keepWaiting(config: Config, batch: string, path: string): void {
  mkdirSync(waitingFile(config, batch), { recursive: true })
  renameSync(path, join(waitingFile(config, batch), '0'))
}

export const feedJob: Job = {
  words: 'Reading an extract, and matching what it brings',
  run: async context => {
    const { payload, config, actor, clock, database } = context
    const options: FeedOptions = JSON.parse(payload['options'] ?? '{}')
    const kind = kindOf(context, options)
    const [batch, dryRun] = [payload['batch'] ?? '', payload['dryRun'] !== 'no']
    const names = [payload['name'] ?? '']
    const files = await filesOf(context)
    const request = { kind, batch, files, names, dryRun, actor, job: context.id, now: clock.now() }
    await runImport(database, { ...request, options, progress: (step, done) => context.progress(step, done) })
    if (dryRun) return
    rmSync(waitingFile(config, payload['from'] ?? ''), { recursive: true, force: true })
    await matchAll(context)
  },
}

function kindOf({ payload, config, actor, clock }: JobContext, { keptBy }: FeedOptions): ImportKind {
  const kind =
    payload['kind'] === 'notices'
      ? noticeImport(actor.id, clock.now())
      : feedImport(secretsOf(config), { actor: actor.id, ...(keptBy === undefined ? {} : { keptBy }) }, clock.now())
  return kind as ImportKind
}

async function filesOf({ payload, config, database, actor }: JobContext): Promise<AsyncIterable<SourceFile>> {
  const [from, name] = [payload['from'] ?? '', payload['name'] ?? '']
  const kind = payload['kind'] === 'notices' ? 'notices' : 'people'
  const invented = await database.asActor(actor, 'import', tx => syntheticFiles(tx, kind))
  const synthetic = invented.find(({ id }) => id === from)
  if (synthetic !== undefined) return inMemory(name, synthetic.content)
  const path = join(waitingFile(config, from), '0')
  if (!existsSync(path)) throw new Conflict('The file waits two days and is gone. Send it again.')
  return sources([{ path, name }])
}

async function* inMemory(name: string, content: string): AsyncIterable<SourceFile> {
  yield {
    name,
    async *bytes() {
      yield new TextEncoder().encode(content)
    },
  }
}

/** Matches all that waits, a piece at a time, so that pages go on being served. */
async function matchAll({ database, actor, config, clock, progress }: JobContext): Promise<void> {
  const step = (): Promise<boolean> =>
    database.asActor(actor, 'match-review', tx => matchWaiting({ tx, config, now: clock.now() }))
  for (let done = 0; await step(); done++) await progress('Matching records', done)
}
