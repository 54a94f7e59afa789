import { type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { SqlError } from './embedded.ts'

// The two drivers must hand over the same values: dates as text, 64-bit integers as numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** A pool of connections to a PostgreSQL server. `idle_in_transaction_session_timeout` frees what a crash left open. */
export function openPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    idle_in_transaction_session_timeout: 120_000,
    // Measured: compiling a plan costs more than any of our queries gains, and the estimates under policies invite it.
    onConnect: client => client.query('set jit = off'),
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

/** No page has anything like so many statements: a list written out in a statement must not fill the server's memory. */
const mostPrepared = 1_000
const names = new Map<string, string>()

/**
 * Names every statement, so that a connection plans it once. Measured: planning a query under its policies takes longer than
 * running it. PostgreSQL plans again by itself when the role or the search path is another, so a plan never outlives its policies.
 */
class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query(text: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('A cursor is not used here: read in pages by key.')
    const name = nameOf(text)
    return this.#client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] })
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }
}

// Several statements in one text, such as the settings of a transaction, cannot be prepared.
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (
    known !== undefined ||
    names.size >= mostPrepared ||
    text.includes(';') ||
    !/^\s*(select|insert|update|delete|with)\b/i.test(text)
  )
    return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** The same error class for both drivers. */
export function asSqlError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return new SqlError(error.message, error.code, error.constraint)
  return error
}
