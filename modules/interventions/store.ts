import { sql } from 'kysely'
import { content, type Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { agesInWords } from './rules.ts'

/** A programme of the content pack, in the names that people read. An empty list is what the source does not say. */
export type Programme = {
  readonly id: string
  readonly name: string
  readonly for_whom: string
  readonly levels: readonly string[]
  readonly reach: readonly string[]
  readonly summary: string
}

/** Every programme, in the order of the pack. */
export async function programmes(tx: Transaction): Promise<Programme[]> {
  const names = await namesOf(tx)
  return (await content(tx, 'programmes')).map(row => programmeOf(row, names))
}

export async function programmeById(tx: Transaction, id: string): Promise<Programme | undefined> {
  return (await programmes(tx)).find(it => it.id === id)
}

export type Names = ReadonlyMap<string, string>

/** The names of levels and reaches, by their ids. */
async function namesOf(tx: Transaction): Promise<Names> {
  const rows = [...(await content(tx, 'preventionLevels')), ...(await content(tx, 'reaches'))]
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function programmeOf(row: Row<'programmes'>, names: Names): Programme {
  const named = (ids: readonly string[]): string[] => ids.map(id => names.get(id) ?? id)
  const [levels, reach] = [named(row.levels_ours), named(row.reaches_ours)]
  const summary = [row.for_whom, agesInWords(row)].filter(Boolean).join(', ')
  return { id: row.id, name: row.name, for_whom: row.for_whom, levels, reach, summary }
}

export type Places = {
  readonly id: string
  readonly programme: string
  readonly on_day: string
  readonly places: number | null
  readonly waiting: number | null
  readonly wait_days: number | null
  readonly said_by: string
  readonly note: string
  readonly recorded_by_name: string | null
}

const columns = sql`p.id, p.programme, p.on_day, p.places, p.waiting, p.wait_days, p.said_by, p.note, k.name as recorded_by_name`

/** The newest row of each programme that has any. */
export async function latestPlaces(tx: Transaction): Promise<Places[]> {
  const { rows } = await sql<Places>`
    select distinct on (p.programme) ${columns} from programme_places p left join account k on k.id = p.recorded_by
    order by p.programme, p.on_day desc, p.recorded_at desc`.execute(tx)
  return rows
}

/** What was said about one programme, newest first; 20 rows at most. */
export async function placesOf(tx: Transaction, programme: string): Promise<Places[]> {
  const { rows } = await sql<Places>`
    select ${columns} from programme_places p left join account k on k.id = p.recorded_by
    where p.programme = ${programme} order by p.on_day desc, p.recorded_at desc limit 20`.execute(tx)
  return rows
}

export type NewPlaces = Omit<Places, 'id' | 'recorded_by_name'>

/** Keeps what somebody said about places and waits on a day. */
export async function addPlaces(tx: Transaction, it: NewPlaces, at: Date): Promise<void> {
  const id = newId()
  await sql`
    insert into programme_places (id, programme, on_day, places, waiting, wait_days, said_by, note, recorded_by, recorded_at)
    values (${id}, ${it.programme}, ${it.on_day}::date, ${it.places}, ${it.waiting}, ${it.wait_days}, ${it.said_by}, ${it.note},
      current_setting('app.actor')::uuid, ${at})`.execute(tx)
  await record(tx, { action: 'write', kind: 'programme places', subject: id, detail: { programme: it.programme } })
}
