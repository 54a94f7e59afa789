import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { asMatcher } from '#platform/search'

export type DutyDesk = {
  readonly agency: string
  readonly agency_name: string
  readonly name: string | null
  readonly telephone: string | null
  readonly hours: string | null
}

/** When the present actor asked, since `since`. Held until the transaction ends, so that questions at once are counted. */
export async function questionsSince(tx: Transaction, actor: string, since: Date): Promise<Date[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`known ${actor}`}, 0))`.execute(tx)
  const { rows } = await sql<{ asked_at: Date }>`
    select asked_at from known_question where actor = ${actor}::uuid and asked_at > ${since}`.execute(tx)
  return rows.map(row => row.asked_at)
}

type Found = { readonly record: string; readonly agency: string }

/**
 * The agencies but one's own that know whoever the token stands for, each with its desk. Sealed records, and those of victims'
 * services, refuges and disruption, are hidden from the matcher by its own policy: nothing here can tell them from nobody.
 * The question goes to the ledger with the token in the place of the name, and with one entry for each record that was found.
 */
export async function askWhoKnows(
  tx: Transaction,
  { token, by, why, actor, now }: { token: Buffer; by: string; why: string; actor: string; now: Date },
): Promise<DutyDesk[]> {
  await sql`insert into known_question (id, actor, asked_at) values (${newId()}, ${actor}, ${now})`.execute(tx)
  const found = await othersWhoKnow(tx, token)
  await record(
    tx,
    { action: 'search', kind: 'known to another agency', detail: { by, why, token: token.toString('hex') } },
    ...found.map(
      it => ({ action: 'disclose', kind: 'known to another agency', subject: it.record, detail: { why } }) as const,
    ),
  )
  return desksOf(tx, [...new Set(found.map(({ agency }) => agency))])
}

/** Which records of other agencies a token finds, as the matcher. For deciding, never for showing. */
export async function othersWhoKnow(tx: Transaction, token: Buffer): Promise<Found[]> {
  const { rows: own } = await sql<{ audience: string }>`
    select m.audience from membership m join audience a on a.id = m.audience
    where a.kind = 'agency' and m.actor = current_setting('app.actor')::uuid`.execute(tx)
  const { rows } = await asMatcher(tx, () =>
    sql<Found>`
      select p.id as record, p.agency from search_token t join person_record p on p.id = t.record
      where t.token = ${token} order by p.id`.execute(tx),
  )
  return rows.filter(({ agency }) => !own.some(({ audience }) => audience === agency))
}

async function desksOf(tx: Transaction, agencies: readonly string[]): Promise<DutyDesk[]> {
  const { rows } = await sql<DutyDesk>`
    select a.id as agency, a.name as agency_name, d.name, d.telephone, d.hours
    from audience a left join duty_desk d on d.agency = a.id
    where a.id = any(${[...agencies]}::uuid[]) order by a.name`.execute(tx)
  return rows
}

/** Every agency with its duty desk, where it has one. */
export async function everyDesk(tx: Transaction): Promise<DutyDesk[]> {
  const { rows } = await sql<DutyDesk>`
    select a.id as agency, a.name as agency_name, d.name, d.telephone, d.hours
    from audience a left join duty_desk d on d.agency = a.id where a.kind = 'agency' order by a.name`.execute(tx)
  return rows
}

/** Sets whom to ring at an agency, as an administrator. */
export async function saveDesk(
  tx: Transaction,
  desk: { readonly agency: string; readonly name: string; readonly telephone: string; readonly hours: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into duty_desk (agency, name, telephone, hours, changed_at)
    values (${desk.agency}, ${desk.name}, ${desk.telephone}, ${desk.hours}, ${now})
    on conflict (agency) do update set name = excluded.name, telephone = excluded.telephone, hours = excluded.hours,
      changed_at = excluded.changed_at`.execute(tx)
  await record(tx, { action: 'write', kind: 'duty desk', subject: desk.agency, detail: { name: desk.name } })
}
