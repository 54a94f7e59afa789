import { sql } from 'kysely'
import type { Transaction } from './database.ts'

const second = 1000
const minute = 60 * second

/** How the wait grows: none for the first `free` failures, then `first`, doubled each time up to `longest`. */
export type Limit = {
  readonly free: number
  readonly first: number
  readonly longest: number
  /** Failures older than this are forgotten. */
  readonly forget: number
}

/** One person mistypes a few times; an office behind one address has many people. Neither is ever locked for good. */
export const limits = {
  name: { free: 4, first: 5 * second, longest: 15 * minute, forget: 24 * 60 * minute },
  address: { free: 30, first: 5 * second, longest: 15 * minute, forget: 24 * 60 * minute },
} as const satisfies Record<string, Limit>

/** What is watched: a blinded name or address (32 bytes; see secrets.ts), and how long it waits. */
export type Watched = { readonly key: Buffer; readonly limit: Limit }

/** Milliseconds to wait after so many failures in a row. */
export function delayAfter(failures: number, { free, first, longest }: Limit): number {
  return failures <= free ? 0 : Math.min(longest, first * 2 ** Math.min(failures - free - 1, 30))
}

/**
 * Milliseconds until the next try is allowed; 0 means now. The rows stay locked until the transaction ends, so a hundred
 * guesses sent at once are judged one after another.
 */
export async function waitFor(tx: Transaction, watched: readonly Watched[], now: Date): Promise<number> {
  const keys = watched.map(({ key }) => key).toSorted(Buffer.compare)
  await sql`insert into throttle (key) select unnest(${keys}::bytea[]) on conflict (key) do nothing`.execute(tx)
  const { rows } = await sql<{ wait_until: Date | null }>`
    select wait_until from throttle where key = any(${keys}::bytea[]) order by key for update`.execute(tx)
  const until = Math.max(0, ...rows.map(row => row.wait_until?.getTime() ?? 0))
  return Math.max(0, until - now.getTime())
}

/** Counts a failure against each, and sets how long each must now wait. */
export async function noteFailure(tx: Transaction, watched: readonly Watched[], now: Date): Promise<void> {
  for (const { key, limit } of watched) {
    const { rows } = await sql<{ failures: number; failed_at: Date | null }>`
      select failures, failed_at from throttle where key = ${key}`.execute(tx)
    const [row] = rows
    const remembered = row?.failed_at != null && now.getTime() - row.failed_at.getTime() < limit.forget
    const failures = (remembered ? (row?.failures ?? 0) : 0) + 1
    const until = new Date(now.getTime() + delayAfter(failures, limit))
    await sql`
      insert into throttle (key, failures, failed_at, wait_until) values (${key}, ${failures}, ${now}, ${until})
      on conflict (key) do update set failures = excluded.failures, failed_at = excluded.failed_at,
        wait_until = excluded.wait_until`.execute(tx)
  }
}

/** A success forgets the failures of one key. An address is not forgiven because one of its people got in. */
export async function forgive(tx: Transaction, key: Buffer): Promise<void> {
  await tx.deleteFrom('throttle').where('key', '=', key).execute()
}

/** Removes what no longer counts. */
export async function sweepThrottle(tx: Transaction, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - limits.address.forget)
  await sql`delete from throttle where coalesce(failed_at, '-infinity') < ${longAgo}`.execute(tx)
}
