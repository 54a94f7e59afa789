import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Move, MoveEventName, MoveKind } from '../rules/moves.ts'

export type MoveEvent = {
  readonly event: MoveEventName
  readonly who: string
  readonly why: string
  readonly on_day: string
  readonly at: Date
  readonly name: string | null
}
export type KnownMove = {
  readonly id: string
  readonly file: string
  readonly kind: MoveKind
  readonly due: string
  readonly events: readonly MoveEvent[]
}

/** The moves that somebody wrote down or began to plan, of these cases. */
export async function movesOf(tx: Transaction, files: readonly string[]): Promise<KnownMove[]> {
  if (files.length === 0) return []
  const { rows } = await sql<Omit<KnownMove, 'events'>>`
    select id, file, kind, due from case_move where file = any(${[...files]}::uuid[]) order by due, id`.execute(tx)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const { rows: events } = await sql<MoveEvent & { move: string }>`
    select e.move, e.event, e.who, e.why, e.on_day, e.at, a.name from case_move_event e left join account a on a.id = e.by
    where e.move = any(${ids}::uuid[]) order by e.at, e.id`.execute(tx)
  const byMove = Map.groupBy(events, ({ move }) => move)
  return rows.map(row => ({ ...row, events: byMove.get(row.id) ?? [] }))
}

/** The row of a move, made where nobody has begun on it yet. Returns its id. */
export async function keepMove(tx: Transaction, file: string, { kind, due }: Move, now: Date): Promise<string> {
  const known = (await movesOf(tx, [file])).find(it => it.kind === kind && it.due === due)
  if (known !== undefined) return known.id
  const id = newId()
  await sql`
    insert into case_move (id, file, kind, due, recorded_at, recorded_by)
    values (${id}, ${file}::uuid, ${kind}, ${due}::date, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case move', subject: file, detail: { kind, due } })
  return id
}

export async function addMoveEvent(
  tx: Transaction,
  file: string,
  move: string,
  it: Omit<MoveEvent, 'at' | 'name'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into case_move_event (id, move, event, who, why, on_day, at, by)
    values (${newId()}, ${move}::uuid, ${it.event}, ${it.who}, ${it.why}, ${it.on_day}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case move', subject: file, detail: { event: it.event } })
}
