import { randomBytes } from 'node:crypto'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { ImportKind } from '#platform/imports'
import { hospitalAssaults as collection } from '../collections.ts'
import { type HospitalAssaultRow, type HospitalContext, hospitalAssaults } from '../files/index.ts'
import { countBatch, insertIncidents, removeBatch, type StoredIncident } from '../store/incidents.ts'

/** The name under which hospital assaults are counted: apart from police, because many are in both. */
export const hospitalSource = 'istv'

export const hospitalImport: ImportKind<HospitalAssaultRow, HospitalContext> = {
  name: 'hospital-assaults',
  title: hospitalAssaults.title,
  words:
    'Assaults told to emergency-department staff (Information Sharing to Tackle Violence), as CSV or XML. They are counted apart and never added to police counts.',
  columns: hospitalAssaults.columns,
  collection,
  prepare: async (_, reading) => reading,
  read: (file, context) => hospitalAssaults.read(file, context),
  load: async (tx: Transaction, batch, rows) => {
    const keys = randomBytes(rows.length)
    await insertIncidents(
      tx,
      batch,
      collection,
      rows.map((row, at) => stored(row, keys[at] ?? 0)),
    )
    return { loaded: rows.length, duplicate: 0, outside: 0 }
  },
  finish: async (tx, batch) => {
    await countBatch(tx, batch)
    return []
  },
  undo: removeBatch,
}

function stored(row: HospitalAssaultRow, key: number): StoredIncident {
  const nothing = {
    externalId: null,
    area: null,
    longitude: null,
    latitude: null,
    severity: null,
    online: null,
    domestic: null,
    groupA: null,
    groupB: null,
    outcome: null,
  }
  const { month, occurred, precision, method } = row
  return {
    ...nothing,
    id: newId(),
    source: hospitalSource,
    month,
    occurred,
    precision,
    category: method,
    kind: 'hospital.assault',
    provenance: 'health',
    weapon: null,
    injury: true,
    key,
  }
}
