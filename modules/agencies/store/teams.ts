import { sql } from 'kysely'
import { addAudience, audienceId } from '#platform/access'
import type { Transaction } from '#platform/database'
import { addMember, type Joining, join, leave, membershipsOf } from '#platform/members'
import { accountsCollection } from '../collections.ts'
import { type Team, teamsFor } from '../rules/teams.ts'

const names: Readonly<Record<Team, string>> = {
  people: 'Everyone who gives help at',
  intelligence: 'The intelligence team of',
}

/** The audience of an agency's team: who there gives help to people, or who keeps its intelligence. */
export function teamId(agencyKey: string, team: Team): string {
  return audienceId('group', `${agencyKey}:${team}`)
}

/** Brings the teams that somebody belongs to in line with their agency and roles, as whoever manages accounts. */
export async function keepTeams(
  tx: Transaction,
  actor: string,
  agencyKey: string,
  roles: readonly string[],
): Promise<void> {
  const held = (await membershipsOf(tx, [actor], accountsCollection)).filter(({ kind, key }) => isTeam(kind, key))
  const wanted = await joiningsOf(tx, agencyKey, roles)
  const ends = held.filter(({ key }) => !wanted.some(it => it.key === key)).map(({ audience }) => audience)
  const begins = wanted.filter(({ key }) => !held.some(it => it.key === key))
  if (ends.length > 0) await leave(tx, actor, accountsCollection, ends, 'No longer holds a role of this team')
  await join(tx, actor, accountsCollection, ...begins)
}

/** The same for a new account, as the migrator. */
export async function addToTeams(
  tx: Transaction,
  actor: string,
  agencyKey: string,
  roles: readonly string[],
): Promise<void> {
  for (const { kind, key, name, why } of await joiningsOf(tx, agencyKey, roles))
    await addMember(tx, actor, await addAudience(tx, kind, key, name), why)
}

/** Puts those into their teams whose accounts are older than the teams, as the migrator. Done again, it changes nothing. */
export async function ensureTeams(tx: Transaction): Promise<void> {
  const { rows } = await sql<{ id: string; agency: string; roles: string[] }>`
    select p.id, g.key as agency, array_agg(a.key) as roles
    from account p join agency g on g.id = p.agency
    join membership m on m.actor = p.id and m.ends is null join audience a on a.id = m.audience and a.kind = 'role'
    where p.active and not exists (select from membership h join audience t on t.id = h.audience
      where h.actor = p.id and h.ends is null and t.kind = 'group' and t.key like g.key || ':%')
    group by p.id, g.key`.execute(tx)
  for (const { id, agency, roles } of rows) await addToTeams(tx, id, agency, roles)
}

const isTeam = (kind: string, key: string): boolean => kind === 'group' && /:(people|intelligence)$/.test(key)

async function joiningsOf(tx: Transaction, agencyKey: string, roles: readonly string[]): Promise<Joining[]> {
  const agency = await tx.selectFrom('agency').select('name').where('key', '=', agencyKey).executeTakeFirst()
  return teamsFor(roles).map(team => ({
    kind: 'group',
    key: `${agencyKey}:${team}`,
    name: `${names[team]} ${agency?.name ?? agencyKey}`,
    why: 'Holds a role of this team',
  }))
}
