// Feeds: an agency's own system that sends its extract by itself. See sql/0052_feeds.sql.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { admitProgram, dismissProgram, programGrace } from '#platform/programs'
import { feeds as feedCollection, worldCollections } from '../collections.ts'
import type { Mapping } from './feeds.ts'
import { ownAgency } from './records.ts'

export type Feed = {
  readonly id: string
  readonly name: string
  readonly agency: string
  readonly agency_name: string
  readonly mapping: string
  readonly mapping_name: string
  readonly made_at: Date
  readonly made_by: string
  readonly made_by_name: string
  readonly expires_at: Date
  readonly ended_at: Date | null
  readonly last_sent: Date | null
}

export function stateOf({ ended_at, expires_at }: Feed, now: Date): 'in use' | 'ended' | 'run out' {
  if (ended_at !== null) return 'ended'
  return expires_at > now ? 'in use' : 'run out'
}

const columns = sql`f.id, f.name, f.agency, g.name as agency_name, f.mapping, m.name as mapping_name, f.made_at, f.made_by,
  p.name as made_by_name, f.expires_at, f.ended_at, (select max(d.sent_at) from feed_drop d where d.feed = f.id) as last_sent
  from feed f join feed_mapping m on m.id = f.mapping join audience g on g.id = f.agency join account p on p.id = f.made_by`

/** The feeds of one's own agency, the newest first. */
export async function feeds(tx: Transaction): Promise<Feed[]> {
  const { rows } = await sql<Feed>`select ${columns} order by f.made_at desc, f.id limit 50`.execute(tx)
  return rows
}

export async function feedById(tx: Transaction, id: string): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`select ${columns} where f.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const day = 86_400_000

/** Makes a feed that is read by one mapping of one's own agency. Returns its token, which stands nowhere else. */
export async function makeFeed(
  tx: Transaction,
  { mapping, name, days }: { readonly mapping: Mapping; readonly name: string; readonly days: number },
  actor: string,
  now: Date,
): Promise<string> {
  const agency = await ownAgency(tx)
  if (agency === undefined || agency.id !== mapping.agency) throw new NotAllowed()
  const [id, token] = [newId(), `bwfeed_${randomBytes(32).toString('base64url')}`]
  const expires = new Date(now.getTime() + days * day)
  await sql`insert into feed (id, agency, mapping, name, token_digest, made_at, made_by, expires_at)
    values (${id}, ${agency.id}, ${mapping.id}, ${name}, ${digestOf(token)}, ${now}, ${actor}, ${expires})`.execute(tx)
  const rights = [feedCollection, worldCollections.support].map(it => ({ record: it, level: 'write' as const }))
  const until = new Date(expires.getTime() + programGrace)
  await admitProgram(tx, { id, name, member: agency.id, rights, until, why: `Sends extracts of ${agency.key}` })
  await record(tx, {
    action: 'write',
    kind: 'feed',
    subject: id,
    detail: { agency: agency.key, mapping: mapping.id, days },
  })
  return token
}

/** Ends a feed of one's own agency at once. Throws Conflict where it has ended already. */
export async function endFeed(tx: Transaction, { id, agency }: Feed, actor: string, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`update feed set ended_at = ${now}, ended_by = ${actor}
    where id = ${id}::uuid and ended_at is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict('This feed has ended already.')
  await dismissProgram(tx, id, agency, now)
  await record(tx, { action: 'write', kind: 'feed', subject: id, detail: { ended: true } })
}

/** The feed with this token, while it is in use. For the part of the system that lets people and programs in. */
export async function feedOfToken(tx: Transaction, token: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from feed
    where token_digest = ${digestOf(token)} and ended_at is null and expires_at > ${now}`.execute(tx)
  return rows[0]?.id
}

/** The most files that one feed may send in an hour. */
export const mostAnHour = 12
const hour = 3_600_000

/** Writes down that the present feed sent a file. Answers false, and writes nothing, where it sent too many of late. */
export async function noteDrop(
  tx: Transaction,
  { id, agency, agency_name }: Feed,
  { load, bytes }: { readonly load: string; readonly bytes: number },
  now: Date,
): Promise<boolean> {
  // One after another: a hundred files sent at once are counted, too.
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 52))`.execute(tx)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from feed_drop
    where feed = ${id}::uuid and sent_at > ${new Date(now.getTime() - hour)}`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostAnHour) return false
  await sql`insert into feed_drop (id, feed, agency, sent_at, bytes)
    values (${load}, ${id}, ${agency}, ${now}, ${bytes})`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'file of a feed',
    subject: load,
    detail: { feed: id, agency: agency_name, bytes },
  })
  return true
}

/** Whether a load was sent by this feed. */
export async function sentBy(tx: Transaction, load: string, feed: string): Promise<boolean> {
  const { rows } = await sql`select from feed_drop where id = ${load}::uuid and feed = ${feed}::uuid`.execute(tx)
  return rows.length > 0
}
