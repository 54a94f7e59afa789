import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { audienceId, type Grant, grantToNew } from '#platform/access'
import { SqlError, type Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Loaded } from '#platform/imports'
import { record } from '#platform/ledger'
import { programAudience } from '#platform/programs'
import type { Secrets } from '#platform/secrets'
import { worldCollections } from '../collections.ts'
import type { FeedColumns, FeedPerson } from '../rules/feed.ts'
import { wordsOf } from '../rules/tokens.ts'
import { tokensOf } from '../tokens.ts'
import { ownAgency } from './records.ts'

export type Mapping = {
  readonly id: string
  readonly name: string
  readonly columns: FeedColumns
  readonly agency: string
}

/** The mappings of one's own agency. */
export async function mappings(tx: Transaction): Promise<Mapping[]> {
  const { rows } = await sql<Mapping>`select id, name, columns, agency from feed_mapping order by name, id`.execute(tx)
  return rows
}

export async function mappingById(tx: Transaction, id: string): Promise<Mapping | undefined> {
  const { rows } =
    await sql<Mapping>`select id, name, columns, agency from feed_mapping where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Keeps how the columns of one's own agency's file are read. A name that is there already is changed. Returns its id. */
export async function saveMapping(
  tx: Transaction,
  { name, columns }: { readonly name: string; readonly columns: FeedColumns },
  actor: string,
  now: Date,
): Promise<string> {
  const agency = await ownAgency(tx)
  if (agency === undefined) throw new NotAllowed('You belong to no agency, so there is no file of yours to read.')
  const known = (await mappings(tx)).find(it => it.name === name)
  const id = known?.id ?? newId()
  const written = JSON.stringify(columns)
  if (known === undefined)
    await sql`insert into feed_mapping (id, agency, name, columns, changed_at, changed_by)
      values (${id}, ${agency.id}, ${name}, ${written}::jsonb, ${now}, ${actor})`.execute(tx)
  else
    await sql`update feed_mapping set columns = ${written}::jsonb, changed_at = ${now}, changed_by = ${actor}
      where id = ${id}`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'columns of an extract',
    subject: id,
    detail: { columns: Object.keys(columns) },
  })
  return id
}

type NewRow = FeedPerson & { readonly id: string; readonly key: string }

/**
 * Loads rows as records of help of one's own agency. A row whose number (or, without one, whose whole content) was loaded before is a
 * duplicate: nothing is overwritten by a file.
 */
export async function loadFeedRows(
  tx: Transaction,
  secrets: Secrets,
  batch: string,
  rows: readonly FeedPerson[],
  { loader, now }: { readonly loader: Loader; readonly now: Date },
): Promise<Loaded> {
  const agency = await ownAgency(tx)
  if (agency === undefined) throw new NotAllowed()
  const keyed = [...new Map(rows.map(row => [keyOf(row), row]))].map(([key, row]) => ({ ...row, id: newId(), key }))
  const { rows: known } = await sql<{ reference: string }>`select reference from feed_row
    where agency = ${agency.id} and reference = any(${keyed.map(({ key }) => key)}::text[])`.execute(tx)
  const there = new Set(known.map(({ reference }) => reference))
  const fresh = keyed.filter(({ key }) => !there.has(key))
  if (fresh.length > 0) await insertRows(tx, secrets, batch, fresh, { agency, loader, now })
  return { loaded: fresh.length, duplicate: rows.length - fresh.length, outside: 0 }
}

/** The agency's own number, or a digest of the row: a file that gives no number still cannot be loaded twice. */
function keyOf({ reference, ...row }: FeedPerson): string {
  return reference || `row ${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 32)}`
}

/** Who loads a file: a person, or a feed, which leaves the records to whoever keeps it. */
export type Loader = { readonly actor: string; readonly keptBy?: string }

type Loading = { readonly agency: { id: string; key: string }; readonly loader: Loader; readonly now: Date }

const dayLong = 86_400_000

// A feed works with what it loaded for a day, so that a load which fails is taken out again; then it reads none of it.
function ownHold({ actor, keptBy }: Loader, now: Date): Omit<Grant, 'record'>[] {
  if (keptBy === undefined) return []
  const until = new Date(now.getTime() + dayLong)
  return [{ audience: programAudience(actor), level: 'write', purpose: 'people', why: 'Loads the record', until }]
}

async function insertRows(
  tx: Transaction,
  secrets: Secrets,
  batch: string,
  rows: readonly NewRow[],
  { agency, loader, now }: Loading,
): Promise<void> {
  await sql`
    insert into person_record (id, agency, world, collection, sealed, given_name, family_name, other_names, born, born_precision, sex,
      created_at, created_by)
    select r.id, ${agency.id}::uuid, 'support', ${worldCollections.support}::uuid, false, r."givenName", r."familyName",
      array(select jsonb_array_elements_text(r."otherNames")), r.born, r."bornPrecision", r.sex, ${now}, ${loader.actor}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "givenName" text, "familyName" text, "otherNames" jsonb,
      born date, "bornPrecision" text, sex text)`.execute(tx)
  const purpose = 'people'
  const keeper = audienceId('person', loader.keptBy ?? loader.actor)
  await grantToNew(
    tx,
    rows.map(({ id }) => id),
    { audience: keeper, level: 'manage', purpose, why: 'Loaded the record', opensSealed: true },
    { audience: teamId(agency.key, 'people'), level: 'write', purpose, why: 'Works in the team that holds it' },
    ...ownHold(loader, now),
  )
  await insertParts(tx, secrets, rows)
  await sql`insert into feed_row (record, batch, agency, reference)
    select r.id, ${batch}::uuid, ${agency.id}::uuid, r.key from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text)`.execute(
    tx,
  )
  await record(
    tx,
    ...rows.map(({ id }) => ({ action: 'write', kind: 'person', subject: id, detail: { made: true, batch } }) as const),
  )
}

async function insertParts(tx: Transaction, secrets: Secrets, rows: readonly NewRow[]): Promise<void> {
  const numbers = rows.flatMap(({ id, identifiers }) => identifiers.map(it => ({ id: newId(), person: id, ...it })))
  await sql`insert into person_identifier (id, person, scheme, value)
    select id, person, scheme, value from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb)
      as r(id uuid, person uuid, scheme text, value text)`.execute(tx)
  const homes = rows
    .filter(({ address, postcode }) => address !== '' || postcode !== '')
    .map(({ id, address, postcode }) => ({ id: newId(), person: id, lines: address, postcode }))
  await sql`insert into person_address (id, person, class, lines, postcode)
    select id, person, 'ordinary', lines, postcode from jsonb_to_recordset(${JSON.stringify(homes)}::jsonb)
      as r(id uuid, person uuid, lines text, postcode text)`.execute(tx)
  const tokens = rows.flatMap(row =>
    tokensOf(secrets, wordsOf(row, row.identifiers)).map(token => ({ token: token.toString('hex'), record: row.id })),
  )
  await sql`insert into search_token (token, record)
    select decode(token, 'hex'), record from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as r(token text, record uuid)
    on conflict do nothing`.execute(tx)
}

const inUse =
  'A record of this load is already used: somebody changed it, let others see it or said who it is, or it is part of a referral or a case. Nothing was taken out.'

/** Takes the records of a load out again, whole. Throws Conflict, and takes nothing out, where one of them is in use. */
export async function undoFeed(tx: Transaction, batch: string): Promise<number> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from feed_row f join person_record p on p.id = f.record where f.batch = ${batch}::uuid and (p.version > 1
      or exists (select from person_match m where m.one = p.id or m.other = p.id)
      or exists (select from person_tie t where t.person = p.id or t.other = p.id)
      or exists (select from peer_group_member g where g.person = p.id))) as used`.execute(tx)
  if (rows[0]?.used === true) throw new Conflict(inUse)
  const { rows: found } = await sql<{
    record: string
  }>`select record from feed_row where batch = ${batch}::uuid`.execute(tx)
  const ids = found.map(({ record: id }) => id)
  if (ids.length === 0) return 0
  for (const table of ['person_identifier', 'person_address', 'person_contact', 'person_language'])
    await sql`delete from ${sql.table(table)} where person = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from search_token where record = any(${ids}::uuid[])`.execute(tx)
  const { numAffectedRows } = await sql`delete from person_record where id = any(${ids}::uuid[])`
    .execute(tx)
    .catch(refuse)
  await record(
    tx,
    ...ids.map(id => ({ action: 'write', kind: 'person', subject: id, detail: { takenOut: batch } }) as const),
  )
  return Number(numAffectedRows ?? 0)
}

