// Removes one record with everything that hangs on it, as the system actor `retention`. The policies of the database let it
// remove only what `removable` lists: see sql/0028_retention.sql.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Mention, RetentionRule } from '#platform/module'

/** How tables hang together: which rows go with which, and the primary key of each table where that is one column. */
export type Shape = { readonly hanging: readonly Hanging[]; readonly keys: ReadonlyMap<string, string> }

type Hanging = { readonly part: string; readonly column: string; readonly whole: string }

/** Every foreign key of the schema that cascades and that `retention` may follow, with the keys of all tables. */
export async function shapeOf(tx: Transaction): Promise<Shape> {
  const here = sql`c.connamespace = (select oid from pg_namespace where nspname = current_schema()) and cardinality(c.conkey) = 1`
  const hanging = await sql<Hanging>`
    select c.conrelid::regclass::text as part, a.attname::text as column, c.confrelid::regclass::text as whole
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confdeltype = 'c' and ${here} and has_column_privilege(c.conrelid, a.attname, 'select')
    order by 1, 2`.execute(tx)
  const keys = await sql<{ name: string; key: string }>`
    select c.conrelid::regclass::text as name, a.attname::text as key
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'p' and ${here}`.execute(tx)
  return { hanging: hanging.rows, keys: new Map(keys.rows.map(({ name, key }) => [name, key])) }
}

/** What goes: the ids by table, and how many rows of those that have no id of their own. */
type Going = { readonly ids: Map<string, Set<string>>; readonly keyless: Map<string, number> }

export type ToRemove = {
  readonly rule: RetentionRule
  readonly id: string
  readonly mentions: readonly Mention[]
  readonly shape: Shape
  /** The schedule in words, for the certificate. */
  readonly scheduleWords: string
}

/** The records of a kind that may go now, as the database decides it. */
export async function removableOf(tx: Transaction, kind: string): Promise<{ record: string; schedule: string }[]> {
  const { rows } = await sql<{ record: string; schedule: string }>`
    select i.record, i.schedule from retention_item i join removable r on r.record = i.record and r.kind = i.kind
    where i.kind = ${kind} order by i.due_on, i.record`.execute(tx)
  return rows
}

/**
 * Removes a record and leaves its certificate. Throws Conflict where the policies do not let the record go, because somebody placed
 * a hold or something came to stand on it: the transaction must not commit then.
 */
export async function removeRecord(tx: Transaction, it: ToRemove, now: Date): Promise<void> {
  const going = await everythingThatGoes(tx, it)
  await removeMentions(tx, it)
  const { numAffectedRows } = await sql`delete from ${sql.table(it.rule.table)} where id = ${it.id}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict('This record may not be removed now.')
  const ids = [...going.ids.values()].flatMap(set => [...set])
  await record(tx, { action: 'erase', kind: it.rule.kind, subject: it.id })
  const platform = await removeFromPlatform(tx, it.id, ids)
  await leaveCertificate(tx, it, { ...countsOf(going), ...platform }, now)
  await sql`delete from retention_event where record = ${it.id}::uuid`.execute(tx)
  await sql`delete from retention_item where record = ${it.id}::uuid`.execute(tx)
}

async function everythingThatGoes(tx: Transaction, { rule, id, mentions, shape }: ToRemove): Promise<Going> {
  const going: Going = { ids: new Map([[rule.table, new Set([id])]]), keyless: new Map() }
  for (const { table, column } of mentions) {
    const key = sql.ref(shape.keys.get(table) ?? 'id')
    const { rows } = await sql<{ id: string }>`
      select ${key}::text as id from ${sql.table(table)} where ${sql.ref(column)} = ${id}::uuid`.execute(tx)
    addTo(going, table, rows)
  }
  const waiting = [...going.ids].map(([table, ids]) => ({ table, ids: [...ids] }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { table, ids } = next
    for (const link of shape.hanging.filter(({ whole }) => whole === table)) {
      const found = await partsOf(tx, going, { ...link, key: shape.keys.get(link.part), wholes: ids })
      if (found.length > 0) waiting.push({ table: link.part, ids: found })
    }
  }
  return going
}

type Link = Hanging & { readonly key: string | undefined; readonly wholes: readonly string[] }

/** The rows that hang on these, counted; returns the ids that were not known before. */
async function partsOf(tx: Transaction, going: Going, link: Link): Promise<string[]> {
  const where = sql`${sql.ref(link.column)} = any(${[...link.wholes]}::uuid[])`
  if (link.key === undefined) {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(link.part)} where ${where}`.execute(tx)
    going.keyless.set(link.part, (going.keyless.get(link.part) ?? 0) + (rows[0]?.n ?? 0))
    return []
  }
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(link.key)}::text as id from ${sql.table(link.part)} where ${where}`.execute(tx)
  return addTo(going, link.part, rows)
}

function addTo({ ids }: Going, table: string, rows: readonly { readonly id: string }[]): string[] {
  const known = ids.get(table) ?? new Set<string>()
  const fresh = rows.map(({ id }) => id).filter(id => !known.has(id))
  ids.set(table, new Set([...known, ...fresh]))
  return fresh
}

function countsOf({ ids, keyless }: Going): Record<string, number> {
  const counted = [...[...ids].map(([table, set]) => [table, set.size] as const), ...keyless]
  return Object.fromEntries(counted.filter(([, n]) => n > 0))
}

async function removeMentions(tx: Transaction, { mentions, id }: ToRemove): Promise<void> {
  for (const { table, column } of mentions)
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}::uuid`.execute(tx)
}

/** Who had access, drafts and work that name the record, and the readable detail of the ledger with its salt. */
async function removeFromPlatform(
  tx: Transaction,
  id: string,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const all = sql`any(${[...ids]}::uuid[])`
  const named = `%${id}%`
  const team = sql`(select a.id from audience a where a.kind = 'case' and a.key = ${id})`
  const statements = {
    access: sql`delete from access where record = ${all} or audience in ${team}`,
    membership: sql`delete from membership where audience in ${team}`,
    audience: sql`delete from audience where kind = 'case' and key = ${id}`,
    draft: sql`delete from draft where amends = ${id}::uuid or answers::text like ${named}`,
    job: sql`delete from job where payload::text like ${named}`,
    ledger_detail: sql`delete from ledger_detail where subject = ${all} or detail::text like ${named}`,
  }
  const counts: Record<string, number> = {}
  for (const [table, statement] of Object.entries(statements)) {
    const gone = Number((await statement.execute(tx)).numAffectedRows ?? 0)
    if (gone > 0) counts[table] = gone
  }
  return counts
}

async function leaveCertificate(
  tx: Transaction,
  { rule, id, scheduleWords }: ToRemove,
  counts: Readonly<Record<string, number>>,
  now: Date,
): Promise<void> {
  await sql`
    insert into retention_certificate (id, record, kind, schedule, schedule_words, counts_from, due_on, approvals, counts, removed_at, entry)
    select ${newId()}::uuid, i.record, ${rule.kind}, i.schedule, ${scheduleWords}, i.counts_from, i.due_on,
      coalesce((select jsonb_agg(jsonb_build_object('by', e.actor, 'at', e.at, 'ground', e.ground) order by e.at) from retention_event e
        where e.record = i.record and e.event = 'delete_approved'), '[]'),
      ${JSON.stringify(counts)}::jsonb, ${now},
      (select l.id from ledger_entry l where l.subject = i.record and l.action = 'erase' order by l.at desc limit 1)
    from retention_item i where i.record = ${id}::uuid`.execute(tx)
}
