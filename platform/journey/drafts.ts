import { sql } from 'kysely'
import type { Transaction } from '../database.ts'
import { newId } from '../ids.ts'

export type Draft = {
  readonly id: string
  readonly amends: string | null
  readonly answers: Readonly<Record<string, unknown>>
}

/** A draft is its writer's alone. It is not a record, so the ledger has no entry for it, and it is purged after 30 days. */
export async function createDraft(
  tx: Transaction,
  journey: string,
  answers: object,
  amends: string | undefined,
): Promise<string> {
  const id = newId()
  await sql`
    insert into draft (id, actor, journey, amends, answers)
    values (${id}, current_setting('app.actor')::uuid, ${journey}, ${amends ?? null}, ${JSON.stringify(answers)}::jsonb)`.execute(
    tx,
  )
  return id
}

export async function loadDraft(tx: Transaction, journey: string, id: string): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('draft')
    .select(['id', 'amends', 'answers'])
    .where('id', '=', id)
    .where('journey', '=', journey)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, answers: row.answers as Record<string, unknown> }
}

export async function saveAnswers(tx: Transaction, id: string, answers: object): Promise<void> {
  await sql`update draft set answers = ${JSON.stringify(answers)}::jsonb, updated_at = now() where id = ${id}`.execute(
    tx,
  )
}

export async function removeDraft(tx: Transaction, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from draft where id = ${id}`.execute(tx)
  return Number(numAffectedRows ?? 0) === 1
}

/**
 * What the present actor began in a journey and has not sent, newest first: when it was last changed, and nothing of it. With `amends`,
 * what they began from that record.
 */
export async function draftsOf(
  tx: Transaction,
  journey: string,
  amends: string | null = null,
): Promise<{ id: string; updated_at: Date }[]> {
  return tx
    .selectFrom('draft')
    .select(['id', 'updated_at'])
    .where('journey', '=', journey)
    .where('amends', amends === null ? 'is' : '=', amends)
    .orderBy('updated_at', 'desc')
    .limit(10)
    .execute()
}
