import { sql } from 'kysely'
import { type Transaction, withRole } from './database.ts'
import { NotAllowed } from './errors.ts'
import { idOf, newId } from './ids.ts'
import { record } from './ledger.ts'

/** What an access row allows. Each level includes those below it. */
export const levels = { know: 10, read: 20, write: 30, manage: 40 } as const
export type Level = keyof typeof levels

export type AudienceKind = 'agency' | 'role' | 'group' | 'case' | 'person' | 'system'

/** The audience of that kind and key. Its id follows from its name, so nobody has to look it up. */
export function audienceId(kind: AudienceKind, key: string): string {
  return idOf('audience', kind, key)
}

/** A collection is a record that stands for many rows of one kind, such as all partner incidents. */
export function collectionId(key: string): string {
  return idOf('collection', key)
}

export async function addAudience(tx: Transaction, kind: AudienceKind, key: string, name: string): Promise<string> {
  const id = audienceId(kind, key)
  await sql`insert into audience (id, kind, key, name) values (${id}, ${kind}, ${key}, ${name}) on conflict (id) do nothing`.execute(
    tx,
  )
  return id
}

export type Grant = {
  readonly audience: string
  readonly record: string
  readonly level: Level
  readonly purpose: string
  /** Why this audience may: a sentence that a person can read on the access page. */
  readonly why: string
  readonly until?: Date
  /** Whether it opens the record although it is sealed. */
  readonly opensSealed?: boolean
}

/**
 * Gives audiences access to a record. Allowed to whoever makes the record (it has no access rows yet) or manages it.
 * Throws NotAllowed otherwise. Every grant is in the ledger.
 */
export async function grantAccess(tx: Transaction, ...grants: readonly Grant[]): Promise<void> {
  await withRole(tx, 'grantor', async () => {
    for (const id of new Set(grants.map(({ record: id }) => id))) await mustManage(tx, id)
    await insertGrants(tx, grants)
  })
  await record(tx, ...grants.map(entryOf))
}

/** Puts access rows that the set-up owes (roles to collections) in place, once. For the migrator. */
export async function ensureAccess(tx: Transaction, ...grants: readonly Grant[]): Promise<void> {
  const owed = grants.map(({ audience, record, level }, at) => ({ at, audience, record, level: levels[level] }))
  const { rows } = await sql<{ at: number }>`
    select distinct on (o.audience, o.record, o.level) o.at
    from jsonb_to_recordset(${JSON.stringify(owed)}::jsonb) as o(at int, audience uuid, record uuid, level int)
    where not exists (select from access a
      where a.audience = o.audience and a.record = o.record and a.level = o.level and a.ends is null)`.execute(tx)
  const missing = new Set(rows.map(({ at }) => at))
  const given = grants.filter((_, at) => missing.has(at))
  if (given.length === 0) return
  await insertGrants(tx, given)
  await record(tx, ...given.map(entryOf))
}

/** The rows alone, without a question or an entry of the ledger: for the doors of this folder that ask and record themselves. */
export async function insertGrants(
  tx: Transaction,
  grants: readonly (Grant & { readonly starts?: 'infinity' })[],
): Promise<void> {
  const rows = grants.map(({ level, until = null, opensSealed = false, ...rest }) => ({
    ...rest,
    ...{ id: newId(), level: levels[level], ends: until, opens_sealed: opensSealed },
  }))
  await sql`
    insert into access (id, audience, record, level, purpose, why, starts, ends, opens_sealed, granted_by)
    select id, audience, record, level, purpose, why, coalesce(starts, now()), ends, opens_sealed, current_setting('app.actor')::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, audience uuid, record uuid, level int, purpose text,
      why text, starts timestamptz, ends timestamptz, opens_sealed boolean)`.execute(tx)
}

function entryOf(grant: Grant) {
  const { audience, level, why, opensSealed = false } = grant
  return {
    action: 'grant',
    kind: 'access',
    subject: grant.record,
    detail: { audience, level, why, opensSealed },
  } as const
}

