import type { Transaction } from '#platform/database'

/** A job of the present actor. */
export async function job(tx: Transaction, id: string) {
  return tx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The latest imports that the present actor may see. */
export async function recentImports(tx: Transaction) {
  return tx
    .selectFrom('import_batch as b')
    .leftJoin('account as a', 'a.id', 'b.actor')
    .selectAll('b')
    .select('a.name as by')
    .orderBy('b.started_at', 'desc')
    .limit(30)
    .execute()
}

export async function importBatch(tx: Transaction, id: string) {
  return tx.selectFrom('import_batch').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Rejected rows, `limit` at most, in the order of their files. */
export async function rejections(tx: Transaction, batch: string, limit: number) {
  return tx
    .selectFrom('import_rejection')
    .select(['file', 'line', 'column_name', 'reason', 'row_text'])
    .where('batch', '=', batch)
    .orderBy('file')
    .orderBy('line')
    .limit(limit)
    .execute()
}
