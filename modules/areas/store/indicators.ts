import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { AreaKind } from './areas.ts'

export type IndicatorValue = {
  readonly indicator: string
  readonly area_code: string
  readonly period: string
  readonly value: number | null
  readonly denominator: number | null
  readonly low: number | null
  readonly high: number | null
  readonly marker: string | null
}

/** Every value of these indicators for areas of one kind, the newest batch first to win. */
export async function indicatorValues(
  tx: Transaction,
  kind: AreaKind,
  indicators: readonly string[],
): Promise<IndicatorValue[]> {
  const { rows } = await sql<IndicatorValue>`
    select distinct on (indicator, area_code, period) indicator, area_code, period, value, denominator, low, high, marker
    from indicator_value where area_kind = ${kind} and indicator = any(${[...indicators]}::text[])
    order by indicator, area_code, period, batch desc`.execute(tx)
  return rows
}

/** Everything known about one area. */
export async function valuesOfArea(tx: Transaction, kind: AreaKind, code: string): Promise<IndicatorValue[]> {
  const { rows } = await sql<IndicatorValue>`
    select distinct on (indicator, period) indicator, area_code, period, value, denominator, low, high, marker
    from indicator_value where area_kind = ${kind} and area_code = ${code} order by indicator, period, batch desc`.execute(
    tx,
  )
  return rows
}

/** Residents of each area of a kind in the newest period that is loaded. */
export async function population(
  tx: Transaction,
  kind: AreaKind,
): Promise<{ period: string; people: Map<string, number> }> {
  const { rows } = await sql<{ area_code: string; period: string; value: number }>`
    select distinct on (area_code) area_code, period, value from indicator_value
    where area_kind = ${kind} and indicator = 'population.all' and value is not null order by area_code, period desc, batch desc`.execute(
    tx,
  )
  return { period: rows[0]?.period ?? '', people: new Map(rows.map(row => [row.area_code, row.value])) }
}

export type LongValue = Omit<IndicatorValue, 'area_code'> & { readonly area_kind: AreaKind; readonly area_code: string }

/** Writes a chunk of values into an unpublished batch; a value repeated inside the batch is kept once. Returns how many were new. */
export async function insertValues(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly LongValue[],
): Promise<number> {
  const column = <K extends keyof LongValue>(key: K): LongValue[K][] => rows.map(row => row[key])
  const { numAffectedRows } = await sql`
    insert into indicator_value (indicator, area_kind, area_code, period, value, denominator, low, high, marker, batch, collection)
    select r.*, ${batch}::uuid, ${collection}::uuid
    from unnest(${column('indicator')}::text[], ${column('area_kind')}::text[], ${column('area_code')}::text[], ${column('period')}::text[],
      ${column('value')}::float8[], ${column('denominator')}::float8[], ${column('low')}::float8[], ${column('high')}::float8[], ${column('marker')}::text[]) as r
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
