import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import type { Factor } from '../rules/findings.ts'

export type Instrument = { readonly version: string; readonly factors: readonly Factor[] }
export type UsedInstrument = Instrument & { readonly first_used: Date }

/** Keeps the words of an instrument the first time that it is used, and writes that down. */
export async function keepInstrument(tx: Transaction, { version, factors }: Instrument, now: Date): Promise<void> {
  const { rows } = await sql`select from assessment_instrument where version = ${version}`.execute(tx)
  if (rows.length > 0) return
  await sql`insert into assessment_instrument (version, factors, first_used)
    values (${version}, ${JSON.stringify(factors)}::jsonb, ${now}) on conflict (version) do nothing`.execute(tx)
  await record(tx, { action: 'write', kind: 'assessment instrument', detail: { version } })
}

/** Every instrument that was used here, newest first. */
export async function usedInstruments(tx: Transaction): Promise<UsedInstrument[]> {
  const { rows } = await sql<UsedInstrument>`
    select version, factors, first_used from assessment_instrument order by first_used desc, version`.execute(tx)
  return rows
}