/**
 * Opens a record to somebody for a time, as whoever may write `under`: the right to open in an emergency, or to agree that
 * a sealed record is opened. Throws NotAllowed for anyone else.
 */
export async function grantForATime(
  tx: Transaction,
  under: string,
  grant: Grant & { readonly until: Date },
): Promise<void> {
  await mustHold(tx, 'write', under)
  await withRole(tx, 'grantor', () => insertGrants(tx, [grant]))
  await record(tx, entryOf(grant))
}

/** What one person is offered on a record: nothing of it is open before they take it up. */
export type Offer = Pick<Grant, 'record' | 'level' | 'purpose' | 'why'> & { readonly actor: string }

/** Offers somebody access that begins when they take it up: see modules/cases/sql/0068_asked_to_lead.sql. As `grantAccess`. */
export async function offerAccess(tx: Transaction, { actor, ...offer }: Offer): Promise<void> {
  const audience = audienceId('person', actor)
  await asManager(tx, offer.record, () => insertGrants(tx, [{ ...offer, audience, starts: 'infinity' }]))
  await record(tx, {
    action: 'grant',
    kind: 'access',
    subject: offer.record,
    detail: { audience, level: offer.level, why: offer.why, offered: true },
  })
}

/**
 * Takes up what the present actor was offered on a record for a purpose, in place of what was open to them for it until then. The
 * database lets nobody begin what was offered to another. Throws NotAllowed where nothing is offered, or it was taken back.
 */
export async function takeUp(tx: Transaction, id: string, purpose: string): Promise<void> {
  const { rows } = await sql<{ id: string; audience: string; level: number; why: string }>`
    update access set starts = now() where record = ${id}::uuid and purpose = ${purpose} and starts = 'infinity'
    returning id, audience, level, why`.execute(tx)
  const [taken] = rows
  if (taken === undefined) throw new NotAllowed()
  await record(tx, {
    action: 'grant',
    kind: 'access',
    subject: id,
    detail: { audience: taken.audience, level: taken.level, why: taken.why, takenUp: true },
  })
  await endOwn(tx, id, purpose, taken.id)
}

/** Ends what the present actor alone was given on a record or offered there: all of it, or what was for one purpose. */
export async function putDown(tx: Transaction, id: string, purpose?: string): Promise<void> {
  if ((await endOwn(tx, id, purpose)) === 0) return
  await record(tx, {
    action: 'grant',
    kind: 'access',
    subject: id,
    detail: { putDown: true, purpose: purpose ?? null },
  })
}

async function endOwn(tx: Transaction, id: string, purpose?: string, except?: string): Promise<number> {
  const { numAffectedRows } = await withRole(tx, 'grantor', () =>
    sql`update access x set ends = now() from audience a
      where a.id = x.audience and a.kind = 'person' and a.key = current_setting('app.actor') and x.record = ${id}::uuid
        and (x.ends is null or x.ends > now()) and x.purpose = coalesce(${purpose ?? null}, x.purpose)
        and x.id is distinct from ${except ?? null}::uuid`.execute(tx),
  )
  return Number(numAffectedRows ?? 0)
}

/** Does what only whoever manages the record may do, as the database role of grants. Throws NotAllowed otherwise. */
export async function asManager<T>(tx: Transaction, id: string, work: () => Promise<T>): Promise<T> {
  await mustHold(tx, 'manage', id)
  return withRole(tx, 'grantor', work)
}

export type Standing = {
  readonly audience: string
  readonly kind: AudienceKind
  readonly key: string
  readonly name: string
  readonly level: number
  readonly opens_sealed: boolean
  readonly why: string
  readonly starts: Date
  readonly ends: Date | null
}

/** Who may see a record today, what they may do, and why: for anyone who may read it. */
export async function whoMay(tx: Transaction, id: string): Promise<Standing[]> {
  await mustHold(tx, 'read', id)
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<Standing>`
      select x.audience, a.kind, a.key, a.name, x.level, x.opens_sealed, x.why, x.starts, x.ends
      from access x join audience a on a.id = x.audience
      where x.record = ${id}::uuid and x.starts <= now() and (x.ends is null or x.ends > now())
      order by x.level desc, x.starts, x.id`.execute(tx)
    return rows
  })
}

