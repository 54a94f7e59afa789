import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { actorOf, makeRecord, peopleSite } from '../people-site.test.ts'
import { wordsSought } from '../rules/tokens.ts'
import { tokensOf } from '../tokens.ts'
import { findPeople, pageLength } from './records.ts'

describe('search', () => {
  let site: Site
  const tokens = (name: string): Buffer[] =>
    tokensOf(secretsOf(site.config), wordsSought({ name, born: undefined, identifier: undefined }))

  before(async () => {
    site = await peopleSite()
    for (let n = 0; n <= pageLength; n++) await makeRecord(site, 'worker', { familyName: 'Many', identifiers: [] })
  })
  after(() => site.close())

  test('it enters by the token: the plan, as the application, reads no table from end to end to find one', async () => {
    const plan = await site.database.asActor(actorOf('worker'), 'people', async tx => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select record from search_token where token = ${tokens('rhys')[0]}`.execute(tx)
      return rows.map(row => row['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /(Index (Only )?Scan using|Bitmap Index Scan on) search_token_pkey/)
    assert.match(plan, /Index Cond: \(token = /)
    assert.doesNotMatch(plan, /Seq Scan on search_token/)
  })

  test(`a page holds ${pageLength} of 21 records and says that there is more; the next begins after its last`, async () => {
    const pages = await site.database.asActor(actorOf('worker'), 'people', async tx => {
      const first = await findPeople(tx, tokens('rhys many'))
      return { first, next: await findPeople(tx, tokens('rhys many'), first[pageLength - 1]?.id) }
    })
    assert.equal(pages.first.length, pageLength + 1)
    assert.deepEqual(
      pages.next.map(({ id }) => id),
      pages.first.slice(pageLength).map(({ id }) => id),
    )
  })

  test('nothing sought finds nothing, and a name with another key finds nothing', async () => {
    const found = await site.database.asActor(actorOf('worker'), 'people', async tx => [
      await findPeople(tx, []),
      await findPeople(tx, [Buffer.alloc(32)]),
    ])
    assert.deepEqual(found, [[], []])
  })
})
