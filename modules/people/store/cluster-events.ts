// Merges and splits, as the matcher writes them down: only added, never changed.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { Change } from '../rules/clusters.ts'

export type Cause = {
  readonly cause: 'score' | 'said' | 'undone'
  /** The pair about which something was said; a score has none. */
  readonly pair?: readonly [one: string, other: string]
  readonly why: string
  readonly actor: string
}

/** Writes down what became of records, as the matcher. */
export async function keepEvents(
  tx: Transaction,
  changes: readonly Change[],
  { cause, pair, why, actor }: Cause,
  now: Date,
): Promise<void> {
  for (const { kind, before, after } of changes) {
    const id = newId()
    const [one, other] = pair ?? [null, null]
    await sql`insert into cluster_event (id, kind, cause, one, other, why, at, actor)
      values (${id}, ${kind}, ${cause}, ${one}, ${other}, ${why}, ${now}, ${actor})`.execute(tx)
    const rows = [...new Set([...before.keys(), ...after.keys()])].map(record => ({
      record,
      before: before.get(record) ?? null,
      after: after.get(record) ?? null,
    }))
    await sql`insert into cluster_event_record (event, record, before, after)
      select ${id}::uuid, r.record, r.before, r.after
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(record uuid, before uuid, after uuid)`.execute(tx)
  }
}

/** Where every record stood before what was last said of a pair, as the matcher: what an undoing brings back. */
export async function standingBefore(tx: Transaction, one: string, other: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ record: string; before: string }>`
    select r.record, r.before from cluster_event_record r
    where r.event = (select e.id from cluster_event e where e.one = ${one}::uuid and e.other = ${other}::uuid and e.cause = 'said'
      order by e.at desc, e.id desc limit 1) and r.before is not null`.execute(tx)
  return new Map(rows.map(({ record, before }) => [record, before]))
}

export type ShownEvent = {
  readonly kind: Change['kind']
  readonly cause: Cause['cause']
  readonly why: string
  readonly at: Date
  readonly actor_name: string | null
}

/** What was done because of one pair, oldest first, for a reviewer of it. */
export async function eventsOfPair(tx: Transaction, one: string, other: string): Promise<ShownEvent[]> {
  const { rows } = await sql<ShownEvent>`
    select e.kind, e.cause, e.why, e.at, a.name as actor_name from cluster_event e left join account a on a.id = e.actor
    where e.one = ${one}::uuid and e.other = ${other}::uuid order by e.at, e.id`.execute(tx)
  return rows
}
