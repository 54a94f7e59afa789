import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { keptValues } from '#platform/kept'
import { keptWhilePublished } from '#platform/published'

export type AreaKind =
  | 'lsoa11'
  | 'lsoa21'
  | 'msoa11'
  | 'msoa21'
  | 'ward'
  | 'district'
  | 'county'
  | 'partnership'
  | 'force'
  | 'region'
  | 'country'

export type Area = {
  readonly kind: AreaKind
  readonly code: string
  readonly name: string
  readonly illustrative: boolean
}

export type SmallArea = Area & {
  readonly district: string | null
  readonly districtName: string | null
  readonly ward: string | null
  readonly wardName: string | null
}

/** Each area once, as the newest batch that names it has it. */
export function areaNow(): RawBuilder<unknown> {
  return sql`(select distinct on (kind, code) kind, code, name, illustrative, attributes from area order by kind, code, illustrative, name = '', batch desc)`
}

/**
 * The partnership's small areas (LSOA 2021, or illustrative ones until those are loaded), by name. Areas and links are read
 * apart and joined here: joined in SQL, without statistics on rows just loaded, the same took a quarter of a second.
 */
export async function smallAreas(tx: Transaction): Promise<readonly SmallArea[]> {
  return keptWhilePublished(tx, keptAreas, 'small areas', () => readSmallAreas(tx))
}

const keptAreas = keptValues<readonly SmallArea[]>(8)

async function readSmallAreas(tx: Transaction): Promise<SmallArea[]> {
  const { rows } = await sql<Area>`
    select a.kind, a.code, a.name, a.illustrative from ${areaNow()} a where a.kind in ('lsoa21', 'ward', 'district') order by a.name, a.code`.execute(
    tx,
  )
  const { rows: links } = await sql<{ code: string; into_kind: string; into_code: string }>`
    select code, into_kind, into_code from area_link where kind = 'lsoa21' and into_kind in ('district', 'ward') and change is null order by batch`.execute(
    tx,
  )
  const names = new Map(rows.map(({ kind, code, name }) => [`${kind} ${code}`, name]))
  const into = new Map(links.map(link => [`${link.into_kind} of ${link.code}`, link.into_code]))
  const parent = (kind: 'ward' | 'district', code: string): [string | null, string | null] => {
    const found = into.get(`${kind} of ${code}`) ?? null
    return [found, found === null ? null : (names.get(`${kind} ${found}`) ?? null)]
  }
  return realOrIllustrative(rows.filter(({ kind }) => kind === 'lsoa21')).map(area => {
    const [[district, districtName], [ward, wardName]] = [parent('district', area.code), parent('ward', area.code)]
    return { ...area, district, districtName, ward, wardName }
  })
}

// Real small areas replace the illustrative ones as soon as any are loaded.
function realOrIllustrative(areas: readonly Area[]): Area[] {
  const real = areas.some(({ illustrative }) => !illustrative)
  return areas.filter(({ illustrative }) => illustrative !== real)
}

/** Areas of one kind, by name. */
export async function areasOf(tx: Transaction, kind: AreaKind): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select a.kind, a.code, a.name, a.illustrative from ${areaNow()} a where a.kind = ${kind} order by a.name, a.code`.execute(
    tx,
  )
  return realOrIllustrative(rows)
}

export async function areaByCode(tx: Transaction, code: string): Promise<Area | undefined> {
  const { rows } = await sql<Area>`
    select a.kind, a.code, a.name, a.illustrative from ${areaNow()} a where a.code = ${code}
    order by array_position(array['lsoa21', 'ward', 'district', 'county', 'partnership', 'force', 'msoa21', 'lsoa11', 'msoa11'], a.kind) limit 1`.execute(
    tx,
  )
  return rows[0]
}

/** Codes of one kind that a published batch holds. */
export async function knownCodes(tx: Transaction, kind: AreaKind): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`select distinct code from area where kind = ${kind}`.execute(tx)
  return new Set(rows.map(({ code }) => code))
}

/** Small areas inside a larger one, by code. A partnership or force holds those of its districts. */
export async function smallAreasWithin(tx: Transaction, intoKind: AreaKind, intoCode: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from area_link where kind = 'lsoa21' and change is null and into_kind = ${intoKind} and into_code = ${intoCode}
    union
    select small.code from area_link small
    join area_link district on district.kind = 'district' and district.code = small.into_code
    where small.kind = 'lsoa21' and small.into_kind = 'district' and district.into_kind = ${intoKind} and district.into_code = ${intoCode}
    order by code`.execute(tx)
  return rows.map(({ code }) => code)
}

export type Link = {
  readonly code: string
  readonly into: string
  readonly change: 'U' | 'S' | 'M' | 'X'
  readonly share: number | null
}

/** How the 2011 small areas became those of 2021. */
export async function vintageLinks(tx: Transaction): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select distinct on (code, into_code) code, into_code as into, change, share from area_link
    where kind = 'lsoa11' and into_kind = 'lsoa21' and change is not null order by code, into_code, batch desc`.execute(
    tx,
  )
  return rows
}

export type Shape = { readonly code: string; readonly geometry: string }

/** Outlines of every area of one kind, as GeoJSON geometry text. */
export async function shapes(tx: Transaction, kind: AreaKind): Promise<Shape[]> {
  const { rows } = await sql<Shape>`
    select distinct on (code) code, geometry from area_shape where kind = ${kind} order by code, batch desc`.execute(tx)
  return rows
}

/** Which boundaries are loaded now: the newest batches' ids. A picture made from them can be kept until this changes. */
export async function shapesKey(tx: Transaction, kind: AreaKind): Promise<string> {
  const { rows } = await sql<{
    key: string | null
  }>`select string_agg(distinct batch::text, ',') as key from area_shape where kind = ${kind}`.execute(tx)
  return rows[0]?.key ?? ''
}
