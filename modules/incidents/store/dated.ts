import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** An incident whose day and small area are known. */
export type DatedIncident = {
  readonly id: string
  /** The day in the United Kingdom, YYYY-MM-DD. */
  readonly on: string
  readonly area: string
  readonly kind: string
  readonly category: string
  readonly provenance: string
}

export type DatedQuestion = {
  /** Kinds of violence of the content pack. */
  readonly kinds: readonly string[]
  /** Who brought it to light. */
  readonly provenances: readonly string[]
  /** The first day, YYYY-MM-DD. */
  readonly since: string
}

/** The partners' own incidents that the present actor may read, with a day and a small area; domestic ones are left out. */
export async function datedIncidents(tx: Transaction, asked: DatedQuestion): Promise<DatedIncident[]> {
  const { rows } = await sql<DatedIncident>`
    select i.id, to_char(i.occurred at time zone 'Europe/London', 'YYYY-MM-DD') as "on", i.area_code as area, i.kind, i.category,
      i.provenance
    from incident i
    where i.source = 'partnership' and i.kind = any(${[...asked.kinds]}::text[])
      and i.provenance = any(${[...asked.provenances]}::text[]) and i.precision <> 'month' and i.occurred is not null
      and i.area_code is not null and i.domestic is distinct from true and i.occurred >= ${asked.since}::date
    order by i.occurred, i.id`.execute(tx)
  return rows
}
