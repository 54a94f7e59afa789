import type { Transaction } from '#platform/database'
import { FileRefused, type Parsed, type SourceFile } from '#platform/files'
import type { ImportKind } from '#platform/imports'
import { openIncidents } from '../collections.ts'
import {
  type IncidentRow,
  type KnownLsoas,
  lsoaVintage,
  newStreetMemory,
  policeStreet,
  type StreetContext,
} from '../files/index.ts'
import { countBatch, monthsHeld, removeBatch } from '../store/incidents.ts'
import { kindsByCategory, knownLsoas, loadIncidents } from './shared.ts'

type Context = StreetContext & {
  readonly known: KnownLsoas
  readonly kinds: ReadonlyMap<string, string>
  /** Months already loaded from an earlier import. Loading one twice would double its counts. */
  readonly held: ReadonlySet<string>
  /** The codes seen in each month, to say which vintage it used. */
  readonly codes: Map<string, Set<string>>
}

/** The name under which open street-level crime is counted. */
export const streetSource = 'police.uk'

export const policeStreetImport: ImportKind<IncidentRow, Context> = {
  name: 'police-street',
  title: policeStreet.title,
  words:
    'The file of one force and month, or a folder of months, as data.police.uk publishes it. Only months are known, never days, and points are moved to a nearby map point.',
  columns: policeStreet.columns,
  collection: openIncidents,
  prepare: async (tx, reading) => ({
    ...reading,
    memory: newStreetMemory(),
    known: await knownLsoas(tx),
    kinds: await kindsByCategory(tx),
    held: await monthsHeld(tx, streetSource),
    codes: new Map(),
  }),
  read,
  load: (tx, batch, rows, { known, kinds }) =>
    loadIncidents(tx, batch, openIncidents, rows, known, ({ category }) => kinds.get(category) ?? 'police.other_crime'),
  finish,
  undo: removeBatch,
}

async function* read(file: SourceFile, context: Context): AsyncGenerator<Parsed<IncidentRow>> {
  for await (const parsed of policeStreet.read(file, context)) {
    if ('row' in parsed) note(file, parsed.row, context)
    yield parsed
  }
}

function note(file: SourceFile, { month, lsoa }: IncidentRow, { held, codes }: Context): void {
  if (held.has(month)) {
    throw new FileRefused(file.name, `${month} is already loaded. Take that batch out first, or leave this file away.`)
  }
  const seen = codes.get(month) ?? new Set<string>()
  codes.set(month, seen)
  if (lsoa !== null) seen.add(lsoa)
}

async function finish(tx: Transaction, batch: string, { known, codes }: Context): Promise<readonly string[]> {
  await countBatch(tx, batch)
  const byVintage = Map.groupBy([...codes], ([, seen]) => lsoaVintage(seen, known).vintage)
  const words = {
    '2011': 'the areas of 2011',
    '2021': 'the areas of 2021',
    either: 'areas that are the same in 2011 and 2021',
    unknown: 'areas that are not loaded',
  }
  return [...byVintage].map(
    ([vintage, months]) =>
      `${months.length} ${months.length === 1 ? 'month uses' : 'months use'} ${words[vintage]}: ${range(months.map(([month]) => month))}.`,
  )
}

function range(months: readonly string[]): string {
  const sorted = [...months].sort()
  return sorted.length <= 3 ? sorted.join(', ') : `${sorted[0]} to ${sorted.at(-1)}`
}
