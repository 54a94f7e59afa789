import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Database } from './database.ts'
import { rolledBack } from './testing/database.ts'
import { delayAfter, forgive, limits, noteFailure, sweepThrottle, type Watched, waitFor } from './throttle.ts'

const name: Watched = { key: Buffer.alloc(32, 1), limit: limits.name }
const address: Watched = { key: Buffer.alloc(32, 2), limit: limits.address }
const start = new Date('2026-11-21T09:00:00Z')
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds)

const wait = (database: Database, at: Date, watched = [name]): Promise<number> =>
  database.asSystem('sign-in', 'sign-in', tx => waitFor(tx, watched, at))
const fail = (database: Database, times: number, at: Date, watched = [name]): Promise<void> =>
  database.asSystem('sign-in', 'sign-in', async tx => {
    for (let i = 0; i < times; i += 1) await noteFailure(tx, watched, at)
  })

test('four failures cost no wait, the fifth 5 seconds, the sixth 10, the tenth 160', () => {
  assert.deepEqual(
    [1, 4, 5, 6, 10].map(failures => delayAfter(failures, limits.name)),
    [0, 0, 5000, 10_000, 160_000],
  )
})

test('the wait never shrinks as failures grow, and never passes 15 minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), failures => {
      const [now, next] = [delayAfter(failures, limits.name), delayAfter(failures + 1, limits.name)]
      return now <= next && next <= 15 * 60_000
    }),
  )
})

test('after the fifth failure one waits 5 seconds and then may try again', () =>
  rolledBack(async database => {
    await fail(database, 4, start)
    assert.equal(await wait(database, start), 0)
    await fail(database, 1, start)
    assert.equal(await wait(database, start), 5000)
    assert.equal(await wait(database, later(4999)), 1)
    assert.equal(await wait(database, later(5000)), 0)
  }))

test('a thousand failures still end in a wait of 15 minutes, not in a lock', () =>
  rolledBack(async database => {
    await fail(database, 1000, start)
    assert.equal(await wait(database, start), 15 * 60_000)
    assert.equal(await wait(database, later(15 * 60_000)), 0)
  }))

test('the longer of two waits counts, and one name does not wait for another', () =>
  rolledBack(async database => {
    await fail(database, 6, start)
    assert.equal(await wait(database, start, [name, address]), 10_000)
    assert.equal(await wait(database, start, [address]), 0)
  }))

test('a success forgets the failures of the name and keeps those of the address', () =>
  rolledBack(async database => {
    await fail(database, 31, start, [name, address])
    await database.asSystem('sign-in', 'sign-in', tx => forgive(tx, name.key))
    assert.equal(await wait(database, start, [name]), 0)
    assert.equal(await wait(database, start, [address]), 5000)
  }))

test('failures are forgotten after a day, and swept away', () =>
  rolledBack(async database => {
    await fail(database, 10, start)
    await fail(database, 1, later(24 * 3_600_000))
    assert.equal(await wait(database, later(24 * 3_600_000)), 0)
    const left = await database.asSystem('sign-in', 'sign-in', async tx => {
      await sweepThrottle(tx, later(49 * 3_600_000))
      return tx.selectFrom('throttle').select('key').execute()
    })
    assert.deepEqual(left, [])
  }))

test('nobody but the sign-in part of the system may see or change a wait', () =>
  rolledBack(async database => {
    await assert.rejects(
      database.asActor({ id: '01900000-0000-7000-8000-000000000001', session: undefined }, 'sign-in', tx =>
        tx.selectFrom('throttle').selectAll().execute(),
      ),
      /permission denied/,
    )
  }))
