import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { openAreas } from '../collections.ts'

export type Match = {
  readonly local_name: string
  readonly area_code: string
  readonly how: string
  readonly matched_at: Date
  readonly by: string | null
}

/** Which local names a person matched to codes. */
export async function matches(tx: Transaction): Promise<Match[]> {
  const { rows } = await sql<Match>`
    select m.local_name, m.area_code, m.how, m.matched_at, a.name as by from local_area_match m left join account a on a.id = m.matched_by
    order by m.local_name`.execute(tx)
  return rows
}

export async function matchesOf(tx: Transaction, code: string): Promise<{ local_name: string }[]> {
  return tx.selectFrom('local_area_match').select('local_name').where('area_code', '=', code).execute()
}

/** Matches a local name to a code, in the place of an earlier match. Throws for whoever may not. */
export async function saveMatch(tx: Transaction, localName: string, code: string, how: string): Promise<void> {
  await sql`
    insert into local_area_match (local_name, area_kind, area_code, how, matched_by, collection)
    values (${localName}, 'lsoa21', ${code}, ${how}, current_setting('app.actor')::uuid, ${openAreas}::uuid)
    on conflict (local_name) do update set area_code = excluded.area_code, how = excluded.how, matched_by = excluded.matched_by, matched_at = now()`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'local area match', detail: { localName, code } })
}

export async function removeMatch(tx: Transaction, localName: string): Promise<void> {
  await sql`delete from local_area_match where local_name = ${localName}`.execute(tx)
  await record(tx, { action: 'write', kind: 'local area match', detail: { localName, removed: true } })
}
