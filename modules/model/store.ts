import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { type Pack, type Row, type TableName, tableNames, tables } from './pack.ts'

/** The rows of one table of the content pack, in the order of its file. */
export async function content<T extends TableName>(tx: Transaction, table: T): Promise<Row<T>[]> {
  const rows = await tx
    .selectFrom('content_row')
    .select('row')
    .where('table_name', '=', table)
    .orderBy('position')
    .execute()
  // Each row passed its table's schema before it was stored.
  return rows.map(({ row }) => row as unknown as Row<T>)
}

/** How many rows each table holds, and how sure we are of them. */
export async function contentCounts(
  tx: Transaction,
): Promise<{ table_name: string; mapping_status: string; n: number }[]> {
  const { rows } = await sql<{ table_name: string; mapping_status: string; n: number }>`
    select table_name, mapping_status, count(*) as n from content_row group by table_name, mapping_status order by 1, 2`.execute(
    tx,
  )
  return rows
}

export async function loadedDigest(tx: Transaction): Promise<string | undefined> {
  const row = await tx
    .selectFrom('content_load')
    .select('digest')
    .orderBy('loaded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.digest
}

/** Puts the whole pack in the place of what was there. Returns the number of rows. */
export async function replaceContent(
  tx: Transaction,
  pack: Pack,
  load: { id: string; digest: string },
): Promise<number> {
  const rows = tableNames.flatMap(table => pack[table].map((row, position) => storedRow(table, row, position)))
  await sql`delete from content_row`.execute(tx)
  await sql`
    insert into content_row (table_name, key, position, row, source_doc, source_section, mapping_status)
    select table_name, key, position, row, source_doc, source_section, mapping_status
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(table_name text, key text, position integer, row jsonb,
      source_doc text, source_section text, mapping_status text)`.execute(tx)
  await sql`insert into content_load (id, digest, rows) values (${load.id}, ${load.digest}, ${rows.length})`.execute(tx)
  await record(tx, { action: 'write', kind: 'content pack', subject: load.id, detail: { rows: rows.length } })
  return rows.length
}

type Stored = {
  readonly table_name: string
  readonly key: string
  readonly position: number
  readonly row: unknown
} & Provenance
type Provenance = { readonly source_doc: string; readonly source_section: string; readonly mapping_status: string }

function storedRow<T extends TableName>(table: T, row: Row<T>, position: number): Stored {
  const values = row as unknown as Record<string, string> & Provenance
  const key = tables[table].key.map(column => values[column]).join(' + ')
  const { source_doc, source_section, mapping_status } = values
  return { table_name: table, key, position, row, source_doc, source_section, mapping_status }
}
