import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewTold, Told, ToldOnce } from '../rules/told.ts'

/** Everything that was ever agreed to be told, oldest first, with the day on which it was taken back. */
export async function toldOf(tx: Transaction, file: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select t.id, t.employer, t.item, t.words, t.how, t.agreed_on, t.at, a.name as by_name, e.ended_on, e.why as end_why
    from case_told t left join case_told_end e on e.told = t.id left join account a on a.id = t.by
    where t.file = ${file}::uuid order by t.at, t.id`.execute(tx)
  return rows
}

/** Each time that an employer was told something of it, oldest first. */
export async function timesTold(tx: Transaction, file: string): Promise<ToldOnce[]> {
  const { rows } = await sql<ToldOnce>`
    select o.told, o.to_whom, o.told_on, a.name as by_name
    from case_told t join case_told_once o on o.told = t.id left join account a on a.id = o.by
    where t.file = ${file}::uuid order by o.told_on, o.id`.execute(tx)
  return rows
}

/**
 * Writes down that an employer was told these lines. In the ledger it is a disclosure to an outside body. The database refuses a day before
 * a line was agreed, or after it was taken back.
 */
export async function tellEmployer(
  tx: Transaction,
  file: string,
  it: { readonly lines: readonly Told[]; readonly to_whom: string; readonly told_on: string },
  now: Date,
): Promise<void> {
  for (const { id } of it.lines)
    await sql`
      insert into case_told_once (id, told, to_whom, told_on, at, by)
      values (${newId()}, ${id}::uuid, ${it.to_whom}, ${it.told_on}::date, ${now}, current_setting('app.actor')::uuid)`.execute(
      tx,
    )
  const detail = { to: it.lines[0]?.employer ?? '', items: it.lines.map(({ item }) => item), on: it.told_on }
  await record(tx, { action: 'disclose', kind: 'case told', subject: file, detail })
}

export async function addTold(tx: Transaction, file: string, it: NewTold, now: Date): Promise<void> {
  await sql`
    insert into case_told (id, file, employer, item, words, how, agreed_on, at, by)
    values (${newId()}, ${file}::uuid, ${it.employer}, ${it.item}, ${it.words}, ${it.how}, ${it.agreed_on}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case told', subject: file, detail: { item: it.item } })
}

export async function endTold(
  tx: Transaction,
  file: string,
  { told, why, ended_on }: { readonly told: string; readonly why: string; readonly ended_on: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into case_told_end (told, why, ended_on, at, by)
    values (${told}::uuid, ${why}, ${ended_on}::date, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case told', subject: file, detail: { taken_back: true } })
}
