import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from './clock.ts'
import { KnownError } from './errors.ts'
import { askForJob, perform } from './jobs.ts'
import { record } from './ledger.ts'
import type { Module, Page } from './module.ts'
import { openSite, type Site } from './testing/site.ts'

/** A page that answers with the longest time that its queries may take. */
const limit: Page = {
  method: 'get',
  path: '/open',
  as: 'anonymous',
  purpose: 'probe',
  handle: async ({ tx }) => {
    const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(tx)
    return { kind: 'file', name: 'limit.txt', type: 'text/plain', content: rows[0]?.statement_timeout ?? '' }
  },
}

const probe: Module = {
  name: 'probe',
  identify: async () => undefined,
  jobs: {
    'mail-fails': { words: '', run: async () => Promise.reject(new KnownError('unavailable')) },
    'file-unfit': { words: '', run: async () => Promise.reject(new KnownError('invalid')) },
    fault: { words: '', run: async () => Promise.reject(new Error('a fault')) },
  },
  pages: [limit],
}

describe('work that takes long', () => {
  let site: Site
  before(async () => {
    site = await openSite({ modules: [probe], fill: async () => {} })
  })
  after(() => site.close())

  /** How a job of this kind ended, and how many faults were told to whoever runs the server. */
  async function end(kind: string): Promise<{ code: string | null; told: number }> {
    const { database, config } = site
    const actor = { id: '00000000-0000-7000-8000-000000000001', session: undefined }
    const id = await database.asActor(actor, 'probe', async tx => {
      await record(tx, { action: 'write', kind: 'job' })
      return askForJob(tx, kind, 'probe', {})
    })
    let told = 0
    await perform(
      {
        database,
        config,
        clock: systemClock,
        modules: [probe],
        onError: () => {
          told += 1
        },
      },
      id,
    )
    const row = await database.asSystem('worker', 'work', tx =>
      tx.selectFrom('job').select('failed_code').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    return { code: row.failed_code, told }
  }

  test('mail that could not be sent is told to the person by a code, and stands in the log', async () => {
    assert.deepEqual(await end('mail-fails'), { code: 'unavailable', told: 1 })
  })

  test('a file that cannot be used is an answer, and stands in no log', async () => {
    assert.deepEqual(await end('file-unfit'), { code: 'invalid', told: 0 })
  })

  test('a fault stands in the log, and is told by a code alone', async () => {
    assert.deepEqual(await end('fault'), { code: 'unexpected', told: 1 })
  })

  test('a query of a page ends after a minute, one of a job has no such limit', async () => {
    assert.equal((await site.visitor().get('/open')).body, '1min')
    const { database } = site
    const limit = await database.asSystem('worker', 'work', tx => sql`show statement_timeout`.execute(tx))
    assert.deepEqual(limit.rows, [{ statement_timeout: '0' }])
  })
})
