import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

export type Agreement = {
  readonly version: number
  readonly title: string
  readonly body: string
  readonly published_at: Date
}

/** The agreement that is in force: its latest version. */
export async function agreement(tx: Transaction): Promise<Agreement | undefined> {
  return tx
    .selectFrom('user_agreement')
    .select(['version', 'title', 'body', 'published_at'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** When somebody last accepted any version, and which. */
export async function lastAccepted(
  tx: Transaction,
  account: string,
): Promise<{ version: number; at: Date } | undefined> {
  return tx
    .selectFrom('acknowledgement')
    .select(['version', 'at'])
    .where('account', '=', account)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The present actor accepts a version. */
export async function accept(tx: Transaction, version: number, at: Date): Promise<void> {
  await sql`insert into acknowledgement (id, account, version, at)
    values (${newId()}, current_setting('app.actor')::uuid, ${version}, ${at})`.execute(tx)
  await record(tx, { action: 'write', kind: 'acknowledgement', detail: { version } })
}

/** Publishes a text as the next version. Everyone is asked again. Returns its number. */
export async function publish(tx: Transaction, title: string, body: string, now: Date): Promise<number> {
  const version = ((await agreement(tx))?.version ?? 0) + 1
  await sql`insert into user_agreement (version, title, body, published_at, published_by)
    values (${version}, ${title}, ${body}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'user agreement', detail: { version, title } })
  return version
}
