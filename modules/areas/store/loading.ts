import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { AreaKind } from './areas.ts'

export type NewArea = {
  readonly kind: AreaKind
  readonly code: string
  readonly name: string
  readonly illustrative: boolean
  readonly attributes: object
}
export type NewShape = { readonly kind: AreaKind; readonly code: string; readonly geometry: string }
export type NewLink = {
  readonly kind: AreaKind
  readonly code: string
  readonly intoKind: AreaKind
  readonly intoCode: string
  readonly change: 'U' | 'S' | 'M' | 'X' | null
  readonly share: number | null
}

/** Writes areas into an unpublished batch. Returns how many the batch did not hold yet. */
export async function insertAreas(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly NewArea[],
): Promise<number> {
  if (rows.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into area (kind, code, name, illustrative, attributes, batch, collection)
    select kind, code, name, illustrative, attributes, ${batch}::uuid, ${collection}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, code text, name text, illustrative boolean, attributes jsonb)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function insertShapes(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly NewShape[],
): Promise<number> {
  if (rows.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into area_shape (kind, code, geometry, batch, collection)
    select r.kind, r.code, r.geometry, ${batch}::uuid, ${collection}::uuid
    from unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ code }) => code)}::text[], ${rows.map(({ geometry }) => geometry)}::text[])
      as r(kind, code, geometry)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function insertLinks(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly NewLink[],
): Promise<number> {
  if (rows.length === 0) return 0
  const column = <K extends keyof NewLink>(key: K): NewLink[K][] => rows.map(row => row[key])
  const { numAffectedRows } = await sql`
    insert into area_link (kind, code, into_kind, into_code, change, share, batch, collection)
    select r.*, ${batch}::uuid, ${collection}::uuid
    from unnest(${column('kind')}::text[], ${column('code')}::text[], ${column('intoKind')}::text[], ${column('intoCode')}::text[],
      ${column('change')}::text[], ${column('share')}::float8[]) as r
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Takes everything that a batch put among the areas out again. Returns how many rows went. */
export async function removeAreaBatch(tx: Transaction, batch: string): Promise<number> {
  let removed = 0
  for (const table of ['indicator_value', 'area_link', 'area_shape', 'area'] as const) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where batch = ${batch}::uuid`.execute(tx)
    removed += Number(numAffectedRows ?? 0)
  }
  return removed
}
