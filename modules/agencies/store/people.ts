import { sql } from 'kysely'
import { audienceId, endAccess, grantAccess, may } from '#platform/access'
import { endByName, givenByName } from '#platform/by-name'
import type { Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { join, leave, type Membership, membershipsOf } from '#platform/members'
import type { Module } from '#platform/module'
import { accountsCollection } from '../collections.ts'
import { endSessions } from './sessions.ts'
import { keepTeams } from './teams.ts'

export type Person = {
  readonly id: string
  readonly name: string
  readonly job_title: string
  readonly agency: string
  readonly agency_key: string
  readonly agency_name: string
  readonly active: boolean
  readonly email: string | null
  readonly enrolled: boolean
  readonly issuer: string | null
  readonly sponsor: string | null
  readonly sponsor_name: string | null
  readonly sponsor_active: boolean | null
  readonly began_at: Date | null
  readonly first_sign_in_at: Date | null
  readonly last_sign_in_at: Date | null
  readonly left_at: Date | null
  readonly left_why: string | null
}

const columns = sql`
  p.id, p.name, p.job_title, p.agency, g.key as agency_key, g.name as agency_name, p.active, c.email,
  c.password_set_at is not null as enrolled, i.name as issuer, t.sponsor, s.name as sponsor_name, s.active as sponsor_active,
  t.began_at, t.first_sign_in_at, t.last_sign_in_at, t.left_at, t.left_why`
const tables = sql`
  account p join agency g on g.id = p.agency left join tenure t on t.account = p.id left join account s on s.id = t.sponsor
  left join credential c on c.account = p.id left join outside_identity o on o.account = p.id left join issuer i on i.id = o.issuer`

export type Choice = { readonly agency?: string; readonly left: boolean; readonly after?: string }

export const pageLength = 50

/** People with an account, by name, after the person `after`: one more than a page holds when there are more. */
export async function people(tx: Transaction, { agency, left, after }: Choice): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select ${columns} from ${tables}
    where p.active <> ${left} and (${agency ?? null}::text is null or g.key = ${agency ?? null})
      and (${after ?? null}::uuid is null or (p.name, p.id) > (select b.name, b.id from account b where b.id = ${after ?? null}::uuid))
    order by p.name, p.id limit ${pageLength + 1}`.execute(tx)
  return rows
}

/** Everyone who can sign in today: for the report on joiners and leavers. */
export async function everyoneActive(tx: Transaction): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select ${columns} from ${tables} where p.active order by p.name, p.id`.execute(tx)
  return rows
}

/** Who left since `since`, latest first. */
export async function leavers(tx: Transaction, since: Date): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select ${columns} from ${tables} where t.left_at >= ${since} order by t.left_at desc, p.name`.execute(tx)
  return rows
}

export async function person(tx: Transaction, id: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`select ${columns} from ${tables} where p.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Whether an account signs in with this address already. */
export async function addressTaken(tx: Transaction, email: string): Promise<boolean> {
  return (
    (await tx.selectFrom('credential').select('account').where('email', '=', email).executeTakeFirst()) !== undefined
  )
}

/** Everyone active, to choose a sponsor from. */
export async function possibleSponsors(tx: Transaction): Promise<{ id: string; name: string; agency: string }[]> {
  return tx
    .selectFrom('account as p')
    .innerJoin('agency as g', 'g.id', 'p.agency')
    .select(['p.id', 'p.name', 'g.name as agency'])
    .where('p.active', '=', true)
    .orderBy('p.name')
    .execute()
}

/** What these people belong to, by person. */
export async function belongings(tx: Transaction, ids: readonly string[]): Promise<Map<string, Membership[]>> {
  return Map.groupBy(await membershipsOf(tx, ids, accountsCollection), ({ actor }) => actor)
}

export type Joiner = {
  readonly name: string
  readonly jobTitle: string
  readonly agencyKey: string
  readonly roles: readonly string[]
  readonly sponsor: string
  readonly email: string
}

/** Makes the account of somebody who is invited. It can do nothing until they have opened the link. Returns its id. */
export async function addJoiner(tx: Transaction, joiner: Joiner): Promise<string> {
  const id = newId()
  await sql`
    insert into account (id, key, name, job_title, agency, synthetic)
    values (${id}, ${id}, ${joiner.name}, ${joiner.jobTitle}, ${idOf('agency', joiner.agencyKey)}, false)`.execute(tx)
  await sql`insert into tenure (account, sponsor) values (${id}, ${joiner.sponsor})`.execute(tx)
  await sql`insert into credential (account, email) values (${id}, ${joiner.email})`.execute(tx)
  await join(
    tx,
    id,
    accountsCollection,
    { kind: 'person', key: id, name: joiner.name, why: 'Is this person' },
    { kind: 'agency', key: joiner.agencyKey, name: joiner.agencyKey, why: 'Works there' },
  )
  await giveRoles(tx, id, joiner.roles, 'Given with the invitation')
  await keepTeams(tx, id, joiner.agencyKey, joiner.roles)
  await vouch(tx, id, joiner.sponsor)
  await record(tx, {
    action: 'write',
    kind: 'account',
    subject: id,
    detail: { agency: joiner.agencyKey, roles: [...joiner.roles], sponsor: joiner.sponsor },
  })
  return id
}

export async function giveRoles(tx: Transaction, id: string, roles: readonly string[], why: string): Promise<void> {
  await join(tx, id, accountsCollection, ...roles.map(key => ({ kind: 'role', key, name: key, why }) as const))
}

