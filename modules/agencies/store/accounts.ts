import { sql } from 'kysely'
import { addAudience, audienceId } from '#platform/access'
import type { Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { addMember } from '#platform/members'
import type { Identity } from '#platform/module'
import { addToTeams } from './teams.ts'

/** Who an actor is: name, agency, the roles that their membership gives today, and whether the agreement is still to accept. */
export async function identify(tx: Transaction, actor: string): Promise<Identity | undefined> {
  const { rows } = await sql<{ name: string; job_title: string; agency: string; roles: string[]; owes: boolean }>`
    with latest as (select max(version) as version from user_agreement)
    select p.name, p.job_title, g.name as agency,
      array(select a.key from membership m join audience a on a.id = m.audience
        where m.actor = p.id and a.kind = 'role' and m.starts <= now() and (m.ends is null or m.ends > now()) order by a.key) as roles,
      latest.version is not null and not exists (select from acknowledgement k
        where k.account = p.id and k.version = latest.version and k.at > now() - interval '1 year') as owes
    from account p join agency g on g.id = p.agency cross join latest
    where p.id = ${actor}::uuid and p.active`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const { name, job_title: jobTitle, agency, roles } = row
  return { id: actor, name, jobTitle, agency, roles, ...(row.owes ? { owes: '/agreement' } : {}) }
}

export type SyntheticUser = {
  key: string
  name: string
  job_title: string
  comes_to: string
  agency: string
}

/** The invented people of a demonstration, by agency and name. */
export async function syntheticUsers(tx: Transaction): Promise<SyntheticUser[]> {
  return tx
    .selectFrom('account as p')
    .innerJoin('agency as g', 'g.id', 'p.agency')
    .select(['p.key', 'p.name', 'p.job_title', 'p.comes_to', 'g.name as agency'])
    .where('p.active', '=', true)
    .where('p.synthetic', '=', true)
    .orderBy('g.name')
    .orderBy('p.name')
    .execute()
}

export type Account = { readonly id: string; readonly name: string; readonly synthetic: boolean }

export async function accountByKey(tx: Transaction, key: string): Promise<Account | undefined> {
  return tx
    .selectFrom('account')
    .select(['id', 'name', 'synthetic'])
    .where('key', '=', key)
    .where('active', '=', true)
    .executeTakeFirst()
}

/** The id of the agency for which somebody works. */
export async function agencyOf(tx: Transaction, account: string): Promise<string | undefined> {
  const row = await tx.selectFrom('account').select('agency').where('id', '=', account).executeTakeFirst()
  return row?.agency
}

/** What the database itself says it is; nothing in a database that no start has prepared yet. */
export async function isDemonstration(tx: Transaction): Promise<boolean | undefined> {
  const { rows } = await sql<{ demonstration: boolean }>`select demonstration from breakwater.installation`.execute(tx)
  return rows[0]?.demonstration
}

export type NewAccount = {
  readonly key: string
  readonly name: string
  readonly jobTitle: string
  readonly comesTo: string
  readonly agencyKey: string
  readonly roles: readonly string[]
  readonly synthetic: boolean
}

/** Adds a person who can sign in, with their agency and roles, as the migrator. Returns their actor id. */
export async function addAccount(tx: Transaction, person: NewAccount): Promise<string> {
  const id = person.synthetic ? idOf('account', person.key) : newId()
  await sql`
    insert into account (id, key, name, job_title, comes_to, agency, synthetic)
    values (${id}, ${person.key}, ${person.name}, ${person.jobTitle}, ${person.comesTo}, ${idOf('agency', person.agencyKey)}, ${person.synthetic})`.execute(
    tx,
  )
  await sql`insert into tenure (account) values (${id})`.execute(tx)
  // Nobody invented can accept anything; their agreement comes with the account.
  if (person.synthetic)
    await sql`insert into acknowledgement (id, account, version, at)
      select ${newId()}, ${id}, version, now() from user_agreement order by version desc limit 1`.execute(tx)
  await addMember(tx, id, await addAudience(tx, 'person', id, person.name), 'Is this person')
  await addMember(tx, id, audienceId('agency', person.agencyKey), 'Works there')
  for (const role of person.roles) await addMember(tx, id, audienceId('role', role), 'Given with the account')
  await addToTeams(tx, id, person.agencyKey, person.roles)
  await record(tx, { action: 'write', kind: 'account', subject: id, detail: { roles: [...person.roles] } })
  return id
}

/** Gives an account of the command line the address that it signs in with, as the migrator. */
export async function addAddress(tx: Transaction, account: string, email: string): Promise<void> {
  await sql`insert into credential (account, email) values (${account}, ${email})`.execute(tx)
  await record(tx, { action: 'write', kind: 'credential', subject: account })
}

export type Colleague = {
  readonly id: string
  readonly name: string
  readonly job_title: string
  readonly agency: string
}

/** Everybody who can sign in, by agency and name: for choosing who does something. */
export async function colleagues(tx: Transaction): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select p.id, p.name, p.job_title, g.name as agency from account p join agency g on g.id = p.agency
    where p.active order by g.name, p.name, p.id`.execute(tx)
  return rows
}

/** The audience of a board or group of the content pack, by its key. */
export function groupAudience(key: string): string {
  return audienceId('group', key)
}
