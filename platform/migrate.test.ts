import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockFolder } from './database/lock.ts'
import { MigrationError, partnershipMigrations, pending } from './migrate.ts'

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

test('a data folder that a running process holds is refused, and a stale lock is taken over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  const unlock = lockFolder(folder)
  assert.throws(() => lockFolder(folder), /in use by process \d+/)
  unlock()
  writeFileSync(join(folder, 'lock'), '999999999')
  lockFolder(folder)()
})