// What other modules hold about a record refers to it: the database refuses to take it out from under them.
function refuse(error: unknown): never {
  if (error instanceof SqlError && error.code === '23503') throw new Conflict(inUse)
  if (error instanceof Error && 'code' in error && error.code === '23503') throw new Conflict(inUse)
  throw error
}

export type Load = {
  readonly id: string
  readonly names: readonly string[]
  readonly dry_run: boolean
  readonly checked_at: Date | null
  readonly published_at: Date | null
  readonly undone_at: Date | null
  readonly failed_sentence: string | null
  readonly rows_read: number
  readonly rows_loaded: number
  readonly rows_rejected: number
  readonly rows_duplicate: number
  readonly notes: readonly string[]
  readonly options: Readonly<Record<string, string>>
}

const loadColumns = sql`b.id, b.names, b.dry_run, b.checked_at, b.published_at, b.undone_at, b.failed_sentence, b.rows_read::int,
  b.rows_loaded::int, b.rows_rejected::int, b.rows_duplicate::int, b.notes, b.options`

/** The newest loads of one's own agency, checks left out. */
export async function loads(tx: Transaction, kind: string): Promise<Load[]> {
  const { rows } = await sql<Load>`select ${loadColumns} from import_batch b
    where b.kind = ${kind} and not b.dry_run and b.options->>'agency' in (select id::text from own_agency)
    order by b.started_at desc limit 20`.execute(tx)
  return rows
}