// The sponsor may read this account's standing and decide on its recovery; administrators manage who the sponsor is.
async function vouch(tx: Transaction, account: string, sponsor: string): Promise<void> {
  const purpose = 'accounts'
  const manage = {
    audience: audienceId('role', 'administrator'),
    record: account,
    level: 'manage',
    purpose,
    why: 'Looks after accounts',
  } as const
  const managed = await may(tx, 'manage', account)
  await grantAccess(tx, ...(managed ? [] : [manage]), {
    audience: audienceId('person', sponsor),
    record: account,
    level: 'write',
    purpose,
    why: 'Vouches for this person',
  })
}

export type Move = {
  readonly jobTitle: string
  readonly agencyKey: string
  readonly roles: readonly string[]
  readonly sponsor: string | undefined
  readonly why: string
}

/** Changes what somebody does. Moving to another agency ends everything that the old one gave, groups and cases too. */
export async function movePerson(tx: Transaction, before: Person, move: Move, leaving?: Leaving): Promise<void> {
  const held = (await belongings(tx, [before.id])).get(before.id) ?? []
  const moved = before.agency_key !== move.agencyKey
  const ends = held.filter(({ kind, key }) =>
    kind === 'role' ? !move.roles.includes(key) : moved && (kind === 'agency' || kind === 'group' || kind === 'case'),
  )
  const had = held.filter(({ kind }) => kind === 'role').map(({ key }) => key)
  await endMemberships(tx, before.id, ends, move.why)
  if (moved) {
    await leaveTeams(tx, before.id, ends, leaving)
    const agency = { kind: 'agency', key: move.agencyKey, name: move.agencyKey, why: move.why } as const
    await join(tx, before.id, accountsCollection, agency)
  }
  await giveRoles(
    tx,
    before.id,
    move.roles.filter(role => !had.includes(role)),
    move.why,
  )
  await keepTeams(tx, before.id, move.agencyKey, move.roles)
  await sql`update account set job_title = ${move.jobTitle}, agency = ${idOf('agency', move.agencyKey)}
    where id = ${before.id}`.execute(tx)
  if (move.sponsor !== undefined && move.sponsor !== before.sponsor) await changeSponsor(tx, before, move.sponsor)
  await record(tx, {
    action: 'write',
    kind: 'account',
    subject: before.id,
    detail: { why: move.why, agency: move.agencyKey, roles: [...move.roles], rolesBefore: had },
  })
}

async function endMemberships(tx: Transaction, id: string, ends: readonly Membership[], why: string): Promise<void> {
  if (ends.length === 0) return
  await leave(
    tx,
    id,
    accountsCollection,
    ends.map(({ audience }) => audience),
    why,
  )
}

/** What the modules do when somebody is in no team any more, and holds nothing by name of their agency; and when that is. */
export type Leaving = { readonly modules: readonly Pick<Module, 'leavesTeams'>[]; readonly now: Date }

/**
 * Ends what was given to them by name in the teams that they leave, and tells the modules, so that nobody waits for them there. The modules
 * hear also of every other record that was given to them by name: whoever opened a case holds it so, and is in no team of it.
 */
async function leaveTeams(
  tx: Transaction,
  id: string,
  ends: readonly Membership[],
  leaving: Leaving | undefined,
): Promise<void> {
  const teams = ends.filter(({ kind }) => kind === 'case').map(({ key }) => key)
  const records = [...new Set([...teams, ...(await givenByName(tx, id, accountsCollection))])]
  await endByName(tx, id, teams, accountsCollection)
  if (leaving === undefined) return
  for (const { leavesTeams } of leaving.modules) await leavesTeams?.(tx, id, records, leaving.now)
}

async function changeSponsor(tx: Transaction, before: Person, sponsor: string): Promise<void> {
  if (before.sponsor !== null) await endAccess(tx, audienceId('person', before.sponsor), before.id, accountsCollection)
  await sql`insert into tenure (account, sponsor) values (${before.id}, ${sponsor})
    on conflict (account) do update set sponsor = excluded.sponsor`.execute(tx)
  await vouch(tx, before.id, sponsor)
}

/** Stops somebody: their roles, groups and cases end, and every session of theirs at once. */
export async function stopPerson(
  tx: Transaction,
  id: string,
  why: string,
  now: Date,
  modules: Leaving['modules'] = [],
): Promise<number> {
  const held = (await belongings(tx, [id])).get(id) ?? []
  const ends = held.filter(({ kind }) => kind !== 'person' && kind !== 'agency')
  await endMemberships(tx, id, ends, why)
  await leaveTeams(tx, id, ends, { modules, now })
  await sql`update account set active = false where id = ${id}`.execute(tx)
  await sql`
    insert into tenure (account, left_at, left_why, left_by) values (${id}, ${now}, ${why}, current_setting('app.actor')::uuid)
    on conflict (account) do update set left_at = excluded.left_at, left_why = excluded.left_why, left_by = excluded.left_by`.execute(
    tx,
  )
  const sessions = await endSessions(tx, id)
  await record(tx, { action: 'write', kind: 'account', subject: id, detail: { active: false, why, sessions } })
  return sessions
}

/** Lets somebody come back. They get no role by it. */
export async function restorePerson(tx: Transaction, id: string): Promise<void> {
  await sql`update account set active = true where id = ${id}`.execute(tx)
  await sql`update tenure set left_at = null, left_why = null, left_by = null where account = ${id}`.execute(tx)
  await record(tx, { action: 'write', kind: 'account', subject: id, detail: { active: true } })
}
