import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { peerGroups } from '../collections.ts'
import { memberUntil, type NewPeerGroup } from '../rules/groups.ts'
import { ownAgency } from './records.ts'

export type PeerGroup = {
  readonly id: string
  readonly agency_name: string
  readonly name: string
  readonly shares: string
  readonly area_code: string | null
  readonly place: string
  readonly about_many: number
  readonly youngest: number | null
  readonly oldest: number | null
  readonly created_at: Date
}

/** Writes down a group of friends for whom help is asked. Their agency's team gets it. Returns its id. */
export async function addPeerGroup(tx: Transaction, it: NewPeerGroup, actor: string, now: Date): Promise<string> {
  const agency = await ownAgency(tx)
  if (agency === undefined) throw new NotAllowed('You belong to no agency, so there is nobody to hold this group.')
  const id = newId()
  await sql`
    insert into peer_group (id, agency, collection, name, shares, area_code, place, about_many, youngest, oldest, created_at, created_by)
    values (${id}, ${agency.id}, ${peerGroups}, ${it.name}, ${it.shares}, ${it.area}, ${it.place}, ${it.aboutMany}, ${it.youngest},
      ${it.oldest}, ${now}, ${actor}::uuid)`.execute(tx)
  const common = { record: id, purpose: 'people' } as const
  await grantAccess(
    tx,
    { ...common, audience: audienceId('person', actor), level: 'manage', why: 'Wrote it down' },
    { ...common, audience: teamId(agency.key, 'people'), level: 'write', why: 'Works in the team that holds it' },
  )
  await record(tx, { action: 'write', kind: 'peer group', subject: id, detail: { made: true } })
  return id
}

const columns = sql`g.id, a.name as agency_name, g.name, g.shares, g.area_code, g.place, g.about_many, g.youngest, g.oldest, g.created_at`

/** One group of friends, where the present actor may read it. */
export async function peerGroupById(tx: Transaction, id: string): Promise<PeerGroup | undefined> {
  const { rows } = await sql<PeerGroup>`
    select ${columns} from peer_group g join audience a on a.id = g.agency where g.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export const groupsShown = 30

/** The newest groups that the present actor may read, before `before` when it is given. */
export async function peerGroupPage(tx: Transaction, before?: string): Promise<PeerGroup[]> {
  const { rows } = await sql<PeerGroup>`
    select ${columns} from peer_group g join audience a on a.id = g.agency
    where (${before ?? null}::uuid is null or g.id < ${before ?? null}::uuid) order by g.id desc limit ${groupsShown}`.execute(
    tx,
  )
  return rows
}

/** Changes what is written about a group. Throws Conflict where it may not be changed. */
export async function changePeerGroup(tx: Transaction, id: string, it: NewPeerGroup): Promise<void> {
  const { numAffectedRows } = await sql`
    update peer_group set name = ${it.name}, shares = ${it.shares}, area_code = ${it.area}, place = ${it.place},
      about_many = ${it.aboutMany}, youngest = ${it.youngest}, oldest = ${it.oldest} where id = ${id}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'peer group', subject: id, detail: { changed: true } })
}

export type Member = {
  readonly id: string
  readonly person: string
  readonly given_name: string
  readonly family_name: string
  readonly why: string
  readonly ends: Date
}

/** Those of a group whose own records the present actor may read, while their membership lasts. */
export async function membersOf(tx: Transaction, group: string, now: Date): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.id, m.person, p.given_name, p.family_name, m.why, m.ends
    from peer_group_member m join person_record p on p.id = m.person
    where m.peer_group = ${group}::uuid and m.ends > ${now} order by m.added_at, m.id limit 200`.execute(tx)
  return rows
}

/** Says that somebody belongs to a group of friends, and why one thinks so. It ends by itself. */
export async function addMember(
  tx: Transaction,
  it: { readonly group: string; readonly person: string; readonly why: string },
  actor: string,
  now: Date,
): Promise<void> {
  await sql`insert into peer_group_member (id, peer_group, person, why, added_at, added_by, ends)
    values (${newId()}, ${it.group}, ${it.person}, ${it.why}, ${now}, ${actor}, ${memberUntil(now)})`.execute(tx)
  await record(
    tx,
    { action: 'write', kind: 'peer group', subject: it.group, detail: { added: 'somebody' } },
    { action: 'write', kind: 'person', subject: it.person, detail: { added: 'group of friends' } },
  )
}

/** Takes somebody out of a group. Throws Conflict where there is no such membership that may be ended. */
export async function endMember(tx: Transaction, group: string, member: string, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update peer_group_member set ends = ${now} where id = ${member}::uuid and peer_group = ${group}::uuid and ends > ${now}`.execute(
    tx,
  )
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'peer group', subject: group, detail: { ended: 'a membership' } })
}

/** The groups of friends that a record belongs to: for its own readers, when somebody asks what is held about them. */
export async function groupsOf(
  tx: Transaction,
  person: string,
): Promise<(Member & { name: string; shares: string })[]> {
  const { rows } = await sql<Member & { name: string; shares: string }>`
    select m.id, m.person, p.given_name, p.family_name, m.why, m.ends, g.name, g.shares
    from peer_group_member m join peer_group g on g.id = m.peer_group join person_record p on p.id = m.person
    where m.person = ${person}::uuid order by m.added_at, m.id`.execute(tx)
  return rows
}
