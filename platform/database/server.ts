import { type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { DatabaseError, Pool, statementName } from './client.ts'
import { SqlError } from './embedded.ts'

/** A pool of connections to a PostgreSQL server. `idle_in_transaction_session_timeout` frees what a crash left open. */
export function openPool(url: string, size: number): pg.Pool {
  const pool = new Pool({
    connectionString: url,
    max: size,
    idle_in_transaction_session_timeout: 120_000,
    // Measured: compiling a plan costs more than any of our queries gains, and the estimates under policies invite it;
    // and planning under policies costs more than a plan made for the values at hand gains.
    onConnect: client => client.query('set jit = off; set plan_cache_mode = force_generic_plan'),
  })
  // An idle connection that the server closes is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

export function serverDialect(pool: pg.Pool): PostgresDialect {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>()
  const preparing = (client: pg.PoolClient): PreparingClient => {
    const known = clients.get(client) ?? new PreparingClient(client)
    clients.set(client, known)
    return known
  }
  return new PostgresDialect({
    pool: { connect: async () => preparing(await pool.connect()), end: () => pool.end(), options: {} },
  })
}

/** Names every statement, so that a connection plans it once. */
class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query(text: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('A cursor is not used here: read in pages by key.')
    const name = statementName(text)
    return this.#client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] })
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }
}

/** The same error class for both drivers. */
export function asSqlError(error: unknown): unknown {
  if (error instanceof DatabaseError) return new SqlError(error.message, error.code, error.constraint)
  return error
}
