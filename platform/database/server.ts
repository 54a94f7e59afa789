import { PostgresDialect } from 'kysely'
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
  return new PostgresDialect({ pool })
}

/** The same error class for both drivers. */
export function asSqlError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return new SqlError(error.message, error.code, error.constraint)
  return error
}
