import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config'
import { Conflict } from '#platform/errors'
import { sources } from '#platform/files'
import { type ImportKind, type NameFile, runImport } from '#platform/imports'
import type { Job } from '#platform/jobs'

/** Where the sent files of a batch wait: under the batch's own id, never under a name that came from outside. */
export function batchFolder(config: Config, batch: string): string {
  return join(config.dataDir, 'incoming', batch)
}

/** Reads the files that wait for a batch: first as a check, then, when a person has read the report, for good. */
export function importJob(kinds: readonly ImportKind[], otherKind: NameFile): Job {
  return {
    words: 'Reading files into a batch',
    run: async ({ id, database, config, actor, payload, progress, clock }) => {
      const kind = kinds.find(({ name }) => name === payload['kind'])
      const [batch, waiting] = [payload['batch'] ?? '', payload['folder'] ?? '']
      if (kind === undefined) throw new Error('The kind of import is not known.')
      const folder = batchFolder(config, waiting)
      if (!existsSync(folder)) throw new Conflict('The files wait two days and are gone. Send them again.')
      const names: string[] = JSON.parse(payload['names'] ?? '[]')
      const dryRun = payload['dryRun'] === 'yes'
      const paths = readdirSync(folder).sort((a, b) => Number(a) - Number(b))
      const files = sources(paths.map((path, at) => ({ path: join(folder, path), name: names[at] ?? path })))
      await runImport(database, {
        kind,
        batch,
        files,
        names,
        dryRun,
        options: JSON.parse(payload['options'] ?? '{}'),
        actor,
        job: id,
        now: clock.now(),
        otherKind,
        progress: (step, done) => progress(step, done),
      })
      if (!dryRun) rmSync(folder, { recursive: true, force: true })
    },
  }
}
