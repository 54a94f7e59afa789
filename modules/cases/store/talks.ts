import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewTalk, Talk } from '../rules/talks.ts'

export const talkPageLength = 30

/** The worker's own talks, newest first, older than `before`: at most one more than a page holds. */
export async function ownTalks(tx: Transaction, before: string | undefined): Promise<Talk[]> {
  const { rows } = await sql<Talk>`
    select t.id, t.held_on, t.place_kind, t.age_band, t.topics, t.offered from contact_talk t
    where t.worker = current_setting('app.actor')::uuid and (${before ?? null}::uuid is null or t.id < ${before ?? null}::uuid)
    order by t.id desc limit ${talkPageLength + 1}`.execute(tx)
  return rows
}

/**
 * Writes a talk down. Its key says the day of the talk and nothing of when it was written, and the ledger names no subject: neither
 * leads to a referral that was made afterwards.
 */
export async function addTalk(tx: Transaction, it: NewTalk): Promise<void> {
  await sql`
    insert into contact_talk (id, worker, held_on, place_kind, age_band, topics, offered)
    values (${newId(Date.parse(it.held_on))}, current_setting('app.actor')::uuid, ${it.held_on}::date, ${it.place_kind}, ${it.age_band},
      ${[...it.topics]}::text[], ${[...it.offered]}::text[])`.execute(tx)
  await record(tx, { action: 'write', kind: 'talk' })
}

/**
 * Counts a talk, and that they agreed to be referred, by month alone. The ledger says the same of both: that a worker counted a talk,
 * so that no entry stands a minute before a referral and says whose yes it was.
 */
export async function countTalk(tx: Transaction, agreed: boolean, today: string): Promise<void> {
  const month = `${today.slice(0, 7)}-01`
  for (const what of agreed ? ['talk', 'talk then referred'] : ['talk'])
    await sql`insert into case_count (id, month, what) values (${newId(Date.parse(month))}, ${month}::date, ${what})`.execute(
      tx,
    )
  await record(tx, { action: 'write', kind: 'case count', detail: { what: 'talk' } })
}

/** Clears away talks of more than a year ago; the policy lets nothing go before that. */
export function forgetTalks(database: Database): Promise<void> {
  return database.asSystem('retention', 'retention', async tx => {
    const over = sql`from contact_talk where held_on < current_date - interval '1 year'`
    // Nothing is deleted where nothing is over: a write without an entry in the ledger is refused.
    if ((await sql`select id ${over} limit 1`.execute(tx)).rows.length === 0) return
    const { numAffectedRows } = await sql`delete ${over}`.execute(tx)
    await record(tx, { action: 'erase', kind: 'talk', detail: { removed: Number(numAffectedRows ?? 0) } })
  })
}
