import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

export type LinkPurpose = 'invitation' | 'recovery'

const hour = 3_600_000
/** How long a link that was sent may be opened. */
export const linkLimits: Readonly<Record<LinkPurpose, number>> = { invitation: 48 * hour, recovery: hour }

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Makes a link for an account and ends those made before. Returns the token, which stands nowhere else, and the address. */
export async function makeLink(
  tx: Transaction,
  account: string,
  purpose: LinkPurpose,
  now: Date,
): Promise<{ token: string; email: string; expires: Date } | undefined> {
  const { rows } = await sql<{ email: string }>`
    select c.email from credential c join account p on p.id = c.account
    where c.account = ${account}::uuid and p.active and ${isDue(purpose, now)}`.execute(tx)
  const email = rows[0]?.email
  if (email === undefined) return undefined
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(now.getTime() + linkLimits[purpose])
  await sql`update sign_in_link set expires_at = ${now} where account = ${account}::uuid and opened_at is null
    and expires_at > ${now}`.execute(tx)
  await sql`insert into sign_in_link (id, account, purpose, token_digest, made_at, expires_at)
    values (${newId()}, ${account}, ${purpose}, ${digestOf(token)}, ${now}, ${expires})`.execute(tx)
  await record(tx, { action: 'write', kind: 'sign-in link', subject: account, detail: { purpose } })
  return { token, email, expires }
}

// An invitation is for somebody who has no password yet; recovery, for somebody whose request a second person agreed to.
function isDue(purpose: LinkPurpose, now: Date) {
  const dayAgo = new Date(now.getTime() - 24 * hour)
  return purpose === 'invitation'
    ? sql`c.password_hash is null`
    : sql`exists (select from recovery r where r.account = c.account and r.agreed and r.done_at is null and r.decided_at > ${dayAgo})`
}

export type OpenLink = { readonly id: string; readonly account: string; readonly purpose: LinkPurpose }

/** The link with this token, while it may still be opened. */
export async function findLink(tx: Transaction, token: string, now: Date): Promise<OpenLink | undefined> {
  const { rows } = await sql<OpenLink>`
    select l.id, l.account, l.purpose from sign_in_link l join account p on p.id = l.account
    where l.token_digest = ${digestOf(token)} and l.opened_at is null and l.expires_at > ${now} and p.active`.execute(
    tx,
  )
  return rows[0]
}

/** Opens a link, once. Returns false when somebody else just did. */
export async function openLink(tx: Transaction, link: OpenLink, now: Date): Promise<boolean> {
  const { rows } = await sql`update sign_in_link set opened_at = ${now}
    where id = ${link.id} and opened_at is null returning id`.execute(tx)
  if (rows.length === 0) return false
  await record(tx, {
    action: 'write',
    kind: 'sign-in link',
    subject: link.account,
    detail: { purpose: link.purpose, opened: true },
  })
  return true
}

/** The last link that was sent to somebody, for whoever looks after accounts. */
export async function lastLink(tx: Transaction, account: string) {
  return tx
    .selectFrom('sign_in_link')
    .select(['purpose', 'made_at', 'expires_at', 'opened_at'])
    .where('account', '=', account)
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
}

/** Where to write to these people: of those who may sign in with an address of their own. As the part that signs people in. */
export async function addressesOf(tx: Transaction, accounts: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ account: string; email: string }>`
    select c.account, c.email from credential c join account p on p.id = c.account
    where c.account = any(${[...accounts]}::uuid[]) and p.active and c.password_hash is not null`.execute(tx)
  return new Map(rows.map(({ account, email }) => [account, email]))
}
