import { sql } from 'kysely'
import type { Database, Transaction } from '../database.ts'
import type { LedgerKey } from './key.ts'
import { hashLines } from './lines.ts'

const nothing = Buffer.alloc(32)
const mostPerSeal = 200_000

/**
 * Gives a position to every entry that has none and seals them: the seal hashes its entries with the hash of the seal
 * before and is signed. Returns how many entries were sealed. Two sealers at once cannot both run.
 */
export async function seal(database: Database, key: LedgerKey, now: Date): Promise<number> {
  return database.asSystem('sealer', 'sealing', async tx => {
    const { rows: turn } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext(current_schema() || '.ledger_seal')) as mine`.execute(tx)
    if (turn[0]?.mine !== true) return 0
    const last = await lastSeal(tx)
    const count = await assignPositions(tx, last.lastPosition)
    if (count === 0) return 0
    const first = last.lastPosition + 1
    const lastPosition = last.lastPosition + count
    const { hash } = await hashLines(tx, last.hash, first, lastPosition)
    await sql`
      insert into ledger_seal (number, first_position, last_position, previous_hash, hash, signature, key_id, sealed_at)
      values (${last.number + 1}, ${first}, ${lastPosition}, ${last.hash}, ${hash}, ${key.sign(hash)}, ${key.id}, ${now})`.execute(
      tx,
    )
    return count
  })
}

type LastSeal = { readonly number: number; readonly lastPosition: number; readonly hash: Uint8Array }

async function lastSeal(tx: Transaction): Promise<LastSeal> {
  const { rows } = await sql<{ number: number; last_position: number; hash: Uint8Array }>`
    select number, last_position, hash from ledger_seal order by number desc limit 1`.execute(tx)
  const row = rows[0]
  return row === undefined
    ? { number: 0, lastPosition: 0, hash: nothing }
    : { number: row.number, lastPosition: row.last_position, hash: row.hash }
}

// An entry that commits late keeps its earlier time but takes a later position: the search looks back a whole day,
// and no transaction can stay open that long (see idle_in_transaction_session_timeout).
async function assignPositions(tx: Transaction, after: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with waiting as (
      select e.id, row_number() over (order by e.at, e.id) as n
      from ledger_entry e
      where e.at > coalesce((select sealed_at from ledger_seal order by number desc limit 1), '-infinity') - interval '1 day'
        and not exists (select from ledger_position p where p.entry = e.id)
      order by e.at, e.id limit ${mostPerSeal}
    ), placed as (
      insert into ledger_position (position, entry) select ${after}::bigint + n, id from waiting returning 1
    )
    select count(*) as n from placed`.execute(tx)
  return rows[0]?.n ?? 0
}
