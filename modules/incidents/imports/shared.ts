import { randomBytes } from 'node:crypto'
import { knownCodes } from '#modules/areas'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { FileRefused } from '#platform/files'
import { newId } from '#platform/ids'
import type { Loaded } from '#platform/imports'
import type { IncidentRow, KnownLsoas } from '../files/index.ts'
import { insertIncidents, type StoredIncident } from '../store/incidents.ts'

/** The partnership's small areas of both vintages: what lies in neither is outside. */
export async function knownLsoas(tx: Transaction): Promise<KnownLsoas> {
  const known = { lsoa11: await knownCodes(tx, 'lsoa11'), lsoa21: await knownCodes(tx, 'lsoa21') }
  if (known.lsoa11.size + known.lsoa21.size === 0) {
    throw new FileRefused(
      'Import',
      'no areas are loaded yet, so nothing can be placed. Load the official lookups first.',
    )
  }
  return known
}

/** The publisher's crime types and the ids that the model gives them. */
export async function kindsByCategory(tx: Transaction): Promise<Map<string, string>> {
  return new Map((await content(tx, 'policeCrimeTypes')).map(({ crime_type, id }) => [crime_type, id]))
}

/**
 * Stores the rows that lie in the partnership. A row without an area is kept: the publisher withholds some places, and the
 * force is the partnership's own. Rows elsewhere are counted as outside.
 */
export async function loadIncidents(
  tx: Transaction,
  batch: string,
  collection: string,
  rows: readonly IncidentRow[],
  known: KnownLsoas,
  kindOf: (row: IncidentRow) => string,
): Promise<Loaded> {
  const inside = rows.filter(({ lsoa }) => lsoa === null || known.lsoa21.has(lsoa) || known.lsoa11.has(lsoa))
  const keys = randomBytes(inside.length)
  await insertIncidents(
    tx,
    batch,
    collection,
    inside.map((row, at) => stored(row, kindOf(row), keys[at] ?? 0)),
  )
  return { loaded: inside.length, duplicate: 0, outside: rows.length - inside.length }
}

// A time known to the hour is written without minutes, which a timestamp must have.
function toTimestamp(text: string | null): string | null {
  return text?.length === 13 ? `${text}:00` : text
}

function stored({ flags, lsoa, occurred, ...row }: IncidentRow, kind: string, key: number): StoredIncident {
  const { location: _, reportedBy: __, ...kept } = row
  return { id: newId(), ...kept, ...flags, area: lsoa, occurred: toTimestamp(occurred), kind, key }
}
