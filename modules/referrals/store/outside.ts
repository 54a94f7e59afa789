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
}

export type NewOrganisation = Pick<Organisation, 'name' | 'contact' | 'email' | 'telephone'>

/** The organisations without accounts, by name: 200 at most, which is more than a partnership can ring. */
export async function organisations(tx: Transaction): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select id, name, contact, email, telephone, ended_at from outside_organisation order by name, id limit 200`.execute(
    tx,
  )
  return rows
}

export async function organisationById(tx: Transaction, id: string): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select id, name, contact, email, telephone, ended_at from outside_organisation where id = ${id}::uuid`.execute(tx)
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
): Promise<void> {
  await sql`update outside_organisation set contact = ${contact}, email = ${email}, telephone = ${telephone}
    where id = ${id}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'organisation without accounts', subject: id, detail: { changed: true } })
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
}

const columns = sql`s.id, s.organisation, o.name, o.contact, o.telephone, s.answers, s.received_at`

/** What came by a link and waits for somebody to ring its organisation, oldest first. */
export async function waitingOutside(tx: Transaction): Promise<Outside[]> {
  const { rows } = await sql<Outside>`
    select ${columns} from outside_referral s join outside_organisation o on o.id = s.organisation
    where s.settled is null order by s.received_at, s.id limit 50`.execute(tx)
  return rows
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
