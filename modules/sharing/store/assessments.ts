import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Assessed, AssessedSubject, AssessmentKind } from '../rules/assessments.ts'

/** What an assessment says, before anybody approved it. */
export type AssessmentText = {
  readonly kind: AssessmentKind
  readonly subject: AssessedSubject
  readonly name: string
  readonly summary: string
  readonly risks: string
  readonly measures: string
  readonly reference: string
}

export type Assessment = AssessmentText &
  Assessed & {
    readonly id: string
    readonly writtenAt: Date
    readonly writtenBy: string
    readonly writerName: string | null
    readonly approverName: string | null
    readonly approvedAs: string | null
    readonly withdrawnWhy: string | null
    readonly synthetic: boolean
  }

const columns = sql`a.id, a.kind, jsonb_build_object('kind', a.subject_kind, 'key', a.subject_key) as subject,
  a.subject_name as name, a.summary, a.risks, a.measures, a.reference, a.written_at as "writtenAt", a.written_by as "writtenBy",
  w.name as "writerName", a.approved_on as "approvedOn", v.name as "approverName", a.approved_as as "approvedAs",
  a.review_on as "reviewOn", a.expires_on as "expiresOn", a.withdrawn_on as "withdrawnOn", a.withdrawn_why as "withdrawnWhy",
  a.synthetic`
const tables = sql`impact_assessment a left join account w on w.id = a.written_by left join account v on v.id = a.approved_by`

/** Every assessment that the present actor may see, by what it is about, the newest first. */
export async function assessments(tx: Transaction): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select ${columns} from ${tables} order by a.subject_name, a.kind, a.written_at desc, a.id`.execute(tx)
  return rows
}

export async function assessmentById(tx: Transaction, id: string): Promise<Assessment | undefined> {
  const { rows } = await sql<Assessment>`select ${columns} from ${tables} where a.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The assessments of one cohort or model. */
export async function assessmentsOf(tx: Transaction, { kind, key }: AssessedSubject): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select ${columns} from ${tables} where a.subject_kind = ${kind} and a.subject_key = ${key}
    order by a.written_at desc, a.id`.execute(tx)
  return rows
}

/** Adds a draft, written by the present actor. Returns its id. */
export async function addAssessment(tx: Transaction, it: AssessmentText, at: Date, synthetic = false): Promise<string> {
  const id = newId()
  await sql`
    insert into impact_assessment (id, kind, subject_kind, subject_key, subject_name, summary, risks, measures, reference,
      written_at, written_by, synthetic)
    values (${id}, ${it.kind}, ${it.subject.kind}, ${it.subject.key}, ${it.name}, ${it.summary}, ${it.risks}, ${it.measures},
      ${it.reference}, ${at}, current_setting('app.actor')::uuid, ${synthetic})`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'impact assessment',
    subject: id,
    detail: { kind: it.kind, about: `${it.subject.kind} ${it.subject.key}` },
  })
  return id
}

export type Approval = {
  readonly as: string
  readonly on: string
  readonly reviewOn: string
  readonly expiresOn: string
}

/** Approves a draft as the present actor. Throws Conflict where it is no draft any more, or they may not. */
export async function approve(tx: Transaction, id: string, it: Approval): Promise<void> {
  const { numAffectedRows } = await sql`
    update impact_assessment set approved_on = ${it.on}::date, approved_by = current_setting('app.actor')::uuid,
      approved_as = ${it.as}, review_on = ${it.reviewOn}::date, expires_on = ${it.expiresOn}::date
    where id = ${id}::uuid and approved_by is null and withdrawn_on is null`.execute(tx)
  await changed(tx, numAffectedRows, id, { approved: it.on, review: it.reviewOn, expires: it.expiresOn })
}

/** Takes an assessment back: what it is about may not be used by it from that day. */
export async function withdraw(tx: Transaction, id: string, why: string, on: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update impact_assessment set withdrawn_on = ${on}::date, withdrawn_why = ${why}
    where id = ${id}::uuid and withdrawn_on is null`.execute(tx)
  await changed(tx, numAffectedRows, id, { withdrawn: on, why })
}

async function changed(
  tx: Transaction,
  rows: bigint | undefined,
  id: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  if (Number(rows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'impact assessment', subject: id, detail })
}
