// The client of PostgreSQL, set up once for a server and for the embedded database alike.
import pg from 'pg'

export type { QueryResult } from 'pg'
export const { Client, DatabaseError, Pool } = pg

// Dates as text: a day has no time zone. 64-bit integers as numbers: no count of ours comes near their limit.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** No page has anything like so many statements: a list written out in a statement must not fill the database's memory. */
const mostPrepared = 1_000
const names = new Map<string, string>()

/**
 * The name under which a connection keeps a statement, so that it plans it once. Measured: planning a query under its policies
 * takes longer than running it. PostgreSQL plans again by itself when the role or the search path is another, so a plan never
 * outlives its policies. Several statements in one text, such as the settings of a transaction, cannot be kept.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostPrepared || !isOneStatement(text)) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

function isOneStatement(text: string): boolean {
  return !text.includes(';') && /^\s*(select|insert|update|delete|with)\b/i.test(text)
}
