import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../database.ts'

/** What a seal covers: one line of text per entry, the same on every database and driver. */
export function lineOf(): RawBuilder<string> {
  return sql<string>`concat_ws('|', p.position, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor,
    coalesce(e.agency::text, ''), coalesce(e.session::text, ''), e.purpose, e.action, e.kind, coalesce(e.subject::text, ''),
    encode(e.digest, 'hex'))`
}

/** The salted digest of a detail (columns `salt` and `detail`), over the text in which PostgreSQL writes jsonb: keys in one order. */
export const digest = sql<Uint8Array>`sha256(salt || convert_to(detail::text, 'UTF8'))`

const page = 20_000

export type Hashed = { readonly hash: Buffer; readonly count: number; readonly oldest: Date | null }

/** Feeds the lines of positions `first` to `last` into a hash that begins with the hash of the seal before. */
export async function hashLines(tx: Transaction, previous: Uint8Array, first: number, last: number): Promise<Hashed> {
  // Measured: before the server has counted new rows it expects few, and reads the whole table once for every page.
  await sql`set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off`.execute(
    tx,
  )
  const hash = createHash('sha256').update(previous)
  let count = 0
  let oldest: Date | null = null
  for (let from = first; from <= last; from += page) {
    const to = Math.min(last, from + page - 1)
    const { rows } = await sql<{ text: string | null; n: number; oldest: Date | null }>`
      select string_agg(${lineOf()}, E'\n' order by p.position) as text, count(*) as n, min(e.at) as oldest
      from ledger_position p join ledger_entry e on e.id = p.entry
      where p.position between ${from} and ${to}`.execute(tx)
    const [found] = rows
    hash.update(found?.text ?? '').update('\n')
    count += found?.n ?? 0
    if (found?.oldest != null && (oldest === null || found.oldest < oldest)) oldest = found.oldest
  }
  return { hash: hash.digest(), count, oldest }
}
