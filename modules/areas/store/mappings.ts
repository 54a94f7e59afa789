import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { openAreas } from '../collections.ts'
import type { IndicatorMapping } from '../files/index.ts'

export type SavedMapping = {
  readonly name: string
  readonly title: string
  readonly mapping: IndicatorMapping
  readonly made_at: Date
}

export async function savedMappings(tx: Transaction): Promise<SavedMapping[]> {
  const { rows } =
    await sql<SavedMapping>`select name, title, mapping, made_at from indicator_mapping order by name`.execute(tx)
  return rows
}

/** Saves a mapping, in the place of an earlier one of the same name. */
export async function saveMapping(
  tx: Transaction,
  name: string,
  title: string,
  mapping: IndicatorMapping,
): Promise<void> {
  await sql`
    insert into indicator_mapping (name, title, mapping, made_by, collection)
    values (${name}, ${title}, ${JSON.stringify(mapping)}::jsonb, current_setting('app.actor')::uuid, ${openAreas}::uuid)
    on conflict (name) do update set title = excluded.title, mapping = excluded.mapping, made_by = excluded.made_by, made_at = now()`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'indicator mapping', detail: { name } })
}
