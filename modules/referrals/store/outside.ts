import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

export type Organisation = {
  readonly id: string
  readonly name: string
  readonly contact: string
  readonly email: string
  readonly telephone: string
  readonly ended_at: Date | null
  /** When it was last changed: links from before have ended. */
  readonly changed_at: Date | null
}

export type NewOrganisation = Pick<Organisation, 'name' | 'contact' | 'email' | 'telephone'>

/** The organisations without accounts, by name: 200 at most, which is more than a partnership can ring. */
export async function organisations(tx: Transaction): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select id, name, contact, email, telephone, ended_at, changed_at from outside_organisation order by name, id limit 200`.execute(
    tx,
  )
  return rows
}

export async function organisationById(tx: Transaction, id: string): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select id, name, contact, email, telephone, ended_at, changed_at from outside_organisation where id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Puts an organisation on record, as whoever sorts referrals. Returns its id. */
export async function addOrganisation(
  tx: Transaction,
  { name, contact, email, telephone }: NewOrganisation,
  actor: string,
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`insert into outside_organisation (id, name, contact, email, telephone, added_by, added_at)
    values (${id}, ${name}, ${contact}, ${email}, ${telephone}, ${actor}, ${now})`.execute(tx)
  await record(tx, { action: 'write', kind: 'organisation without accounts', subject: id })
  return id
}

/** Changes whom and where one reaches an organisation. Links that were sent to the old address end at once. */
export async function changeOrganisation(
  tx: Transaction,
  id: string,
  { contact, email, telephone }: Omit<NewOrganisation, 'name'>,
  now: Date,
): Promise<void> {
  await sql`update outside_organisation set contact = ${contact}, email = ${email}, telephone = ${telephone}, changed_at = ${now}
    where id = ${id}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'organisation without accounts', subject: id, detail: { changed: true } })
}

/** Ends an organisation: its links end at once, and nothing more is sent there. What came from it stays. */
export async function endOrganisation(tx: Transaction, id: string, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update outside_organisation set ended_at = ${now} where id = ${id}::uuid and ended_at is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict('It has ended already.')
  await record(tx, { action: 'write', kind: 'organisation without accounts', subject: id, detail: { ended: true } })
}

export type SentLink = {
  readonly made_at: Date
  readonly expires_at: Date
  readonly opened_at: Date | null
  readonly used_at: Date | null
}

/** The last links that were sent to an organisation, newest first. */
export async function linksOf(tx: Transaction, organisation: string): Promise<SentLink[]> {
  const { rows } = await sql<SentLink>`select made_at, expires_at, opened_at, used_at from asking_link
    where organisation = ${organisation}::uuid order by made_at desc limit 10`.execute(tx)
  return rows
}

export type Outside = {
  readonly id: string
  readonly organisation: string
  readonly name: string
  readonly contact: string
  readonly telephone: string
  readonly answers: Readonly<Record<string, unknown>> | null
  readonly received_at: Date
  /** How soon they need help: 1 for today to 4 for the next weeks. */
  readonly soon: number
}

export const outsideLength = 30

const columns = sql`s.id, s.organisation, o.name, o.contact, o.telephone, s.answers, s.received_at, s.soon`

/** What came by a link and waits for somebody to ring its organisation, the soonest needed first: one more than a page holds, if there is. */
export async function waitingOutside(tx: Transaction, after?: string): Promise<Outside[]> {
  const following =
    after === undefined
      ? sql``
      : sql`and (s.soon, s.received_at, s.id) > (select a.soon, a.received_at, a.id from outside_referral a where a.id = ${after}::uuid)`
  const { rows } = await sql<Outside>`
    select ${columns} from outside_referral s join outside_organisation o on o.id = s.organisation
    where s.settled is null ${following} order by s.soon, s.received_at, s.id limit ${outsideLength + 1}`.execute(tx)
  return rows
}

/** How many of those there are: counted to 1,000. */
export async function outsideCount(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from outside_referral where settled is null limit 1000) s`.execute(tx)
  return rows[0]?.n ?? 0
}

/** The same, held until the transaction ends: of two who settle it at once the second finds it settled. */
export async function heldOutside(tx: Transaction, id: string): Promise<Outside | undefined> {
  await sql`select from outside_referral where id = ${id}::uuid and settled is null for update`.execute(tx)
  return outsideById(tx, id)
}

/** One of those, while nobody has settled it. */
export async function outsideById(tx: Transaction, id: string): Promise<Outside | undefined> {
  const { rows } = await sql<Outside>`
    select ${columns} from outside_referral s join outside_organisation o on o.id = s.organisation
    where s.id = ${id}::uuid and s.settled is null`.execute(tx)
  return rows[0]
}

/** Ends the wait: it was taken up as the referral of the same id, or was not theirs. Its own copy of the answers goes. */
export async function settleOutside(
  tx: Transaction,
  id: string,
  { settled, why }: { readonly settled: 'taken up' | 'not theirs'; readonly why: string },
  actor: string,
  now: Date,
): Promise<void> {
  const referral = settled === 'taken up' ? id : null
  const { numAffectedRows } = await sql`
    update outside_referral set answers = null, settled = ${settled}, settled_why = ${why}, settled_at = ${now},
      settled_by = ${actor}::uuid, referral = ${referral}::uuid
    where id = ${id}::uuid and settled is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict('Somebody has settled this already.')
  await record(tx, { action: 'write', kind: 'referral without account', subject: id, detail: { settled } })
}
