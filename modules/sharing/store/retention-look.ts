// The look at what is due, as the system actor `retention`: opaque ids, days and dates of birth, never a name.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { RetentionRule } from '#platform/module'
import type { Item, Look } from './retention.ts'

/** What a schedule needs to know of a record, as the view of its kind has it. */
export type Facts = {
  readonly id: string
  readonly schedule: string
  readonly title: string
  readonly counts_from: string | null
  readonly born: string | null
  readonly of_person: boolean
}

export const factsPerPage = 1_000

/** The records of a kind, by id, from the one after `after`. */
export async function factsOf(tx: Transaction, rule: RetentionRule, after: string | undefined): Promise<Facts[]> {
  const { rows } = await sql<Facts>`
    select id, schedule, title, counts_from, born, of_person from ${sql.table(rule.facts)}
    where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${factsPerPage}`.execute(tx)
  return rows
}

/** Which of these records a row of another kind names, so that they cannot go. */
export async function namedBy(
  tx: Transaction,
  table: string,
  column: string,
  records: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct ${sql.ref(column)} as id from ${sql.table(table)} where ${sql.ref(column)} = any(${[...records]}::uuid[])`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** The records for which a request for erasure was upheld, with the day of the decision. */
export async function erasuresUpheld(tx: Transaction): Promise<{ record: string; decidedOn: string }[]> {
  const { rows } = await sql<{ record: string; decidedOn: string }>`
    select record, decided_on as "decidedOn" from erasure_upheld order by record`.execute(tx)
  return rows
}

/** The records of a kind that stand on these, each with the one that it stands on. */
export async function standingOn(
  tx: Transaction,
  { table }: RetentionRule,
  column: string,
  records: readonly string[],
): Promise<{ id: string; on: string }[]> {
  const { rows } = await sql<{ id: string; on: string }>`
    select id, ${sql.ref(column)} as "on" from ${sql.table(table)} where ${sql.ref(column)} = any(${[...records]}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** Puts these records in the queue, or brings what it says of them up to date. */
export async function saveItems(tx: Transaction, items: readonly Item[], look: string): Promise<void> {
  if (items.length === 0) return
  await sql`
    insert into retention_item (record, kind, schedule, title, counts_from, due_on, ground, people, waits_for, look)
    select r.record, r.kind, r.schedule, r.title, r.counts_from, r.due_on, r.ground, r.people, r.waits_for, ${look}::uuid
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as r(record uuid, kind text, schedule text, title text, counts_from date, due_on date, ground text, people smallint, waits_for text)
    on conflict (record) do update set schedule = excluded.schedule, title = excluded.title, counts_from = excluded.counts_from,
      due_on = excluded.due_on, ground = excluded.ground, people = excluded.people, waits_for = excluded.waits_for, look = excluded.look`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'retention queue', detail: { items: items.length } })
}

/** Takes out of the queue what this look did not find: it is not due any more. */
export async function dropItems(tx: Transaction, look: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from retention_item where look <> ${look}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'retention queue', detail: { dropped: Number(numAffectedRows ?? 0) } })
}

/** The day of the last look, YYYY-MM-DD. */
export async function lookedOn(tx: Transaction): Promise<string | undefined> {
  const { rows } = await sql<{ on_day: string }>`select on_day from retention_look order by at desc limit 1`.execute(tx)
  return rows[0]?.on_day
}

export async function saveLook(tx: Transaction, day: string, { at, kinds, cleared }: Look): Promise<void> {
  await sql`insert into retention_look (id, on_day, at, kinds, cleared)
    values (${newId()}, ${day}::date, ${at}, ${JSON.stringify(kinds)}::jsonb, ${JSON.stringify(cleared)}::jsonb)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'retention look', detail: { kinds: kinds.length } })
}

const over = {
  sessions: sql`delete from session where ends_at < now()`,
  'sign-in waits': sql`delete from throttle where coalesce(failed_at, '-infinity') < now() - interval '1 day'`,
  'forms that were sent': sql`delete from form_sent where at < now() - interval '1 hour'`,
  'drafts of 30 days': sql`delete from draft where updated_at < now() - interval '30 days'`,
  'finished work of 90 days': sql`delete from job where finished_at < now() - interval '90 days'`,
  'rejected rows of imports of 90 days': sql`delete from import_rejection`,
  'looks of a year': sql`delete from retention_look where at < now() - interval '1 year'`,
} as const

/** Clears away what needs nobody's decision; the policies let nothing go before its time. Returns how many rows of each. */
export async function clearOver(tx: Transaction): Promise<Record<string, number>> {
  const cleared: Record<string, number> = {}
  for (const [words, statement] of Object.entries(over)) {
    const { numAffectedRows } = await statement.execute(tx)
    cleared[words] = Number(numAffectedRows ?? 0)
  }
  await record(tx, { action: 'erase', kind: 'what needs no decision', detail: cleared })
  return cleared
}
