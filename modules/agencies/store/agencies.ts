import { isDeepStrictEqual } from 'node:util'
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

/** Puts the pack's agencies in place where they are new or different. An agency keeps its id; nothing is removed. */
export async function saveAgencies(
  tx: Transaction,
  rows: readonly Row<'agencies'>[],
  functions: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const wanted = rows.map(row => agencyOf(row, functions.get(row.id) ?? []))
  const changed = different(wanted, await agencies(tx))
  for (const it of changed) {
    const values = { ...it, attributes: JSON.stringify(it.attributes) }
    await tx
      .insertInto('agency')
      .values(values)
      .onConflict(found => found.column('id').doUpdateSet(values))
      .execute()
    await addAudience(tx, 'agency', it.key, it.name)
  }
  if (changed.length > 0) await record(tx, { action: 'write', kind: 'agencies', detail: { rows: changed.length } })
}

function agencyOf(row: Row<'agencies'>, functions: readonly string[]) {
  return {
    id: idOf('agency', row.id),
    key: row.id,
    name: row.name,
    kind: row.kind,
    functions: [...functions],
    districts: [...row.districts],
    attributes: {
      standing: row.standing,
      serves: row.serves,
      namePrinted: row.name_as_printed,
      part: row.part_in_text,
    },
    source_doc: row.source_doc,
    source_section: row.source_section,
    mapping_status: row.mapping_status,
  }
}

/** Puts the pack's boards and groups in place where they are new or different. */
export async function saveGroups(tx: Transaction, rows: readonly Row<'groups'>[]): Promise<void> {
  const changed = different(rows.map(groupOf), await groups(tx))
  for (const it of changed) {
    const values = { ...it, attributes: JSON.stringify(it.attributes) }
    await tx
      .insertInto('board_group')
      .values(values)
      .onConflict(found => found.column('id').doUpdateSet(values))
      .execute()
    await addAudience(tx, 'group', it.key, it.name)
  }
  if (changed.length > 0) await record(tx, { action: 'write', kind: 'groups', detail: { rows: changed.length } })
}

function groupOf(row: Row<'groups'>) {
  return {
    id: idOf('group', row.id),
    key: row.id,
    name: row.name,
    synonyms: [...row.also_known_as],
    purpose: row.purpose,
    frequency: row.meets ?? 'not stated',
    level: row.level,
    status: row.standing,
    attributes: {
      kind: row.kind,
      world: row.world_ours,
      inputs: row.inputs,
      outputs: row.outputs,
      reportsTo: row.reports_to,
      worksWith: row.works_with,
      meetsEveryDays: row.meets_every_days,
    },
    source_doc: row.source_doc,
    source_section: row.source_section,
    mapping_status: row.mapping_status,
  }
}

/** Those that the database does not hold just so. Compared as JSON, which is how attributes are kept. */
function different<T extends { readonly id: string }>(wanted: readonly T[], known: readonly { id: string }[]): T[] {
  const held = new Map(known.map(it => [it.id, it]))
  return wanted.filter(it => !isDeepStrictEqual(JSON.parse(JSON.stringify(it)), held.get(it.id)))
}
