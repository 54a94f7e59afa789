import { sql } from 'kysely'
import { audienceId, ensureAccess, ensureAudience } from './access.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openPool } from './database/server.ts'
import { type Database, type OpenDatabase, type RawQuery, schemaOf, serverDatabase } from './database.ts'
import { record } from './ledger.ts'
import { migratePartnership, migrateShared } from './migrate.ts'
import type { Module, Policy, SetUp } from './module.ts'
import { packFolder } from './packs.ts'
import { secretsOf } from './secrets.ts'

export type Prepared = { readonly demonstration: boolean; readonly title: string; readonly firstStart: boolean }

type Parts = {
  readonly database: OpenDatabase
  readonly config: Config
  readonly clock: Clock
  readonly modules: readonly Module[]
  /** Fills a new demonstration with the synthetic county. */
  readonly example: SetUp['run']
  readonly say: (line: string) => void
}

/** Brings a database to what this program needs: migrations, roles and their access, the content pack, and in a
 * demonstration the synthetic county. Done again, it changes nothing. */
export async function prepare(parts: Parts, title: string): Promise<Prepared> {
  const { database, config } = parts
  const firstStart = await migrate(database, config, config.partnership)
  const demonstration = await installation(database, config)
  await register(database, config.partnership, title)
  await setUpPartnership(parts, config.partnership, demonstration)
  return { demonstration, title, firstStart }
}

/** Gives one partnership its content, roles and access rows. */
export async function setUpPartnership(parts: Parts, partnership: string, demonstration: boolean): Promise<void> {
  const database = parts.database.forPartnership(partnership)
  const context = {
    database,
    partnership,
    pack: packFolder(parts.config, partnership),
    now: parts.clock.now(),
    secrets: secretsOf(parts.config),
    demonstration,
    modules: parts.modules,
  }
  for (const step of parts.modules.flatMap(({ setUp }) => setUp ?? [])) await step.run(context)
  await applyPolicies(
    database,
    parts.modules.flatMap(({ policy }) => policy ?? []),
  )
  if (demonstration) await parts.example(context)
}

/** Runs the migrations with the owner's connection. Returns whether the partnership is new here. */
export async function migrate(database: OpenDatabase, config: Config, partnership: string): Promise<boolean> {
  const { raw, close } = ownerConnection(database, config)
  try {
    await migrateShared(raw)
    return (await migratePartnership(raw, partnership)) > 0
  } finally {
    await close()
  }
}

function ownerConnection(database: OpenDatabase, config: Config): { raw: RawQuery; close: () => Promise<void> } {
  if (config.ownerUrl === undefined) return { raw: database.raw, close: async () => {} }
  const owner = serverDatabase(openPool(config.ownerUrl, 1), config.partnership)
  return { raw: owner.raw, close: owner.close }
}

// Set when the database is made and never changed: a live database can never become a demonstration.
async function installation(database: Database, config: Config): Promise<boolean> {
  return database.asSystem('migrator', 'set-up', async tx => {
    const { rows } = await sql<{ demonstration: boolean }>`select demonstration from breakwater.installation`.execute(
      tx,
    )
    const [row] = rows
    if (row !== undefined) return row.demonstration
    await sql`insert into breakwater.installation (demonstration) values (${config.demonstration})`.execute(tx)
    await record(tx, { action: 'write', kind: 'installation', detail: { demonstration: config.demonstration } })
    return config.demonstration
  })
}

async function register(database: Database, name: string, title: string): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    const { rows } = await sql`select from breakwater.partnership where name = ${name}`.execute(tx)
    if (rows.length > 0) return
    await sql`insert into breakwater.partnership (name, schema_name, title) values (${name}, ${schemaOf(name)}, ${title})`.execute(
      tx,
    )
    await record(tx, { action: 'write', kind: 'partnership', detail: { name } })
  })
}

/** Gives the roles the access rows that the modules' policies owe them. */
export async function applyPolicies(database: Database, policies: readonly Policy[]): Promise<void> {
  const owed = policies.flatMap(({ kind, collection, roles }) =>
    roles.map(({ role, level, why }) => ({ role, record: collection, level, purpose: kind.replaceAll(' ', '-'), why })),
  )
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of new Set(owed.map(({ role }) => role))) await ensureAudience(tx, 'role', role, role)
    await ensureAccess(tx, ...owed.map(({ role, ...rest }) => ({ ...rest, audience: audienceId('role', role) })))
  })
}
