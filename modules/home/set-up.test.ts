// A start is often a second start: it finds everything in place, and leaves it as it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '#modules'
import { schemaOf } from '#platform/database'
import { setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'

test('set-up done again changes no row of any table', async () => {
  const database = await freshDatabase()
  const schema = schemaOf(testPartnership)
  const now = new Date('2026-01-15')
  const setUp = () => setUpContent(database, { modules, now })
  const digests = async (): Promise<Record<string, unknown>> => {
    const { rows } = await database.raw(`select tablename from pg_tables where schemaname = '${schema}' order by 1`)
    const found: Record<string, unknown> = {}
    for (const { tablename } of rows as { tablename: string }[]) {
      const { rows: digest } = await database.raw(
        `select count(*) as rows, md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as digest from ${schema}.${tablename} t`,
      )
      found[tablename] = digest[0]
    }
    return found
  }
  await setUp()
  const before = await digests()
  await setUp()
  assert.deepEqual(await digests(), before)
  await database.close()
})
