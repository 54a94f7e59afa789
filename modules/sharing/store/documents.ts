import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { DocumentKind } from '../rules/documents.ts'

/** What a sharing agreement, a record of processing or an appropriate policy document says. Ids are those of the law's files. */
export type DocumentText = {
  readonly kind: DocumentKind
  readonly title: string
  readonly parties: readonly string[]
  readonly purposes: readonly string[]
  readonly information: readonly string[]
  readonly bases: readonly string[]
  readonly data_sets: string
  readonly people: string
  readonly security: string
  readonly retention: string | null
  readonly reference: string
  readonly signed_on: string | null
  readonly review_on: string
  readonly ended_on: string | null
}

export type SharingDocument = DocumentText & {
  readonly id: string
  readonly party_names: readonly string[]
  readonly synthetic: boolean
  readonly version: number
  readonly changed_at: Date
  readonly changed_by_name: string | null
}

const columns = sql`d.id, d.kind, d.title, d.parties, d.purposes, d.information, d.bases, d.data_sets, d.people, d.security,
  d.retention, d.reference, d.signed_on, d.review_on, d.ended_on, d.synthetic, d.version, d.changed_at, p.name as changed_by_name,
  array(select a.name from agency a where a.id = any(d.parties) order by a.name) as party_names`

/** Every document that the present actor may see, by title. There are tens of them, not thousands. */
export async function documents(tx: Transaction): Promise<SharingDocument[]> {
  const { rows } = await sql<SharingDocument>`
    select ${columns} from sharing_document d left join account p on p.id = d.changed_by order by d.title, d.id`.execute(
    tx,
  )
  return rows
}

export async function documentById(tx: Transaction, id: string): Promise<SharingDocument | undefined> {
  const { rows } = await sql<SharingDocument>`
    select ${columns} from sharing_document d left join account p on p.id = d.changed_by where d.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** The titles of the appropriate policy documents that are signed and not ended. */
export async function policyDocuments(tx: Transaction): Promise<string[]> {
  return (await documents(tx))
    .filter(it => it.kind === 'policy' && it.signed_on !== null && it.ended_on === null)
    .map(({ title }) => title)
}

/** Adds a document as the present actor. Returns its id. */
export async function addDocument(tx: Transaction, it: DocumentText, at: Date, synthetic = false): Promise<string> {
  const id = newId()
  await sql`
    insert into sharing_document (id, kind, title, parties, purposes, information, bases, data_sets, people, security, retention,
      reference, signed_on, review_on, ended_on, synthetic, changed_at, changed_by)
    values (${id}, ${it.kind}, ${it.title}, ${[...it.parties]}::uuid[], ${[...it.purposes]}::text[],
      ${[...it.information]}::text[], ${[...it.bases]}::text[], ${it.data_sets}, ${it.people}, ${it.security}, ${it.retention},
      ${it.reference}, ${it.signed_on}::date, ${it.review_on}::date, ${it.ended_on}::date, ${synthetic}, ${at},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'sharing document',
    subject: id,
    detail: { kind: it.kind, title: it.title },
  })
  return id
}

/** Changes a document as it was at `version`. Throws Conflict where somebody changed it since, or the actor may not. */
export async function changeDocument(
  tx: Transaction,
  id: string,
  version: number,
  it: DocumentText,
  at: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update sharing_document set title = ${it.title}, parties = ${[...it.parties]}::uuid[], purposes = ${[...it.purposes]}::text[],
      information = ${[...it.information]}::text[], bases = ${[...it.bases]}::text[], data_sets = ${it.data_sets},
      people = ${it.people}, security = ${it.security}, retention = ${it.retention}, reference = ${it.reference},
      signed_on = ${it.signed_on}::date, review_on = ${it.review_on}::date, ended_on = ${it.ended_on}::date,
      version = version + 1, changed_at = ${at}, changed_by = current_setting('app.actor')::uuid
    where id = ${id}::uuid and version = ${version}`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, {
    action: 'write',
    kind: 'sharing document',
    subject: id,
    detail: { title: it.title, version: version + 1, review: it.review_on },
  })
}
