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
  /** Kinds of violence of the content pack that count beside any incident with a weapon or between groups. */
  readonly kinds: readonly string[]
  /** Who brought it to light. */
  readonly provenances: readonly string[]
  /** The first day, YYYY-MM-DD. */
  readonly since: string
}

/**
 * The partners' own incidents with a weapon, between groups or of one of these kinds, that the present actor may read and whose
 * day and small area are known. A file may name kinds in its own words, so the marks of the incident count before its kind.
 * Domestic ones are left out.
 */
export async function datedIncidents(tx: Transaction, asked: DatedQuestion): Promise<DatedIncident[]> {
  const { rows } = await sql<DatedIncident>`
    select i.id, to_char(i.occurred at time zone 'Europe/London', 'YYYY-MM-DD') as "on", i.area_code as area, i.kind, i.category,
      i.provenance
    from incident i
    where i.source = 'partnership' and (i.weapon or i.group_a is not null or i.kind = any(${[...asked.kinds]}::text[]))
      and i.provenance = any(${[...asked.provenances]}::text[]) and i.precision <> 'month' and i.occurred is not null
      and i.area_code is not null and i.domestic is distinct from true and i.occurred >= ${asked.since}::date
    order by i.occurred, i.id`.execute(tx)
  return rows
}
