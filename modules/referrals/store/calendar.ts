import { sql } from 'kysely'
import type { Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { record } from '#platform/ledger'
import { type Calendar, type Clock, everyClock, everyWaitClock } from '../rules/clocks.ts'
import type { RouteClock } from '../rules/routes.ts'

/** The partnership's clocks, those of its routes, and the days on which working-day clocks stand still. */
export async function calendar(tx: Transaction): Promise<Calendar> {
  const { rows: routes } = await sql<RouteClock>`
    select route, tell_days, answer_days, later_days from route_clock`.execute(tx)
  const { rows: days } = await sql<{ day: string }>`select day::text as day from bank_holiday where kept`.execute(tx)
  const { rows } = await sql<Clock<string>>`
    select key, minutes, working_days, chair_days from triage_clock`.execute(tx)
  const closed = new Set(days.map(({ day }) => day))
  return { clocks: inOrderOf(everyClock, rows), waits: inOrderOf(everyWaitClock, rows), routes, closed }
}

function inOrderOf<Key extends string>(keys: readonly Key[], rows: readonly Clock<string>[]): Clock<Key>[] {
  return keys.flatMap(key => rows.filter(row => row.key === key).map(row => ({ ...row, key })))
}

/** Changes how long each clock runs. Throws Conflict where they may not be changed. */
export async function changeClocks(tx: Transaction, changed: readonly Clock<string>[], now: Date): Promise<void> {
  for (const { key, minutes, working_days, chair_days = 0 } of changed) {
    const { numAffectedRows } = await sql`
      update triage_clock set minutes = ${minutes}, working_days = ${working_days}, chair_days = ${chair_days}, changed_at = ${now}
      where key = ${key}`.execute(tx)
    if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  }
  const detail = Object.fromEntries(changed.map(it => [it.key, it.minutes ?? it.working_days]))
  await record(tx, { action: 'write', kind: 'triage clocks', detail })
}

/** Changes how long each body that leads has. Throws Conflict where it may not be changed. */
export async function changeRouteClocks(tx: Transaction, changed: readonly RouteClock[], now: Date): Promise<void> {
  for (const { route, tell_days, answer_days, later_days } of changed) {
    const { numAffectedRows } = await sql`
      update route_clock set tell_days = ${tell_days}, answer_days = ${answer_days}, later_days = ${later_days},
        changed_at = ${now}
      where route = ${route}`.execute(tx)
    if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  }
  const detail = Object.fromEntries(
    changed.map(it => [it.route, [it.tell_days, it.answer_days, it.later_days].map(String)]),
  )
  await record(tx, { action: 'write', kind: 'triage clocks', detail })
}

export type Holiday = { readonly day: string; readonly name: string; readonly source: string }

/** The bank holidays that are kept, from a day on. */
export async function holidays(tx: Transaction, from: string): Promise<Holiday[]> {
  const { rows } = await sql<Holiday>`select day::text as day, name, source from bank_holiday
    where kept and day >= ${from}::date order by day`.execute(tx)
  return rows
}

/** Puts a day on the list of bank holidays, or takes it off. */
export async function keepHoliday(
  tx: Transaction,
  it: { readonly day: string; readonly name: string; readonly kept: boolean },
  now: Date,
): Promise<void> {
  const source = 'Kept by the coordinator'
  await sql`insert into bank_holiday (day, name, source, kept, changed_at)
    values (${it.day}, ${it.name}, ${source}, ${it.kept}, ${now})
    on conflict (day) do update set kept = excluded.kept, changed_at = excluded.changed_at`.execute(tx)
  await record(tx, { action: 'write', kind: 'bank holiday', detail: { day: it.day, kept: it.kept } })
}

/** Puts the first clocks and the pack's bank holidays in place, as the migrator. Done again, it changes nothing that stands. */
export async function addFirstCalendar(
  tx: Transaction,
  first: { readonly clocks: readonly Clock<string>[]; readonly routes: readonly RouteClock[] },
  days: readonly Row<'bankHolidays'>[],
  now: Date,
): Promise<void> {
  const clocks = await missing(tx, 'triage_clock', 'key', first.clocks, it => it.key)
  for (const { key, minutes, working_days, chair_days = 0 } of clocks)
    await sql`insert into triage_clock (key, minutes, working_days, chair_days, changed_at)
      values (${key}, ${minutes}, ${working_days}, ${chair_days}, ${now})`.execute(tx)
  const routes = await missing(tx, 'route_clock', 'route', first.routes, it => it.route)
  for (const { route, tell_days, answer_days, later_days } of routes)
    await sql`insert into route_clock (route, tell_days, answer_days, later_days, changed_at)
      values (${route}, ${tell_days}, ${answer_days}, ${later_days}, ${now})`.execute(tx)
  const holidays = await missing(tx, 'bank_holiday', 'day', days, it => it.day)
  for (const { day, name, source_doc } of holidays)
    await sql`insert into bank_holiday (day, name, source, changed_at)
      values (${day}, ${name}, ${source_doc}, ${now})`.execute(tx)
  const added = clocks.length + routes.length + holidays.length
  if (added > 0) await record(tx, { action: 'write', kind: 'triage clocks', detail: { added } })
}

/** Those of these rows whose key the table does not hold yet. */
async function missing<R>(
  tx: Transaction,
  table: string,
  key: string,
  rows: readonly R[],
  keyOf: (row: R) => string,
): Promise<R[]> {
  const { rows: held } = await sql<{ key: string }>`
    select ${sql.ref(key)}::text as key from ${sql.table(table)}`.execute(tx)
  const there = new Set(held.map(it => it.key))
  return rows.filter(row => !there.has(keyOf(row)))
}
