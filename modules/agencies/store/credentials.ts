import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'

export type Credential = {
  readonly account: string
  readonly email: string
  readonly active: boolean
  readonly password_hash: string | null
  readonly totp_sealed: Buffer | null
  readonly totp_step: number | null
}

const select = sql`
  select c.account, c.email, p.active, c.password_hash, c.totp_sealed, c.totp_step
  from credential c join account p on p.id = c.account`

/** The credential behind an address, whether or not its owner may still sign in. */
export async function credentialByEmail(tx: Transaction, email: string): Promise<Credential | undefined> {
  const { rows } = await sql<Credential>`${select} where c.email = ${email}`.execute(tx)
  return rows[0]
}

export async function credentialOf(tx: Transaction, account: string): Promise<Credential | undefined> {
  const { rows } = await sql<Credential>`${select} where c.account = ${account}::uuid`.execute(tx)
  return rows[0]
}

/** What others know of a person, which must not make up their password. */
export async function knownWords(tx: Transaction, account: string): Promise<string[]> {
  const { rows } = await sql<{ name: string; job_title: string; agency: string; email: string | null }>`
    select p.name, p.job_title, g.name as agency, c.email from account p join agency g on g.id = p.agency
    left join credential c on c.account = p.id where p.id = ${account}::uuid`.execute(tx)
  return rows.flatMap(row => [row.name, row.job_title, row.agency, row.email ?? ''])
}

/** Takes note that the code of a half-minute was used. Returns false when it, or a later one, had been used already. */
export async function useStep(tx: Transaction, account: string, step: number): Promise<boolean> {
  const { rows } = await sql`update credential set totp_step = ${step}
    where account = ${account}::uuid and coalesce(totp_step, 0) < ${step} returning account`.execute(tx)
  return rows.length > 0
}

export async function saveHash(tx: Transaction, account: string, hash: string): Promise<void> {
  await tx.updateTable('credential').set({ password_hash: hash }).where('account', '=', account).execute()
  await record(tx, { action: 'write', kind: 'credential', subject: account, detail: { strengthened: true } })
}

export type Enrolment = {
  readonly hash: string
  readonly totpSealed: Buffer
  readonly step: number
  /** Digests of the new recovery codes. The old ones are worth nothing from now on. */
  readonly codes: readonly Buffer[]
}

/** Sets a new password, a new authenticator and new recovery codes, all at once. Returns false for somebody who was stopped meanwhile. */
export async function enrol(tx: Transaction, account: string, it: Enrolment, why: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update credential set password_hash = ${it.hash}, password_set_at = ${now}, totp_sealed = ${it.totpSealed},
      totp_set_at = ${now}, totp_step = ${it.step}
    where account = ${account}::uuid and exists (select from account p where p.id = ${account}::uuid and p.active)
    returning account`.execute(tx)
  if (rows.length === 0) return false
  await tx.deleteFrom('recovery_code').where('account', '=', account).execute()
  for (const digest of it.codes) await tx.insertInto('recovery_code').values({ account, digest }).execute()
  await record(tx, { action: 'write', kind: 'credential', subject: account, detail: { why } })
  return true
}

/** Uses up a recovery code. Returns whether it was one. */
export async function useRecoveryCode(tx: Transaction, account: string, digest: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql`update recovery_code set used_at = ${now}
    where account = ${account}::uuid and digest = ${digest} and used_at is null returning account`.execute(tx)
  return rows.length > 0
}

/** Notes that somebody signed in, and how. */
export async function noteSignIn(tx: Transaction, account: string, how: string, now: Date): Promise<void> {
  await sql`insert into tenure (account, first_sign_in_at, last_sign_in_at) values (${account}, ${now}, ${now})
    on conflict (account) do update set first_sign_in_at = coalesce(tenure.first_sign_in_at, excluded.first_sign_in_at),
      last_sign_in_at = excluded.last_sign_in_at`.execute(tx)
  await record(tx, { action: 'sign-in', kind: 'session', subject: account, detail: { how } })
}
