// What is done by the part of the system that serves people who are not signed in: it sees organisations and links, and no referral.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

/** How long a link may be opened, in milliseconds: a day. */
export const linkLasts = 86_400_000

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Makes a link for an organisation and ends those that were not opened. The token stands nowhere else. */
export async function makeLink(
  tx: Transaction,
  organisation: string,
  actor: string,
  now: Date,
): Promise<{ token: string; email: string; expires: Date } | undefined> {
  const email = await addressOf(tx, organisation)
  if (email === undefined) return undefined
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(now.getTime() + linkLasts)
  await sql`update asking_link set expires_at = ${now} where organisation = ${organisation}::uuid and opened_at is null
    and expires_at > ${now}`.execute(tx)
  await sql`insert into asking_link (id, organisation, token_digest, asked_by, made_at, expires_at)
    values (${newId()}, ${organisation}, ${digestOf(token)}, ${actor}, ${now}, ${expires})`.execute(tx)
  await record(tx, { action: 'write', kind: 'asking link', subject: organisation })
  return { token, email, expires }
}

/** Where letters to an organisation go; nothing once it has ended. */
export async function addressOf(tx: Transaction, organisation: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    select email from outside_organisation where id = ${organisation}::uuid and ended_at is null`.execute(tx)
  return rows[0]?.email
}

// One that went to an address which was changed since has ended, opened or not.
const stillTheirs = sql`l.made_at > coalesce(o.changed_at, '-infinity')`

export type Link = { readonly id: string; readonly organisation: string; readonly name: string }

/** The link with this token, while it may still be opened. */
export async function findLink(tx: Transaction, token: string, now: Date): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    select l.id, l.organisation, o.name from asking_link l join outside_organisation o on o.id = l.organisation
    where l.token_digest = ${digestOf(token)} and l.opened_at is null and l.expires_at > ${now}
      and ${stillTheirs}`.execute(tx)
  return rows[0]
}

/** How long after it was opened something may be sent by a link, in milliseconds: three hours. */
export const sendsWithin = 3 * 3_600_000

/** A link that was opened no more than three hours ago, and by which nothing was sent yet. */
export async function openedLink(tx: Transaction, id: string, now: Date): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    select l.id, l.organisation, o.name from asking_link l join outside_organisation o on o.id = l.organisation
    where l.id = ${id}::uuid and l.opened_at > ${new Date(now.getTime() - sendsWithin)} and l.used_at is null and ${stillTheirs}`.execute(
    tx,
  )
  return rows[0]
}

/** Holds a link until the transaction ends: of two presses at once the second sees what the first has sent. */
export async function holdLink(tx: Transaction, id: string): Promise<void> {
  await sql`select from asking_link where id = ${id}::uuid for update`.execute(tx)
}

/** The id of what was sent by a link; undefined while nothing was. */
export async function sentBy(tx: Transaction, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ sent_as: string | null }>`
    select sent_as from asking_link where id = ${id}::uuid and used_at is not null`.execute(tx)
  return rows[0]?.sent_as ?? undefined
}

/** Opens a link, once. Returns false when somebody else just did. */
export async function openLink(tx: Transaction, { id, organisation }: Link, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update asking_link set opened_at = ${now} where id = ${id}::uuid and opened_at is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) return false
  await record(tx, { action: 'write', kind: 'asking link', subject: organisation, detail: { opened: true } })
  return true
}

/** Keeps what was sent by a link, for a coordinator to ring about. Returns its id, which becomes the referral’s. */
export async function receiveByLink(
  tx: Transaction,
  link: Link,
  answers: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`insert into outside_referral (id, organisation, link, answers, received_at)
    values (${id}, ${link.organisation}, ${link.id}, ${JSON.stringify(answers)}::jsonb, ${now})`.execute(tx)
  await sql`update asking_link set used_at = ${now}, sent_as = ${id}::uuid where id = ${link.id}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'referral without account', subject: id })
  return id
}
