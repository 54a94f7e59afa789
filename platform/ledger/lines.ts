import { createHash, type Hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../database.ts'

/** What a seal covers: one line of text per entry, the same on every database and driver. */
export function lineOf(): RawBuilder<string> {
  return sql<string>`concat_ws('|', p.position, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor,
    coalesce(e.agency::text, ''), coalesce(e.session::text, ''), e.purpose, e.action, e.kind, coalesce(e.subject::text, ''),
    encode(e.digest, 'hex'))`
}

const page = 20_000

/** Feeds the lines of positions `first` to `last` into a hash that begins with the hash of the seal before. */
export async function hashLines(
  tx: Transaction,
  previous: Uint8Array,
  first: number,
  last: number,
): Promise<{ hash: Buffer; count: number }> {
  const hash: Hash = createHash('sha256').update(previous)
  let count = 0
  for (let from = first; from <= last; from += page) {
    const to = Math.min(last, from + page - 1)
    const { rows } = await sql<{ text: string | null; n: number }>`
      select string_agg(${lineOf()}, E'\n' order by p.position) as text, count(*) as n
      from ledger_position p join ledger_entry e on e.id = p.entry
      where p.position between ${from} and ${to}`.execute(tx)
    hash.update(rows[0]?.text ?? '').update('\n')
    count += rows[0]?.n ?? 0
  }
  return { hash: hash.digest(), count }
}
