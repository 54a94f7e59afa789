import { CompiledQuery, type Dialect, Kysely, type Transaction as KyselyTransaction, sql } from 'kysely'
import type pg from 'pg'
import type { Config } from './config.ts'
import { type Actor, roleOf, type SystemActor, systemActors } from './database/actors.ts'
import { Embedded, embeddedDialect } from './database/embedded.ts'
import { lockFolder } from './database/lock.ts'
import { noteWrites, type Scope, scopes } from './database/scope.ts'
import { asSqlError, openPool, serverDialect } from './database/server.ts'
import { isUuid } from './ids.ts'
import type { DB } from './schema.ts'

export type { Actor, SystemActor } from './database/actors.ts'
export { systemActors } from './database/actors.ts'
export { SqlError } from './database/embedded.ts'

export type Transaction = KyselyTransaction<DB>

/** Runs SQL text outside any actor: for pg-boss and the migrations, which own schemas of their own. */
export type RawQuery = (text: string, parameters?: readonly unknown[]) => Promise<{ rows: unknown[] }>

/**
 * The one door to the data. Nothing else can query: each call begins a transaction as `breakwater_app` or as a system
 * actor's own role, says who is asking and why, runs, and commits. Policies in the database do the rest.
 */
export type Database = {
  readonly kind: 'embedded' | 'server'
  /** Runs `work` as a person. `purpose` is a short code such as `analysis`; it goes to the ledger with every entry. */
  asActor<T>(actor: Actor, purpose: string, work: (tx: Transaction) => Promise<T>, haste?: Haste): Promise<T>
  /** Runs `work` as a part of the system, with that part's own database role. */
  asSystem<T>(name: SystemActor, purpose: string, work: (tx: Transaction) => Promise<T>, haste?: Haste): Promise<T>
  close(): Promise<void>
}

/** `page`: somebody waits. A server stops a query of it after a minute, when a proxy gives up too; the embedded database has no such clock. */
export type Haste = 'page'

export type OpenDatabase = Database & {
  /** For the migrations and the job queue only: see migrate.ts and jobs.ts. */
  readonly raw: RawQuery
  readonly embedded: Embedded | undefined
  readonly pool: pg.Pool | undefined
  /** A bare transaction, before any actor is set: for the test harness, which rolls it back. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** The same database seen through another partnership's schema. */
  forPartnership(name: string): Database
}

const purposePattern = /^[a-z][a-z-]{1,40}$/

/** The schema that holds a partnership. */
export function schemaOf(partnership: string): string {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(partnership)) throw new Error(`"${partnership}" is not a partnership name`)
  return `p_${partnership.replaceAll('-', '_')}`
}

