import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addAudience, collectionId, ensureAccess } from './access.ts'
import { lockFolder } from './database/lock.ts'
import { schemaOf } from './database.ts'
import { MigrationError, migratePartnership, partnershipMigrations, pending } from './migrate.ts'
import { freshDatabase, testPartnership } from './testing/database.ts'

const file = (number: number, checksum = `sum ${number}`) => ({
  number,
  name: `000${number}_x.sql`,
  text: 'select 1',
  checksum,
})

test('what was applied is skipped and the rest comes in order', () => {
  assert.deepEqual(
    pending([file(1), file(2), file(3)], [file(1)]).map(({ number }) => number),
    [2, 3],
  )
})

test('a migration that was changed after it was applied stops the start by name', () => {
  assert.throws(
    () => pending([file(1, 'other')], [file(1)]),
    (error: unknown) => error instanceof MigrationError && /0001_x\.sql was changed/.test(error.message),
  )
})

test('a migration that is missing from the program stops the start by name', () => {
  assert.throws(() => pending([file(1)], [file(1), file(2)]), /0002_x\.sql was applied .* missing/)
})

test('a migration that would run out of order stops the start by name', () => {
  assert.throws(() => pending([file(1), file(2)], [file(2)]), /0001_x\.sql comes before 2/)
})

test('the migrations of platform and modules share one line of numbers without a gap', () => {
  const numbers = partnershipMigrations().map(({ number }) => number)
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
  )
})

test('a migration of a database with rows reads them all, and the policies hold for the owner again after it', async () => {
  const database = await freshDatabase()
  await database.asSystem('migrator', 'set-up', async tx => {
    const audience = await addAudience(tx, 'agency', 'carried', 'Carried over')
    await ensureAccess(tx, {
      audience,
      record: collectionId('carried'),
      level: 'read',
      purpose: 'set-up',
      why: 'A test.',
    })
  })
  const files = partnershipMigrations()
  const text = `create table carried as select name from audience where key = 'carried';
    alter table carried enable row level security`
  const carry = { number: files.length + 1, name: 'carry.sql', text, checksum: 'carry' }
  assert.equal(await migratePartnership(database.raw, testPartnership, [...files, carry]), 1)
  const schema = schemaOf(testPartnership)
  const { rows: carried } = await database.raw(`select name from ${schema}.carried`)
  assert.deepEqual(carried, [{ name: 'Carried over' }])
  const { rows: open } = await database.raw(`select relname from pg_class
    where relnamespace = '${schema}'::regnamespace and relrowsecurity and not relforcerowsecurity`)
  assert.deepEqual(open, [])
  await database.close()
})

test('a data folder that a running process holds is refused, and a stale lock is taken over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  const unlock = lockFolder(folder)
  assert.throws(() => lockFolder(folder), /in use by process \d+/)
  unlock()
  writeFileSync(join(folder, 'lock'), '999999999')
  lockFolder(folder)()
})
