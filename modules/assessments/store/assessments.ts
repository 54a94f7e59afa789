import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { ContextKey } from '../rules/contexts.ts'
import type { FoundFactor, Weighed } from '../rules/findings.ts'

export type Assessment = {
  readonly id: string
  readonly file: string
  readonly person: string | null
  readonly instrument: string
  readonly made_on: string
  readonly made_at: Date
  readonly made_by: string
  readonly maker: string
  readonly matters: string
  readonly own_words: string
  readonly no_words_why: string
  readonly readiness: string
  readonly worker_view: string
  /** What the worker thinks they are ready for, beside what they say themselves. */
  readonly worker_readiness: string
  readonly content_note: string
}

export type NewAssessment = Pick<
  Assessment,
  'matters' | 'own_words' | 'no_words_why' | 'readiness' | 'worker_view' | 'content_note' | 'made_on'
> & {
  readonly worker_readiness?: string
  readonly instrument: string
  readonly factors: readonly FoundFactor[]
  readonly contexts: readonly Weighed[]
}

const columns = sql`a.id, a.file, f.person, a.instrument, a.made_on, a.made_at, a.made_by, p.name as maker, a.matters, a.own_words,
  a.no_words_why, a.readiness, a.worker_view, a.worker_readiness, a.content_note`

/** Keeps one assessment whole, with its factors and the weight of each context. Returns its id. */
export async function addAssessment(tx: Transaction, file: string, it: NewAssessment, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into assessment (id, file, instrument, made_on, made_at, made_by, matters, own_words, no_words_why, readiness, worker_view,
      worker_readiness, content_note)
    values (${id}, ${file}::uuid, ${it.instrument}, ${it.made_on}::date, ${now}, current_setting('app.actor')::uuid, ${it.matters},
      ${it.own_words}, ${it.no_words_why}, ${it.readiness}, ${it.worker_view}, ${it.worker_readiness ?? ''}, ${it.content_note})`.execute(
    tx,
  )
  await sql`
    insert into assessment_factor (assessment, factor, kind, context, label, state, evidence, source, seen_on, told_to)
    select ${id}, factor, kind, context, label, state, evidence, source, seen_on, told_to
    from jsonb_to_recordset(${JSON.stringify(it.factors)}::jsonb) as r(factor text, kind text, context text, label text, state text,
      evidence text, source text, seen_on date, told_to text)`.execute(tx)
  await sql`
    insert into assessment_context (assessment, context, weight, why, their_view)
    select ${id}, context, weight, why, coalesce(their_view, '')
    from jsonb_to_recordset(${JSON.stringify(it.contexts)}::jsonb) as r(context text, weight text, why text, their_view text)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'assessment', subject: id, detail: { file, instrument: it.instrument } })
  return id
}

/** The assessments of a file that the present actor may read, newest first. */
export async function assessmentsOf(tx: Transaction, file: string): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select ${columns} from assessment a join assessment_file f on f.file = a.file left join account p on p.id = a.made_by
    where a.file = ${file}::uuid order by a.made_on desc, a.id desc`.execute(tx)
  return rows
}

/** When each of these files was last assessed, as far as the present actor may read it. */
export async function newestAssessments(tx: Transaction, files: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ file: string; at: Date }>`
    select file, max(made_at) as at from assessment where file = any(${[...files]}::uuid[]) group by file`.execute(tx)
  return new Map(rows.map(({ file, at }) => [file, new Date(at)]))
}

export async function assessmentById(tx: Transaction, id: string): Promise<Assessment | undefined> {
  const { rows } = await sql<Assessment>`
    select ${columns} from assessment a join assessment_file f on f.file = a.file left join account p on p.id = a.made_by
    where a.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** What was found of each factor. */
export async function factorsOf(tx: Transaction, assessment: string): Promise<FoundFactor[]> {
  const { rows } = await sql<FoundFactor>`
    select factor, kind, context, label, state, evidence, source, seen_on, told_to from assessment_factor
    where assessment = ${assessment}::uuid order by factor`.execute(tx)
  return rows
}

/** How much each context matters, and why. */
export async function weightsOf(tx: Transaction, assessment: string): Promise<Weighed[]> {
  const { rows } = await sql<Weighed & { context: ContextKey }>`
    select context, weight, why, their_view from assessment_context where assessment = ${assessment}::uuid`.execute(tx)
  return rows
}
