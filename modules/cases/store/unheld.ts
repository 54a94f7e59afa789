// A case about which nobody decides any more, as whoever opened it and whoever led it have left: it is put by for the coordinators, and one
// of them takes it over. Until then it is open to none of them.
import { sql } from 'kysely'
import { accountsCollection } from '#modules/agencies'
import { audienceId, levels } from '#platform/access'
import { clearPutBy, putBy, putByFor, takePutBy } from '#platform/by-name'
import { type Transaction, withRole } from '#platform/database'
import { tellAudience } from '#platform/notices'
import { asMatcher } from '#platform/search'
import { teamEventOf } from '../rules/caseload.ts'
import { teamOf } from '../rules/state.ts'
import { caseById, notClosed } from './files.ts'
import { giveLead, joinAsAsked } from './team.ts'

const purpose = 'nobody decides'
const coordinators = audienceId('role', 'coordinator')
const workers = [coordinators, audienceId('role', 'practitioner')]

/** Which of these are open cases. */
async function openAmong(tx: Transaction, files: readonly string[]): Promise<string[]> {
  return asMatcher(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      select c.id from case_file c where c.id = any(${[...files]}::uuid[]) and ${notClosed} order by c.id`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

/** Those about which nobody decides who works on cases today, beside whoever leaves. */
async function undecided(tx: Transaction, files: readonly string[], leaver: string): Promise<string[]> {
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ id: string }>`
      select f.id from unnest(${[...files]}::uuid[]) as f(id) where not exists (
        select from access a join audience u on u.id = a.audience and u.kind = 'person' join membership m on m.audience = a.audience
          join membership o on o.actor = m.actor and o.audience = any(${workers}::uuid[])
        where a.record = f.id and a.level = ${levels.manage} and m.actor <> ${leaver}::uuid
          and a.starts <= now() and (a.ends is null or a.ends > now()) and m.starts <= now() and (m.ends is null or m.ends > now())
          and o.starts <= now() and (o.ends is null or o.ends > now()))`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

/**
 * Puts those of these cases by for the coordinators that are open and about which nobody decides once `leaver` has left, and tells them. For
 * whoever manages accounts.
 */
export async function putByUnheld(tx: Transaction, files: readonly string[], leaver: string, now: Date): Promise<void> {
  const why = 'Nobody else decides about the case'
  const known = new Set(await putByOn(tx, files))
  for (const file of await undecided(tx, await openAmong(tx, files), leaver)) {
    const it = { audience: coordinators, record: file, level: 'manage', purpose, why } as const
    if (!known.has(file)) await putBy(tx, it, accountsCollection)
    const occasion = now.toISOString()
    await tellAudience(tx, { kind: 'case unheld', record: file, audience: coordinators, occasion }, now)
  }
}

async function putByOn(tx: Transaction, files: readonly string[]): Promise<string[]> {
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ record: string }>`select record from access where record = any(${[...files]}::uuid[])
      and audience = ${coordinators}::uuid and purpose = ${purpose} and starts = 'infinity' and ends is null`.execute(
      tx,
    )
    return rows.map(row => row.record)
  })
}

/** The open cases about which nobody decides, for whoever can take one over; nothing for anybody else. */
export async function unheldCases(tx: Transaction): Promise<string[]> {
  const waiting = await putByFor(tx, purpose)
  return waiting.length === 0 ? [] : openAmong(tx, waiting)
}

/** Makes a coordinator the lead of a case about which nobody decides. Throws NotAllowed where somebody else was sooner. */
export async function takeUnheld(
  tx: Transaction,
  file: string,
  { member, why }: { readonly member: string; readonly why: string },
  now: Date,
): Promise<void> {
  const grant = { record: file, level: 'manage', purpose: 'case', why: 'Leads the case' } as const
  await takePutBy(tx, purpose, grant)
  const { members } = teamOf((await caseById(tx, file))?.events.flatMap(teamEventOf) ?? [])
  if (!members.some(({ id }) => id === member)) await joinAsAsked(tx, file, { member, why }, now)
  await giveLead(tx, file, { member, why, actor: member, before: undefined }, now)
}

/** A case that somebody leads again is no longer put by for anybody. For whoever decides about it. */
export const heldAgain = (tx: Transaction, file: string): Promise<void> => clearPutBy(tx, file, purpose)
