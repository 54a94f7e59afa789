import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { join, leave, membershipsOf } from '#platform/members'
import { accountsCollection } from '../collections.ts'
import type { ClaimRule } from '../rules/claims.ts'
import { keepTeams } from './teams.ts'

export type Issuer = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly agency: string
  readonly agency_key: string
  readonly agency_name: string
  readonly url: string
  readonly client_id: string
  readonly acr_values: string
  readonly active: boolean
}

const select = sql`
  select i.id, i.key, i.name, i.agency, g.key as agency_key, g.name as agency_name, i.url, i.client_id, i.acr_values, i.active
  from issuer i join agency g on g.id = i.agency`

export async function issuers(tx: Transaction): Promise<Issuer[]> {
  const { rows } = await sql<Issuer>`${select} order by i.name`.execute(tx)
  return rows
}

export async function issuerByKey(tx: Transaction, key: string): Promise<Issuer | undefined> {
  const { rows } = await sql<Issuer>`${select} where i.key = ${key}`.execute(tx)
  return rows[0]
}

/** The sealed client secret of an issuer, for the sign-in part of the system alone. */
export async function sealedClientSecret(tx: Transaction, issuer: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select client_secret_sealed as sealed from issuer where id = ${issuer}::uuid`.execute(tx)
  return rows[0]?.sealed ?? undefined
}

export async function claimRules(tx: Transaction, issuer: string): Promise<(ClaimRule & { id: string })[]> {
  const { rows } = await sql<ClaimRule & { id: string }>`
    select id, gives, claim, value, key from claim_rule where issuer = ${issuer}::uuid order by gives desc, claim, value`.execute(
    tx,
  )
  return rows
}

export type IssuerSettings = {
  readonly key: string
  readonly name: string
  readonly agencyKey: string
  readonly url: string
  readonly clientId: string
  readonly acrValues: string
  readonly active: boolean
}

/** The id of an issuer follows from its key, so that its secret can be sealed for its place before it is saved. */
export function issuerId(key: string): string {
  return idOf('issuer', key)
}

/** Adds or changes an issuer. `sealed` is left as it is when there is no new one. */
export async function saveIssuer(tx: Transaction, it: IssuerSettings, sealed: Buffer | undefined): Promise<void> {
  const id = issuerId(it.key)
  const there = await issuerByKey(tx, it.key)
  const agency = idOf('agency', it.agencyKey)
  if (there === undefined)
    await sql`insert into issuer (id, key, name, agency, url, client_id, acr_values, active)
      values (${id}, ${it.key}, ${it.name}, ${agency}, ${it.url}, ${it.clientId}, ${it.acrValues}, ${it.active})`.execute(
      tx,
    )
  else
    await sql`update issuer set name = ${it.name}, agency = ${agency}, url = ${it.url}, client_id = ${it.clientId},
      acr_values = ${it.acrValues}, active = ${it.active}, changed_at = now() where id = ${id}`.execute(tx)
  if (sealed !== undefined) await sql`update issuer set client_secret_sealed = ${sealed} where id = ${id}`.execute(tx)
  await record(tx, { action: 'write', kind: 'issuer', subject: id, detail: { ...it, newSecret: sealed !== undefined } })
}

export async function addClaimRule(tx: Transaction, issuer: string, rule: ClaimRule): Promise<void> {
  await sql`insert into claim_rule (id, issuer, gives, claim, value, key)
    values (${newId()}, ${issuer}, ${rule.gives}, ${rule.claim}, ${rule.value}, ${rule.key})
    on conflict (issuer, gives, claim, value, key) do nothing`.execute(tx)
  await record(tx, { action: 'grant', kind: 'claim rule', subject: issuer, detail: { ...rule } })
}

export async function removeClaimRule(tx: Transaction, issuer: string, rule: string): Promise<void> {
  await sql`delete from claim_rule where id = ${rule}::uuid and issuer = ${issuer}::uuid`.execute(tx)
  await record(tx, { action: 'grant', kind: 'claim rule', subject: issuer, detail: { removed: rule } })
}

/** Which account a subject of an issuer is, and whether it may still sign in. */
export async function accountOfSubject(
  tx: Transaction,
  issuer: string,
  subject: string,
): Promise<{ id: string; active: boolean } | undefined> {
  const { rows } = await sql<{ id: string; active: boolean }>`
    select p.id, p.active from outside_identity o join account p on p.id = o.account
    where o.issuer = ${issuer}::uuid and o.subject = ${subject}`.execute(tx)
  return rows[0]
}

/** The key of the issuer with which an account signs in, where it has one. */
export async function issuerOfAccount(
  tx: Transaction,
  account: string,
): Promise<{ key: string; name: string } | undefined> {
  const { rows } = await sql<{ key: string; name: string }>`
    select i.key, i.name from outside_identity o join issuer i on i.id = o.issuer where o.account = ${account}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Makes the account of somebody who signs in through their agency for the first time. Returns its id. */
export async function addOutsider(
  tx: Transaction,
  it: {
    readonly issuer: string
    readonly subject: string
    readonly name: string
    readonly jobTitle: string
    readonly agencyKey: string
  },
): Promise<string> {
  const id = newId()
  await sql`insert into account (id, key, name, job_title, agency, synthetic)
    values (${id}, ${id}, ${it.name}, ${it.jobTitle}, ${idOf('agency', it.agencyKey)}, false)`.execute(tx)
  await sql`insert into outside_identity (issuer, subject, account) values (${it.issuer}, ${it.subject}, ${id})`.execute(
    tx,
  )
  await join(tx, id, accountsCollection, { kind: 'person', key: id, name: it.name, why: 'Is this person' })
  await record(tx, { action: 'write', kind: 'account', subject: id, detail: { issuer: it.issuer } })
  return id
}

/** Brings name, agency and roles to what the issuer says today. A mover loses what the old agency gave. */
export async function followClaims(
  tx: Transaction,
  id: string,
  it: { readonly name: string; readonly agencyKey: string; readonly roles: readonly string[] },
): Promise<void> {
  const why = 'As their agency says at sign-in'
  const held = await membershipsOf(tx, [id], accountsCollection)
  const wanted = [
    ...it.roles.map(key => ({ kind: 'role', key }) as const),
    { kind: 'agency', key: it.agencyKey } as const,
  ]
  const isWanted = (kind: string, key: string): boolean => wanted.some(want => want.kind === kind && want.key === key)
  const moved = !held.some(({ kind, key }) => kind === 'agency' && key === it.agencyKey)
  const ends = held.filter(({ kind, key }) => kind !== 'person' && (moved || kind === 'role') && !isWanted(kind, key))
  if (ends.length > 0)
    await leave(
      tx,
      id,
      accountsCollection,
      ends.map(({ audience }) => audience),
      why,
    )
  const begins = wanted.filter(({ kind, key }) => !held.some(has => has.kind === kind && has.key === key))
  await join(tx, id, accountsCollection, ...begins.map(({ kind, key }) => ({ kind, key, name: key, why })))
  await keepTeams(tx, id, it.agencyKey, it.roles)
  await sql`update account set name = ${it.name}, agency = ${idOf('agency', it.agencyKey)} where id = ${id}
    and (name, agency) <> (${it.name}, ${idOf('agency', it.agencyKey)}::uuid)`.execute(tx)
  if (ends.length + begins.length > 0)
    await record(tx, {
      action: 'write',
      kind: 'account',
      subject: id,
      detail: { agency: it.agencyKey, roles: [...it.roles] },
    })
}