/** Opens the embedded database in DATA_DIR, or the server that DATABASE_URL names. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const pool = openPool(config.databaseUrl, 10)
    return serverDatabase(pool, config.partnership)
  }
  const unlock = lockFolder(config.dataDir)
  const embedded = new Embedded({ folder: `${config.dataDir}/pg` })
  return embeddedDatabase(embedded, config.partnership, unlock)
}

export function embeddedDatabase(embedded: Embedded, partnership: string, unlock: () => void = () => {}): OpenDatabase {
  const kysely = open(embeddedDialect(embedded))
  const raw: RawQuery = async (text, parameters) => {
    const release = await embedded.hold()
    try {
      return await embedded.query(text, parameters)
    } catch (error) {
      // pg-boss sends whole transactions as one text; a failure inside must not poison the one session.
      await embedded.query('rollback')
      throw error
    } finally {
      release()
    }
  }
  const close = async (): Promise<void> => {
    await kysely.destroy()
    unlock()
  }
  return assemble(kysely, { kind: 'embedded', raw, embedded, pool: undefined, close }, partnership)
}

export function serverDatabase(pool: pg.Pool, partnership: string): OpenDatabase {
  const kysely = open(serverDialect(pool))
  const raw: RawQuery = async (text, parameters) => {
    // Several statements in one text answer with a list of results.
    const answer: pg.QueryResult | pg.QueryResult[] = await pool.query(
      text,
      parameters === undefined ? undefined : [...parameters],
    )
    return { rows: Array.isArray(answer) ? answer.flatMap(({ rows }) => rows) : answer.rows }
  }
  return assemble(
    kysely,
    { kind: 'server', raw, embedded: undefined, pool, close: () => endPool(kysely, pool) },
    partnership,
  )
}

// Kysely ends a pool only after it has used it: one that only `raw` used would keep the process waiting ten seconds.
async function endPool(kysely: Kysely<DB>, pool: pg.Pool): Promise<void> {
  await kysely.destroy()
  if (!pool.ended) await pool.end()
}

type Parts = Pick<OpenDatabase, 'kind' | 'raw' | 'embedded' | 'pool' | 'close'>

function assemble(kysely: Kysely<DB>, parts: Parts, partnership: string): OpenDatabase {
  const forPartnership = (name: string): Database => ({
    kind: parts.kind,
    close: parts.close,
    ...doors(schemaOf(name), work => kysely.transaction().execute(work)),
  })
  return {
    ...parts,
    ...forPartnership(partnership),
    forPartnership,
    transaction: work => kysely.transaction().execute(work),
  }
}

function open(dialect: Dialect): Kysely<DB> {
  return new Kysely<DB>({ dialect, log: event => noteWrites(event.query.sql) })
}

type Begin = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** The two ways in, over any way of beginning a transaction (a real one, or a savepoint in tests). */
export function doors(schema: string, begin: Begin): Pick<Database, 'asActor' | 'asSystem'> {
  return {
    asActor: (actor, purpose, work, haste) =>
      enter(begin, { schema, role: 'breakwater_app', actor: actor.id, session: actor.session, purpose, haste }, work),
    asSystem: (name, purpose, work, haste) =>
      enter(begin, { schema, role: roleOf(name), actor: systemActors[name], session: undefined, purpose, haste }, work),
  }
}

type Entry = {
  readonly schema: string
  readonly role: string
  readonly actor: string
  readonly session: string | undefined
  readonly purpose: string
  readonly haste: Haste | undefined
}

async function enter<T>(begin: Begin, entry: Entry, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (scopes.getStore() !== undefined) {
    throw new Error('A transaction is already open here: pass its tx along instead of beginning another.')
  }
  if (!isUuid(entry.actor)) throw new Error('The actor is not a UUID.')
  if (entry.session !== undefined && !isUuid(entry.session)) throw new Error('The session is not a UUID.')
  if (!purposePattern.test(entry.purpose)) throw new Error('The purpose is not a purpose code.')
  const scope: Scope = { actor: entry.actor, writes: new Set(), entries: 0 }
  try {
    return await begin(tx =>
      scopes.run(scope, async () => {
        await tx.executeQuery(CompiledQuery.raw(settingsOf(entry)))
        const answer = await work(tx)
        refuseUnrecorded(scope)
        return answer
      }),
    )
  } catch (error) {
    throw asSqlError(error)
  }
}

// SET LOCAL takes no parameters; every value was checked against a strict pattern above.
function settingsOf({ schema, role, actor, session, purpose, haste }: Entry): string {
  const longest = haste === 'page' ? "set local statement_timeout = '1min'; " : ''
  return `${longest}set local role ${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'; set local app.session = '${session ?? ''}'; set local app.purpose = '${purpose}'`
}

function refuseUnrecorded(scope: Scope): void {
  if (scope.writes.size > 0 && scope.entries === 0) {
    throw new Error(`Rows were written to ${[...scope.writes].join(', ')} without an entry in the ledger.`)
  }
}

/** The code with which PostgreSQL refuses what a grant or policy does not allow. */
export const notAllowed = '42501'

/** Runs `work` in the same transaction as another database role, then returns to the present one. For platform/ only. */
export async function withRole<T>(tx: Transaction, role: 'grantor' | 'matcher', work: () => Promise<T>): Promise<T> {
  const before = await sql<{ role: string }>`select current_user as role`.execute(tx)
  await tx.executeQuery(CompiledQuery.raw(`set local role breakwater_${role}`))
  const answer = await work()
  await tx.executeQuery(CompiledQuery.raw(`set local role "${before.rows[0]?.role ?? 'breakwater_app'}"`))
  return answer
}