async function mustManage(tx: Transaction, id: string): Promise<void> {
  const { rows } = await sql<{ fresh: boolean; managed: boolean }>`
    select not exists (select from access where record = ${id}::uuid) as fresh,
      exists (select from manageable where record = ${id}::uuid) as managed`.execute(tx)
  if (rows[0]?.fresh !== true && rows[0]?.managed !== true)
    throw new NotAllowed('You may not change who sees this record.')
}

/** Names an audience where it is new, and writes that down. For the migrator. */
export async function ensureAudience(tx: Transaction, kind: AudienceKind, key: string, name: string): Promise<void> {
  const id = audienceId(kind, key)
  const { rows } = await sql`select from audience where id = ${id}::uuid`.execute(tx)
  if (rows.length > 0) return
  await addAudience(tx, kind, key, name)
  await record(tx, { action: 'write', kind: 'audience', subject: id, detail: { kind, key } })
}

/** Ends what an audience may do to a record, all of it or what was given for one purpose, as whoever manages `under`. */
export async function endAccess(
  tx: Transaction,
  audience: string,
  id: string,
  under: string,
  purpose?: string,
): Promise<void> {
  await mustHold(tx, 'manage', under)
  await withRole(tx, 'grantor', () =>
    sql`update access set ends = now() where audience = ${audience}::uuid and record = ${id}::uuid
      and (ends is null or ends > now()) and purpose = coalesce(${purpose ?? null}, purpose)`.execute(tx),
  )
  await record(tx, { action: 'grant', kind: 'access', subject: id, detail: { audience, ended: true } })
}

/**
 * Ends what single people were given to read of a record for this purpose, because the record is over, save for those in `except`. For
 * whoever may know of the record and say that it is over: nothing is given by it.
 */
export async function endReading(
  tx: Transaction,
  id: string,
  purpose: string,
  except: readonly string[] = [],
): Promise<void> {
  await mustHold(tx, 'know', id)
  const { numAffectedRows } = await withRole(tx, 'grantor', () =>
    sql`update access x set ends = now() from audience a
      where a.id = x.audience and a.kind = 'person' and x.record = ${id}::uuid and x.level = ${levels.read} and x.purpose = ${purpose}
        and (x.ends is null or x.ends > now()) and x.audience <> all(${[...except]}::uuid[])`.execute(tx),
  )
  if (Number(numAffectedRows ?? 0) > 0)
    await record(tx, { action: 'grant', kind: 'access', subject: id, detail: { ended: true, purpose } })
}

/** Throws NotAllowed where the present actor may not do this to the record. */
export async function mustHold(tx: Transaction, level: Level, id: string): Promise<void> {
  if (!(await may(tx, level, id))) throw new NotAllowed()
}

/** May the present actor do this to the record? For showing or hiding a button; the policies decide all the same. */
export async function may(tx: Transaction, level: Level, id: string): Promise<boolean> {
  const { rows } =
    await sql`select from my_access where record = ${id}::uuid and level >= ${levels[level]} limit 1`.execute(tx)
  return rows.length > 0
}

/**
 * Gives the same audiences access to many new records in a few statements, for a load. Throws NotAllowed where one of them has access
 * rows already: such a record is given one by one.
 */
export async function grantToNew(
  tx: Transaction,
  records: readonly string[],
  ...grants: readonly Omit<Grant, 'record'>[]
): Promise<void> {
  const rows = records.flatMap(id => grants.map(grant => ({ ...grant, record: id })))
  await withRole(tx, 'grantor', async () => {
    const { rows: known } = await sql`select from access where record = any(${[...records]}::uuid[]) limit 1`.execute(
      tx,
    )
    if (known.length > 0) throw new NotAllowed('You may not change who sees this record.')
    await insertGrants(tx, rows)
  })
  await record(tx, ...rows.map(entryOf))
}
