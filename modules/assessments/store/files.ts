import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'

/** The file (a case, so far) that assessments and a timeline belong to. `person` is nobody where a group of friends is helped. */
export type AssessedFile = {
  readonly file: string
  readonly kind: 'case'
  readonly person: string | null
  readonly opened_at: Date
}

/** Lets a file have assessments and a timeline. For the module that opens it, as whoever may write it. */
export async function openFile(
  tx: Transaction,
  { file, kind, person }: Pick<AssessedFile, 'file' | 'kind' | 'person'>,
  now: Date,
): Promise<void> {
  await sql`insert into assessment_file (file, kind, person, opened_at, opened_by)
    values (${file}::uuid, ${kind}, ${person}::uuid, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'assessment file', subject: file, detail: { opened: true } })
}

/** One file, where the present actor may read it. */
export async function fileById(tx: Transaction, file: string): Promise<AssessedFile | undefined> {
  const { rows } = await sql<AssessedFile>`
    select file, kind, person, opened_at from assessment_file where file = ${file}::uuid`.execute(tx)
  return rows[0]
}

/** The files about one person that the present actor may read, oldest first. */
export async function filesAbout(tx: Transaction, person: string): Promise<AssessedFile[]> {
  const { rows } = await sql<AssessedFile>`
    select file, kind, person, opened_at from assessment_file where person = ${person}::uuid order by opened_at, file`.execute(
    tx,
  )
  return rows
}
