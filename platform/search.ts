import { sql } from 'kysely'
import { systemActors, type Transaction, withRole } from './database.ts'

/**
 * Runs `work` as the matcher, in the transaction of whoever asked: another database role and another actor, so that what is
 * found depends on the matcher's own narrow policies and in nothing on who asks. What it finds must not leave as a record.
 */
export async function asMatcher<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ actor: string }>`select current_setting('app.actor') as actor`.execute(tx)
  return withRole(tx, 'matcher', async () => {
    await actFor(tx, systemActors.matcher)
    const answer = await work()
    await actFor(tx, rows[0]?.actor ?? '')
    return answer
  })
}

/**
 * Runs `work` with the matcher's narrow columns, but as whoever asks: for a fact that its policies open only to those who hold the
 * key to it. Nothing is found for anybody else.
 */
export function throughMatcher<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  return withRole(tx, 'matcher', work)
}

// Both values are UUIDs that the door to the database has checked; SET LOCAL takes no parameters.
async function actFor(tx: Transaction, actor: string): Promise<void> {
  await sql.raw(`set local app.actor = '${actor}'`).execute(tx)
}
