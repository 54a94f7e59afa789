import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from './clock.ts'
import { probe, probeSite } from './http/probe-site.test.ts'
import { askForJob, perform } from './jobs.ts'
import { record } from './ledger.ts'
import type { Site } from './testing/site.ts'

describe('work that takes long', () => {
  let site: Site
  before(async () => {
    site = await probeSite()
  })

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

  test('work for which another server did not answer waits 1, 5, 30, 120 and 360 minutes, and is then given up', async () => {
    const { database, config } = site
    const actor = { id: '00000000-0000-7000-8000-000000000001', session: undefined }
    const now = new Date('2026-11-21T12:00:00Z')
    const id = await database.asActor(actor, 'probe', async tx => {
      await record(tx, { action: 'write', kind: 'job' })
      return askForJob(tx, 'mail-later', 'probe', {})
    })
    const parts = { database, config, clock: { now: () => now }, modules: [probe], onError: () => {} }
    const waited: number[] = []
    for (let attempt = 1; attempt <= 5; attempt++) {
      await database.asSystem('worker', 'dispatch', tx => tx.deleteFrom('outbox').where('job', '=', id).execute())
      await perform(parts, id)
      const row = await database.asSystem('worker', 'dispatch', tx =>
        tx.selectFrom('outbox').select(['not_before', 'attempt']).where('job', '=', id).executeTakeFirstOrThrow(),
      )
      assert.equal(row.attempt, attempt)
      waited.push((row.not_before.getTime() - now.getTime()) / 60_000)
    }
    assert.deepEqual(waited, [1, 5, 30, 120, 360])
    await perform(parts, id)
    const row = await database.asSystem('worker', 'work', tx =>
      tx.selectFrom('job').select(['failed_code', 'tries']).where('id', '=', id).executeTakeFirstOrThrow(),
    )
    assert.deepEqual(row, { failed_code: 'unavailable', tries: 5 })
  })

  test('a query of a page ends after a minute, one of a job has no such limit', async () => {
    assert.equal((await site.visitor().get('/longest')).body, '1min')
    const { database } = site
    const limit = await database.asSystem('worker', 'work', tx => sql`show statement_timeout`.execute(tx))
    assert.deepEqual(limit.rows, [{ statement_timeout: '0' }])
  })
})
