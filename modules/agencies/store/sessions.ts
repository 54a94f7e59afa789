import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type SessionRow = {
  readonly id: string
  readonly device: string
  readonly created_at: Date
  readonly seen_at: Date
}

// As long as a session lasts without a request: platform/http/sessions.ts.
const idle = 20 * 60_000

/** The sessions of a person that have not ended, newest first. */
export async function sessionsOf(tx: Transaction, actor: string, now: Date): Promise<SessionRow[]> {
  return tx
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'seen_at'])
    .where('actor', '=', actor)
    .where('ends_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - idle))
    .orderBy('created_at', 'desc')
    .execute()
}

/** Ends one session of a person. Returns whether there was one. */
export async function endSession(tx: Transaction, actor: string, id: string): Promise<boolean> {
  const gone = await tx.deleteFrom('session').where('actor', '=', actor).where('id', '=', id).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Ends every session of a person, but for the one that is `kept`. Returns how many. */
export async function endSessions(tx: Transaction, actor: string, kept?: string): Promise<number> {
  const gone = await sql`delete from session where actor = ${actor}::uuid
    and (${kept ?? null}::uuid is null or id <> ${kept ?? null}::uuid)`.execute(tx)
  return Number(gone.numAffectedRows ?? 0n)
}

/** Removes sessions that are over. */
export async function sweepSessions(tx: Transaction, now: Date): Promise<void> {
  await tx.deleteFrom('session').where('ends_at', '<', now).execute()
}
