import { sql } from 'kysely'
import type { Row } from '#modules/model'
import { addAudience } from '#platform/access'
import type { Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { record } from '#platform/ledger'

export async function agencies(tx: Transaction) {
  return tx.selectFrom('agency').selectAll().orderBy('name').execute()
}

export async function groups(tx: Transaction) {
  return tx.selectFrom('board_group').selectAll().orderBy('level').orderBy('name').execute()
}

/** Puts the pack's agencies in place. An agency that was renamed by hand keeps its id; nothing is removed. */
export async function saveAgencies(
  tx: Transaction,
  rows: readonly Row<'agencies'>[],
  functions: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into agency (id, key, name, kind, functions, districts, attributes, source_doc, source_section, mapping_status)
      values (${idOf('agency', row.id)}, ${row.id}, ${row.name}, ${row.kind}, ${[...(functions.get(row.id) ?? [])]}, ${row.districts},
        ${JSON.stringify({ standing: row.standing, serves: row.serves, namePrinted: row.name_as_printed, part: row.part_in_text })}::jsonb,
        ${row.source_doc}, ${row.source_section}, ${row.mapping_status})
      on conflict (id) do update set name = excluded.name, kind = excluded.kind, functions = excluded.functions,
        districts = excluded.districts, attributes = excluded.attributes, source_doc = excluded.source_doc,
        source_section = excluded.source_section, mapping_status = excluded.mapping_status`.execute(tx)
    await addAudience(tx, 'agency', row.id, row.name)
  }
  await record(tx, { action: 'write', kind: 'agencies', detail: { rows: rows.length } })
}

export async function saveGroups(tx: Transaction, rows: readonly Row<'groups'>[]): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into board_group (id, key, name, synonyms, purpose, frequency, level, status, attributes, source_doc, source_section, mapping_status)
      values (${idOf('group', row.id)}, ${row.id}, ${row.name}, ${row.also_known_as}, ${row.purpose}, ${row.meets ?? 'not stated'}, ${row.level},
        ${row.standing}, ${JSON.stringify({ kind: row.kind, world: row.world_ours, inputs: row.inputs, outputs: row.outputs, reportsTo: row.reports_to, worksWith: row.works_with, meetsEveryDays: row.meets_every_days })}::jsonb,
        ${row.source_doc}, ${row.source_section}, ${row.mapping_status})
      on conflict (id) do update set name = excluded.name, synonyms = excluded.synonyms, purpose = excluded.purpose,
        frequency = excluded.frequency, level = excluded.level, status = excluded.status, attributes = excluded.attributes`.execute(
      tx,
    )
    await addAudience(tx, 'group', row.id, row.name)
  }
  await record(tx, { action: 'write', kind: 'groups', detail: { rows: rows.length } })
}
