import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewTold, Told } from '../rules/told.ts'

/** Everything that was ever agreed to be told, oldest first, with the day on which it was taken back. */
export async function toldOf(tx: Transaction, file: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select t.id, t.employer, t.item, t.words, t.how, t.agreed_on, t.at, a.name as by_name, e.ended_on, e.why as end_why
    from case_told t left join case_told_end e on e.told = t.id left join account a on a.id = t.by
    where t.file = ${file}::uuid order by t.at, t.id`.execute(tx)
  return rows
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
