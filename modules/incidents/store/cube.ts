import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { publishedIncidents } from '../collections.ts'
import type { CountedRow, Cube, PublishedCell } from '../cube-rules.ts'
import type { StoredSource } from '../sources.ts'
import { splitBy } from './trends.ts'

/** The true counts of a source in months that are over, for making its cube. Only who may read the records sees any. */
export async function countsForCube(tx: Transaction, source: StoredSource): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    select area_code as area, to_char(month, 'YYYY-MM') as month, ${splitBy(source)} as kind, min(category) as "kindName",
      sum(n)::int as n, sum(key_sum)::int as "keySum"
    from incident_count
    where source = ${source} and month < date_trunc('month', now() at time zone 'Europe/London') group by 1, 2, 3 order by 1, 2, 3`.execute(
    tx,
  )
  return rows
}

/** Puts a source's cube in the place of the one before. */
export async function replaceCube(tx: Transaction, source: StoredSource, { quarters, cells }: Cube): Promise<void> {
  await sql`delete from incident_cube where source = ${source}`.execute(tx)
  await sql`delete from incident_cube_quarter where source = ${source}`.execute(tx)
  await sql`
    insert into incident_cube_quarter (source, quarter, collection)
    select ${source}, quarter, ${publishedIncidents}::uuid from unnest(${[...quarters]}::text[]) as r(quarter)`.execute(
    tx,
  )
  await sql`
    insert into incident_cube (source, quarter, area_code, kind, kind_name, value, collection)
    select ${source}, r.quarter, r.area, r.kind, r."kindName", r.value, ${publishedIncidents}::uuid
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as r(quarter text, area text, kind text, "kindName" text, value integer)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'published incidents', detail: { source, quarters: [...quarters] } })
}

/** The published cube of a source. Without quarters when there is none, or the reader may not see it. */
export async function cubeOf(tx: Transaction, source: StoredSource): Promise<Cube> {
  const { rows: quarters } = await sql<{ quarter: string }>`
    select quarter from incident_cube_quarter where source = ${source} order by quarter`.execute(tx)
  const { rows: cells } = await sql<PublishedCell>`
    select quarter, area_code as area, kind, kind_name as "kindName", value from incident_cube where source = ${source}
    order by quarter, area_code, kind_name, kind`.execute(tx)
  return { quarters: quarters.map(({ quarter }) => quarter), cells }
}

/** The sources of which the reader may see a published cube. */
export async function sourcesPublished(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`select distinct source from incident_cube_quarter`.execute(tx)
  return rows.map(({ source }) => source)
}
