import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { areaNow } from './areas.ts'

export type Found = {
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly also: string | null
}

/** Areas whose name, code, ward or known name holds these words; the closest first, 40 at most. */
export async function findAreas(tx: Transaction, words: string): Promise<Found[]> {
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Found>`
    with now as ${areaNow()}
    select a.kind, a.code, a.name, coalesce(a.attributes->>'knownAs', min(w.name)) as also
    from now a
    left join area_link l on l.code = a.code and l.kind = a.kind and l.into_kind = 'ward' and l.change is null
    left join now w on w.kind = 'ward' and w.code = l.into_code
    where a.kind in ('lsoa21', 'ward', 'district', 'partnership') and a.name <> ''
      and a.illustrative = (a.kind in ('lsoa21', 'ward') and not exists (select from area r where r.kind = a.kind and not r.illustrative))
      and (a.name ilike ${like} or a.code ilike ${like} or w.name ilike ${like} or a.attributes->>'knownAs' ilike ${like})
    group by a.kind, a.code, a.name, a.attributes
    order by position(lower(${words}) in lower(a.name)) = 0, array_position(array['district', 'partnership', 'ward', 'lsoa21'], a.kind), a.name
    limit 40`.execute(tx)
  return rows
}
