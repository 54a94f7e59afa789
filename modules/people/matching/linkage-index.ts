import {
  columnOf,
  createRecordIndex,
  type Explanation,
  type RecordIndex,
  type WrittenRecord,
} from '#engines/record-linkage'
import { linkageModel, linkedFields, type SourceRecord, writtenOf } from '../rules/linkage.ts'

export type Described = Parameters<typeof writtenOf>[0]
export type Found = { readonly id: string; readonly explanation: Explanation }

/** The records that may be known to be known, in memory, asked about one at a time. */
export type LinkageIndex = {
  /** Records in it. */
  readonly records: number
  /** Adds new records and replaces changed ones. False where there is no room: the index must be built again. */
  put(records: readonly SourceRecord[]): boolean
  /** The records most like this one, best first, itself left out by its id. Ids only: what may be shown is for the policies to say. */
  find(
    record: WrittenRecord,
    options: { readonly least: number; readonly most: number; readonly but?: string },
  ): Found[]
  /** The ids of the records most like a person described so. */
  like(person: Described, least: number, most: number): string[]
  /** When the record was last changed, as far as the index knows. */
  changed(id: string): string | undefined
}

const leastRoom = 2_000

/** Builds the index. A changed record gets a new place and its old one is never answered again. */
export function buildLinkageIndex(records: readonly SourceRecord[]): LinkageIndex {
  const index = engineIndex(records)
  const ids = records.map(({ id }) => id)
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  const stamps = new Map(records.map(({ id, changed }) => [id, changed]))
  const lives = (place: number): boolean => placeOf.get(ids[place] ?? '') === place
  const find: LinkageIndex['find'] = (written, { least, most, but }) =>
    // Places that live no more and the record itself may stand among the best: room for them, then away.
    index
      .find(written, { least, most: most * 2 + 2 })
      .filter(({ record }) => lives(record) && ids[record] !== but)
      .slice(0, most)
      .map(({ record, explanation }) => ({ id: ids[record] ?? '', explanation }))
  return {
    get records() {
      return placeOf.size
    },
    find,
    like: (person, least, most) => find(writtenOf(person), { least, most }).map(({ id }) => id),
    put(fresh) {
      for (const record of fresh) {
        const room = index.room()
        if (room.records < 1 || room.values < 1) return false
        placeOf.set(record.id, index.add(writtenOf(record)).record)
        ids.push(record.id)
        stamps.set(record.id, record.changed)
      }
      return true
    },
    changed: id => stamps.get(id),
  }
}

function engineIndex(records: readonly SourceRecord[]): RecordIndex {
  const written = records.map(record => writtenOf(record))
  const columns = linkedFields.map(field =>
    columnOf(
      field,
      written.map(record => record[field]),
    ),
  )
  const room = Math.max(leastRoom, Math.ceil(records.length / 4))
  return createRecordIndex(columns, linkageModel(records.length), { records: room, values: room })
}
