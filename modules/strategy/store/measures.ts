import { sql } from 'kysely'
import { content, type Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Taken } from '../rules/measures.ts'

/** What a figure that some module offers means here. */
export type Definition = {
  readonly key: string
  readonly outcome: string
  readonly words: string
  readonly better: 'more' | 'less' | 'neither'
  readonly baseline: string | null
  readonly version: number
}

export type Snapshot = Taken & {
  readonly key: string
  readonly words: string
  readonly source: string
  readonly by: string | null
}

/** The outcomes of the strategy, in its order. */
export async function outcomes(tx: Transaction): Promise<Row<'outcomes'>[]> {
  return (await content(tx, 'outcomes')).toSorted((a, b) => a.order - b.order)
}

/** What every figure means here, by its key. */
export async function definitions(tx: Transaction): Promise<Definition[]> {
  return tx
    .selectFrom('measure_definition')
    .select(['key', 'outcome', 'words', 'baseline', 'version'])
    .select(sql<Definition['better']>`better`.as('better'))
    .orderBy('key')
    .execute()
}

/**
 * Says what a figure means, or changes that as it was at `version` (0 where nobody said it yet). Throws Conflict where somebody
 * was first, or the actor may not.
 */
export async function saveDefinition(tx: Transaction, it: Definition, now: Date): Promise<void> {
  const { numAffectedRows } = await (it.version === 0
    ? sql`
      insert into measure_definition (key, outcome, words, better, baseline, changed_by, changed_at)
      values (${it.key}, ${it.outcome}, ${it.words}, ${it.better}, ${it.baseline}, current_setting('app.actor')::uuid, ${now})
      on conflict (key) do nothing`
    : sql`
      update measure_definition set outcome = ${it.outcome}, words = ${it.words}, better = ${it.better},
        baseline = ${it.baseline}, version = version + 1, changed_by = current_setting('app.actor')::uuid, changed_at = ${now}
      where key = ${it.key} and version = ${it.version}`
  ).execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  const { key, outcome, words, better, baseline } = it
  await record(tx, {
    action: 'write',
    kind: 'measure',
    subject: idOf('measure', key),
    detail: { key, outcome, words, better, baseline },
  })
}

/** Every figure that was taken, or those of one key, oldest month first. */
export async function snapshots(tx: Transaction, key?: string): Promise<Snapshot[]> {
  const { rows } = await sql<Snapshot>`
    select s.key, s.period, s.words, s.value, s.denominator, s.unit, s.source, s.not_given as "notGiven",
      s.taken_at as "takenAt", p.name as by
    from measure_snapshot s left join account p on p.id = s.actor
    where ${key ?? null}::text is null or s.key = ${key ?? null}
    order by s.period, s.taken_at, s.id`.execute(tx)
  return rows
}

export type NewSnapshot = Omit<Snapshot, 'by' | 'takenAt'>

/** Keeps figures as they stand now, as the present actor. */
export async function addSnapshots(tx: Transaction, taken: readonly NewSnapshot[], now: Date): Promise<void> {
  for (const it of taken) {
    await sql`
      insert into measure_snapshot (id, key, period, words, value, denominator, unit, source, not_given, actor, taken_at)
      values (${newId()}, ${it.key}, ${it.period}, ${it.words}, ${it.value}, ${it.denominator}, ${it.unit}, ${it.source},
        ${it.notGiven}, current_setting('app.actor')::uuid, ${now})`.execute(tx)
  }
  await record(tx, {
    action: 'write',
    kind: 'figures of a month',
    detail: { period: taken[0]?.period ?? '', keys: taken.map(({ key }) => key) },
  })
}
