import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { daysAfter } from '../rules/clocks.ts'
import { type CaseMove, type KnownMove, type Move, type MoveEvent, type Moving, movesFor } from '../rules/moves.ts'
import { given, notClosed } from './files.ts'

/** Whose cases: those that somebody leads, those of their lists of work, or all that they may read. */
export type Whose = 'leads' | 'works on' | 'reads'

type MovingRow = Omit<Moving, 'open' | 'planned'> & { readonly handover: Date | null }

/**
 * The open cases of somebody that may have a move up to a day: of people with such a birthday since their case was opened, or with a
 * move that somebody wrote down. It begins from the rows of whoever asks.
 */
export async function movingCases(tx: Transaction, actor: string, whose: Whose, until: string): Promise<Moving[]> {
  const { rows } = await movingQuery(actor, whose, until).execute(tx)
  return rows.map(({ handover, ...it }) => ({
    ...it,
    open: true,
    planned: handover === null ? [] : [plannedAt(handover)],
  }))
}

const plannedAt = (at: Date): MoveEvent => ({ event: 'planned', at, who: '', why: '', on_day: '', name: null })

/** How these cases are asked for: the test of its plan asks the same. */
export function movingQuery(actor: string, whose: Whose, until: string): RawBuilder<MovingRow> {
  const cases =
    whose === 'reads'
      ? sql`case_file c left join person_record p on p.id = c.person and p.born_precision = 'day' where ${given} and ${notClosed}`
      : sql`case_work w join case_file c on c.id = w.file left join person_record p on p.id = c.person and p.born_precision = 'day'
          where w.member = ${actor}::uuid and w.state <> 'closed' ${whose === 'leads' ? sql`and w.lead = ${actor}::uuid` : sql``}`
  // Three days more at either end: what the calendar makes of short months is decided by the rules.
  return sql<MovingRow>`
    select c.id, p.born, c.opened_on, (select min(e.at) from case_event e where e.file = c.id and e.event = 'handover planned') as handover
    from ${cases} and ((select true from (values (16), (18), (25)) as y(years)
        where p.born + make_interval(years => y.years) between c.opened_on - 3 and ${daysAfter(until, 3)}::date limit 1)
      or (select true from case_move m where m.file = c.id limit 1))`
}

export type OpenMove = CaseMove & { readonly file: string; readonly nextBy: string }

/** The moves of somebody's open cases whose handover is not done, the soonest next step first. */
export async function openMoves(
  tx: Transaction,
  actor: string,
  whose: Whose,
  today: string,
  until: string,
): Promise<OpenMove[]> {
  const cases = await movingCases(tx, actor, whose, until)
  const known = Map.groupBy(
    await movesOf(
      tx,
      cases.map(({ id }) => id),
    ),
    ({ file }) => file,
  )
  return cases
    .flatMap(it => movesFor(it, known.get(it.id) ?? [], today).map(move => ({ ...move, file: it.id })))
    .flatMap(({ nextBy, ...move }) => (nextBy === undefined ? [] : [{ ...move, nextBy }]))
    .sort((a, b) => (a.nextBy === b.nextBy ? a.file.localeCompare(b.file) : a.nextBy < b.nextBy ? -1 : 1))
}

/** The moves that somebody wrote down or began to plan, of these cases. */
export async function movesOf(tx: Transaction, files: readonly string[]): Promise<KnownMove[]> {
  if (files.length === 0) return []
  const { rows } = await sql<Omit<KnownMove, 'events'>>`
    select id, file, kind, due from case_move where file = any(${[...files]}::uuid[]) order by due, id`.execute(tx)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const { rows: events } = await sql<MoveEvent & { move: string }>`
    select e.id, e.move, e.event, e.who, e.why, e.on_day, e.at, a.name from case_move_event e left join account a on a.id = e.by
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
  it: Omit<MoveEvent, 'id' | 'at' | 'name'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into case_move_event (id, move, event, who, why, on_day, at, by)
    values (${newId()}, ${move}::uuid, ${it.event}, ${it.who}, ${it.why}, ${it.on_day}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case move', subject: file, detail: { event: it.event } })
}