export async function loadById(tx: Transaction, id: string): Promise<Load | undefined> {
  const { rows } = await sql<Load>`select ${loadColumns} from import_batch b
    where b.id = ${id}::uuid and b.options->>'agency' in (select id::text from own_agency)`.execute(tx)
  return rows[0]
}

export type Refused = { readonly line: number; readonly column_name: string; readonly reason: string }

export async function refusedRows(tx: Transaction, batch: string): Promise<Refused[]> {
  const { rows } = await sql<Refused>`select line::int, column_name, reason from import_rejection
    where batch = ${batch}::uuid order by line limit 100`.execute(tx)
  return rows
}

export type SyntheticFile = {
  readonly id: string
  readonly name: string
  readonly kind: 'people' | 'notices'
  readonly columns: FeedColumns
  readonly content: string
}

/** Puts a file of invented people into a demonstration, as the migrator at its first start. */
export async function addSyntheticFile(
  tx: Transaction,
  file: Omit<SyntheticFile, 'id'> & { readonly agencyKey: string },
): Promise<void> {
  const id = newId()
  await sql`insert into synthetic_file (id, agency, name, kind, columns, content)
    values (${id}, ${audienceId('agency', file.agencyKey)}, ${file.name}, ${file.kind}, ${JSON.stringify(file.columns)}::jsonb,
      ${file.content})`.execute(tx)
  await record(tx, { action: 'write', kind: 'synthetic file', subject: id, detail: { kind: file.kind } })
}

/** The invented files of one's own agency: none where this is no demonstration. */
export async function syntheticFiles(tx: Transaction, kind: SyntheticFile['kind']): Promise<SyntheticFile[]> {
  const { rows } = await sql<SyntheticFile>`
    select id, name, kind, columns, content from synthetic_file where kind = ${kind} order by name`.execute(tx)
  return rows
}
