import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { EvidenceKind } from '../rules/evidence.ts'
import { programmeRecord } from './versions.ts'

/** What a programme is based on. `rating` is empty where the source gives none. */
export type Evidence = {
  readonly id: string
  readonly programme: string
  readonly kind: EvidenceKind
  readonly finding: string
  readonly rating: string
  readonly source: string
  readonly source_year: number
  readonly added_at: Date
  readonly adder: string | null
  readonly struck_at: Date | null
  readonly struck_why: string | null
}

/** What these programmes are based on, newest first; without those that were taken out, unless the whole history is asked for. */
export async function evidenceOf(tx: Transaction, programmes: readonly string[], whole = false): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select e.id, e.programme, e.kind, e.finding, e.rating, e.source, e.source_year, e.added_at, p.name as adder, e.struck_at, e.struck_why
    from programme_evidence e left join account p on p.id = e.added_by
    where e.programme = any(${[...programmes]}::text[]) and (${whole} or e.struck_at is null)
    order by e.added_at desc, e.id limit 500`.execute(tx)
  return rows
}

export type NewEvidence = Pick<Evidence, 'kind' | 'finding' | 'rating' | 'source' | 'source_year'>

export async function addEvidence(tx: Transaction, programme: string, it: NewEvidence, at: Date): Promise<void> {
  const id = newId()
  await sql`
    insert into programme_evidence (id, programme, record, kind, finding, rating, source, source_year, added_at, added_by)
    values (${id}, ${programme}, ${programmeRecord(programme)}::uuid, ${it.kind}, ${it.finding}, ${it.rating}, ${it.source},
      ${it.source_year}, ${at}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'programme evidence', subject: id, detail: { programme } })
}

/** Takes out what is wrong or was replaced. The row stays, with the reason. Throws Conflict when it was taken out before. */
export async function strikeEvidence(tx: Transaction, id: string, why: string, at: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update programme_evidence set struck_at = ${at}, struck_by = current_setting('app.actor')::uuid, struck_why = ${why}
    where id = ${id}::uuid and struck_at is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'programme evidence', subject: id, detail: { struck: true, why } })
}
