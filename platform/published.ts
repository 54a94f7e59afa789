import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import type { Kept } from './kept.ts'

/**
 * The collections that the present actor may read and the published batches that they may see: what any table of batches shows
 * them follows from these two alone, so figures made from such tables may be kept under it. Undefined during an import, which
 * sees rows that are not published yet.
 */
export async function publishedKey(tx: Transaction): Promise<string | undefined> {
  const { rows } = await sql<{ key: string | null }>`
    select case when current_setting('app.purpose', true) = 'import' then null else current_schema() || '/'
      || coalesce((select string_agg(distinct record::text, ',' order by record::text) from readable_collection), '') || '/'
      || coalesce((select string_agg(id::text, ',' order by id) from import_batch
        where published_at is not null and undone_at is null), '') end as key`.execute(tx)
  return rows[0]?.key ?? undefined
}

/** Figures made from tables of batches, read once for each key: whoever may see other batches or collections reads their own. */
export async function keptWhilePublished<T>(
  tx: Transaction,
  kept: Kept<T>,
  words: string,
  read: () => Promise<T>,
): Promise<T> {
  const key = await publishedKey(tx)
  return key === undefined ? read() : kept(`${key} ${words}`, read)
}
