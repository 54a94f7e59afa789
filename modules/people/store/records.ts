import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { asManager, audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Secrets } from '#platform/secrets'
import { worldCollections } from '../collections.ts'
import type { Identifier } from '../rules/identifiers.ts'
import type { Named } from '../rules/names.ts'
import { wordsOf } from '../rules/tokens.ts'
import { teamOf, teamOpensSealed, type World } from '../rules/worlds.ts'
import { tokensOf } from '../tokens.ts'

export type Sex = 'female' | 'male' | 'indeterminate' | 'not known'

export type NewPerson = Named & {
  readonly world: World
  readonly sealed: boolean
  readonly sex: Sex
  readonly identifiers: readonly Identifier[]
}

export type PersonRecord = {
  readonly id: string
  readonly agency: string
  readonly agency_name: string
  readonly world: World
  readonly sealed: boolean
  readonly given_name: string
  readonly family_name: string
  readonly other_names: readonly string[]
  readonly born: string | null
  readonly born_precision: Named['bornPrecision']
  readonly sex: Sex
  readonly version: number
  readonly created_at: Date
}

/**
 * Makes a record of the present actor's agency. Its team gets it, and whoever makes it decides who else may. Returns its id.
 * Throws NotAllowed for somebody without an agency; the policies refuse a role whose work is not with that world.
 */
export async function addPerson(
  tx: Transaction,
  secrets: Secrets,
  person: NewPerson,
  actor: string,
  now: Date,
): Promise<string> {
  const agency = await ownAgency(tx)
  if (agency === undefined) throw new NotAllowed('You belong to no agency, so there is nobody to hold this record.')
  const id = newId()
  const sealed = person.sealed || person.world === 'refuge'
  await sql`
    insert into person_record (id, agency, world, collection, sealed, given_name, family_name, other_names, born, born_precision,
      sex, created_at, created_by)
    values (${id}, ${agency.id}, ${person.world}, ${worldCollections[person.world]}, ${sealed}, ${person.givenName},
      ${person.familyName}, ${[...person.otherNames]}::text[], ${person.born}::date, ${person.bornPrecision}, ${person.sex},
      ${now}, ${actor}::uuid)`.execute(tx)
  await giveTo(tx, id, person.world, agency.key, actor)
  await addIdentifiers(tx, id, person.identifiers)
  await addTokens(tx, secrets, id, person, person.identifiers)
  await record(tx, {
    action: 'write',
    kind: 'person',
    subject: id,
    detail: { made: true, world: person.world, sealed, schemes: person.identifiers.map(({ scheme }) => scheme) },
  })
  return id
}

/** The agency that the present actor works for. */
export async function ownAgency(tx: Transaction): Promise<{ id: string; key: string } | undefined> {
  const { rows } = await sql<{ id: string; key: string }>`
    select a.id, a.key from audience a join membership m on m.audience = a.id
    where a.kind = 'agency' and m.actor = current_setting('app.actor')::uuid and m.starts <= now()
      and (m.ends is null or m.ends > now())
    order by m.starts limit 1`.execute(tx)
  return rows[0]
}

async function giveTo(tx: Transaction, id: string, world: World, agencyKey: string, actor: string): Promise<void> {
  const purpose = 'people'
  const maker = { audience: audienceId('person', actor), level: 'manage', why: 'Made the record' } as const
  const team = {
    audience: teamId(agencyKey, teamOf(world)),
    level: 'write',
    why: 'Works in the team that holds it',
  } as const
  await grantAccess(
    tx,
    { ...maker, record: id, purpose, opensSealed: true },
    { ...team, record: id, purpose, opensSealed: teamOpensSealed(world) },
  )
}

async function addIdentifiers(tx: Transaction, id: string, identifiers: readonly Identifier[]): Promise<void> {
  for (const { scheme, value } of identifiers)
    await sql`insert into person_identifier (id, person, scheme, value)
      values (${newId()}, ${id}, ${scheme}, ${value})`.execute(tx)
}

async function addTokens(
  tx: Transaction,
  secrets: Secrets,
  id: string,
  person: Named,
  identifiers: readonly Identifier[],
): Promise<void> {
  const tokens = tokensOf(secrets, wordsOf(person, identifiers))
  await sql`insert into search_token (token, record) select unnest(${tokens}::bytea[]), ${id}::uuid
    on conflict do nothing`.execute(tx)
}

export type PersonChange = Named & {
  readonly sex: Sex
  readonly identifiers: readonly Identifier[]
  readonly version: number
}

/** Changes who the record says that somebody is. Throws Conflict when another change came first, or it may not be changed. */
export async function changePerson(tx: Transaction, secrets: Secrets, id: string, it: PersonChange): Promise<void> {
  const { numAffectedRows } = await sql`
    update person_record set given_name = ${it.givenName}, family_name = ${it.familyName},
      other_names = ${[...it.otherNames]}::text[], born = ${it.born}::date, born_precision = ${it.bornPrecision}, sex = ${it.sex},
      version = version + 1, changed_at = clock_timestamp()
    where id = ${id}::uuid and version = ${it.version}`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await sql`delete from person_identifier where person = ${id}::uuid`.execute(tx)
  await sql`delete from search_token where record = ${id}::uuid`.execute(tx)
  await addIdentifiers(tx, id, it.identifiers)
  await addTokens(tx, secrets, id, it, it.identifiers)
  await record(tx, { action: 'write', kind: 'person', subject: id, detail: { changed: 'identity' } })
}

/** Seals a record, or opens it for its whole team again, as whoever manages it. */
export async function setSealed(tx: Transaction, id: string, sealed: boolean, why: string): Promise<void> {
  const changed = await asManager(tx, id, async () => {
    const { numAffectedRows } = await sql`update person_record set sealed = ${sealed} where id = ${id}::uuid`.execute(
      tx,
    )
    return Number(numAffectedRows ?? 0)
  })
  if (changed !== 1) throw new NotAllowed()
  await record(tx, { action: 'write', kind: 'person', subject: id, detail: { sealed, why } })
}

const columns = sql`p.id, p.agency, a.name as agency_name, p.world, p.sealed, p.given_name, p.family_name, p.other_names,
  p.born, p.born_precision, p.sex, p.version, p.created_at`

/** One record, where the present actor may read it. */
export async function personById(tx: Transaction, id: string): Promise<PersonRecord | undefined> {
  const { rows } = await sql<PersonRecord>`
    select ${columns} from person_record p join audience a on a.id = p.agency where p.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Those of these records that the present actor may read, in the order in which they are named. */
export async function peopleByIds(tx: Transaction, ids: readonly string[]): Promise<PersonRecord[]> {
  const { rows } = await sql<PersonRecord>`
    select ${columns} from person_record p join audience a on a.id = p.agency where p.id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

export const pageLength = 20

/**
 * The records that the present actor may read and that hold every one of these tokens, oldest first, after `after`: one more
 * than a page holds when there are more. The first token should be the rarest: the index is entered by it.
 */
export async function findPeople(tx: Transaction, tokens: readonly Buffer[], after?: string): Promise<PersonRecord[]> {
  const [first, ...others] = tokens
  if (first === undefined) return []
  const also = others.map(
    token => sql`and exists (select from search_token o where o.token = ${token} and o.record = t.record)`,
  )
  const { rows } = await sql<PersonRecord>`
    select ${columns} from search_token t join person_record p on p.id = t.record join audience a on a.id = p.agency
    where t.token = ${first} ${sql.join(also, sql` `)} and (${after ?? null}::uuid is null or t.record > ${after ?? null}::uuid)
    order by t.record limit ${pageLength + 1}`.execute(tx)
  return rows
}
