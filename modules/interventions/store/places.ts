import { sql } from 'kysely'
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { programmePlaces } from '../collections.ts'
import { programmeRecord } from './versions.ts'

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

/** Keeps what somebody said about places and waits on a day: as a coordinator, or as whoever runs the programme. */
export async function addPlaces(tx: Transaction, it: NewPlaces, at: Date): Promise<void> {
  const id = newId()
  const own = (await may(tx, 'write', programmePlaces)) ? null : programmeRecord(it.programme)
  await sql`
    insert into programme_places (id, programme, record, on_day, places, waiting, wait_days, said_by, note, recorded_by, recorded_at)
    values (${id}, ${it.programme}, ${own}::uuid, ${it.on_day}::date, ${it.places}, ${it.waiting}, ${it.wait_days}, ${it.said_by},
      ${it.note}, current_setting('app.actor')::uuid, ${at})`.execute(tx)
  await record(tx, { action: 'write', kind: 'programme places', subject: id, detail: { programme: it.programme } })
}
