// One database for the whole test process: embedded from a snapshot, or the PostgreSQL that DATABASE_URL names.
// Each test runs inside a transaction that is rolled back.

import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { Embedded } from '../database/embedded.ts'
import { openPool } from '../database/server.ts'
import {
  type Database,
  doors,
  embeddedDatabase,
  type OpenDatabase,
  schemaOf,
  serverDatabase,
  type Transaction,
} from '../database.ts'
import { migratePartnership, migrateShared, partnershipMigrations, sharedMigrations } from '../migrate.ts'

export const testPartnership = 'testshire'

let shared: Promise<OpenDatabase> | undefined

/** The database of this test process, with every migration applied and nothing in it. */
export function testDatabase(): Promise<OpenDatabase> {
  shared ??= process.env['DATABASE_URL'] === undefined ? embedded() : server(process.env['DATABASE_URL'])
  return shared
}

/** An embedded database of its own, for a test that must commit, sign in or migrate. Close it afterwards. */
export async function freshDatabase(partnership: string = testPartnership): Promise<OpenDatabase> {
  return embeddedDatabase(new Embedded({ snapshot: await snapshot() }), partnership)
}

async function embedded(): Promise<OpenDatabase> {
  return freshDatabase()
}

/** The server's database as its owner, who may make schemas. Close it afterwards. */
export async function ownerDatabase(): Promise<OpenDatabase> {
  const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? ''
  return serverDatabase(openPool(url, 1), testPartnership)
}

async function server(url: string): Promise<OpenDatabase> {
  const migrator = await ownerDatabase()
  await migrateShared(migrator.raw)
  await migratePartnership(migrator.raw, testPartnership)
  await migrator.close()
  return serverDatabase(openPool(url, 4), testPartnership)
}

// What leaves out of the snapshot what each database would read for nothing: the databases that new ones are copied from, two thirds
// of all files, and a log that says what all the migrations wrote.
const leaner = [
  'update pg_database set datistemplate = false',
  'drop database template0',
  'drop database template1',
  'set wal_recycle = off',
  'select pg_switch_wal()',
  'checkpoint',
]

/** The file of an embedded database with every migration applied and nothing in it: made once for each state of the migrations. */
export async function snapshot(): Promise<string> {
  const migrations = [...sharedMigrations(), ...partnershipMigrations()].map(({ checksum }) => checksum)
  const text = [...migrations, ...leaner].join()
  const folder = join(tmpdir(), 'breakwater-test-snapshots')
  const file = join(folder, `${createHash('sha256').update(text).digest('hex')}.tar`)
  if (existsSync(file)) return file
  const embedded = new Embedded({})
  const database = embeddedDatabase(embedded, testPartnership)
  await migrateShared(database.raw)
  await migratePartnership(database.raw, testPartnership)
  for (const statement of leaner) await database.raw(statement)
  mkdirSync(folder, { recursive: true })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, await embedded.dump())
  await database.close()
  putInPlace(unfinished, file)
  return file
}

/** Never over a file that is there: another process that makes the same one may be reading it. */
function putInPlace(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  }
  unlinkSync(unfinished)
}

const undo = new Error('undo')

/** Runs a test inside a transaction that is always rolled back; each way in becomes a savepoint in it. */
export async function rolledBack(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await testDatabase()
  try {
    await database.transaction(async tx => {
      await work(nested(database, tx))
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
}

function nested(database: Database, tx: Transaction): Database {
  const savepoint = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    await tx.executeQuery(CompiledQuery.raw('savepoint test_step'))
    try {
      return await work(tx)
    } catch (error) {
      await tx.executeQuery(CompiledQuery.raw('rollback to savepoint test_step'))
      throw error
    } finally {
      // A released savepoint keeps its SET LOCAL: forget who was asking before the next step begins.
      await tx.executeQuery(CompiledQuery.raw("release savepoint test_step; reset role; set local app.actor = ''"))
    }
  }
  return { kind: database.kind, close: async () => {}, ...doors(schemaOf(testPartnership), savepoint) }
}
