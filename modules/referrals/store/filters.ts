import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

/** A way of looking at the lists as it was kept: words of the page’s own choices, and no name of anybody. */
export type SavedFilter = {
  readonly id: string
  readonly name: string
  readonly filter: Readonly<Record<string, string>>
}

/** Which lists a kept way of looking is of. */
export type FilteredList = 'referrals' | 'cases'

/** How many somebody may keep of one kind of list. */
export const mostFilters = 20

/** The ways of looking at these lists that somebody kept for themselves, oldest first. */
export async function savedFilters(tx: Transaction, list: FilteredList): Promise<SavedFilter[]> {
  const { rows } =
    await sql<SavedFilter>`select id, name, filter from work_filter where list = ${list} order by made_at, id limit ${mostFilters}`.execute(
      tx,
    )
  return rows
}

/** Keeps a way of looking for whoever asks. Returns its id. Throws Invalid where they keep as many as are shown. */
export async function saveFilter(
  tx: Transaction,
  list: FilteredList,
  { name, filter }: Omit<SavedFilter, 'id'>,
  owner: string,
  now: Date,
): Promise<string> {
  if ((await savedFilters(tx, list)).length >= mostFilters)
    throw new Invalid(`You keep ${mostFilters} lists already. Remove one first.`)
  const id = newId()
  await sql`insert into work_filter (id, list, owner, name, filter, made_at)
    values (${id}, ${list}, ${owner}, ${name}, ${JSON.stringify(filter)}::jsonb, ${now})`.execute(tx)
  await record(tx, { action: 'write', kind: 'saved filter', subject: id })
  return id
}

export async function removeFilter(tx: Transaction, id: string): Promise<void> {
  await sql`delete from work_filter where id = ${id}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'saved filter', subject: id, detail: { removed: true } })
}
