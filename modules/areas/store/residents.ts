import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { keptValues } from '#platform/kept'
import { keptWhilePublished } from '#platform/published'
import { type Residents, residentsOf2021 } from '../rules.ts'
import { vintageLinks } from './areas.ts'
import { population } from './indicators.ts'

/** Residents of every small area of 2021, with how each figure came about. */
export async function residents(tx: Transaction): Promise<ReadonlyMap<string, Residents>> {
  return keptWhilePublished(tx, keptResidents, 'residents', () => readResidents(tx))
}

const keptResidents = keptValues<ReadonlyMap<string, Residents>>(8)

async function readResidents(tx: Transaction): Promise<Map<string, Residents>> {
  const now = await population(tx, 'lsoa21')
  const old = await population(tx, 'lsoa11')
  // An unchanged area is stored under 2021 whatever file it came from; the merged and split need every area of 2011.
  const of2011 = new Map([...now.people, ...old.people])
  return residentsOf2021(now.people, of2011, await vintageLinks(tx), await householdsOf2021(tx))
}

async function householdsOf2021(tx: Transaction): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; households: number }>`
    select distinct on (area_code) area_code as code, denominator as households from indicator_value
    where area_kind = 'lsoa21' and indicator = 'households.deprived_0' and denominator is not null order by area_code, period desc, batch desc`.execute(
    tx,
  )
  return new Map(rows.map(({ code, households }) => [code, households]))
}
