import { sql } from 'kysely'
import { audienceId, grantForATime } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { tellAudience } from '#platform/notices'
import { asMatcher } from '#platform/search'
import { emergencyOpenings } from '../collections.ts'
import { emergencyLasts } from '../rules/openings.ts'

export type Opening = {
  readonly id: string
  readonly record: string
  readonly agency_name: string
  readonly actor: string
  readonly actor_name: string
  readonly opened_at: Date
  readonly ends: Date
  readonly why: string
  readonly outcome: 'in order' | 'not in order' | null
  readonly words: string | null
  readonly reviewed_at: Date | null
  readonly reviewer_name: string | null
}

/**
 * Opens one record to the present actor for three hours. Only what the matcher may find can be opened: never a sealed record,
 * nor one of a refuge, a victims' service or a disruption plan. Throws NotAllowed for those as for a record that is not there.
 */
export async function breakGlass(
  tx: Transaction,
  { subject, why, actor, now }: { subject: string; why: string; actor: string; now: Date },
): Promise<void> {
  const { rows } = await asMatcher(tx, () =>
    sql<{ agency: string }>`select agency from person_record where id = ${subject}::uuid`.execute(tx),
  )
  const [found] = rows
  if (found === undefined) throw new NotAllowed('No record can be opened in this way.')
  const until = new Date(now.getTime() + emergencyLasts)
  await grantForATime(tx, emergencyOpenings, {
    audience: audienceId('person', actor),
    record: subject,
    level: 'read',
    purpose: 'break-glass',
    why: `Emergency: ${why}`,
    until,
  })
  const opening = newId()
  await sql`insert into break_glass (id, record, agency, actor, opened_at, ends, why)
    values (${opening}, ${subject}, ${found.agency}, ${actor}, ${now}, ${until}, ${why})`.execute(tx)
  await record(tx, { action: 'break-glass', kind: 'person', subject, detail: { why, until: until.toISOString() } })
  await tellAudience(
    tx,
    { audience: audienceId('role', 'governance'), kind: 'emergency opening', record: opening },
    now,
  )
}

const columns = sql`b.id, b.record, g.name as agency_name, b.actor, p.name as actor_name, b.opened_at, b.ends, b.why, b.outcome,
  b.words, b.reviewed_at, r.name as reviewer_name`
const tables = sql`break_glass b join audience g on g.id = b.agency join account p on p.id = b.actor
  left join account r on r.id = b.reviewed_by`

/** The latest emergency openings: everyone's for the governance lead, one's own for others. */
export async function openings(tx: Transaction): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select ${columns} from ${tables} order by b.opened_at desc, b.id limit 100`.execute(tx)
  return rows
}

/** The emergency openings of one record, oldest first, as far as the present actor reads them. */
export async function openingsOf(tx: Transaction, subject: string): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select ${columns} from ${tables} where b.record = ${subject}::uuid order by b.opened_at, b.id`.execute(tx)
  return rows
}

export async function openingById(tx: Transaction, id: string): Promise<Opening | undefined> {
  const { rows } = await sql<Opening>`select ${columns} from ${tables} where b.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Openings of others that nobody has reviewed, oldest first. */
export async function unreviewed(tx: Transaction, reviewer: string): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select ${columns} from ${tables} where b.reviewed_at is null and b.actor <> ${reviewer}::uuid
    order by b.opened_at limit 50`.execute(tx)
  return rows
}

/** Writes down what a second person says of an opening, once. Throws Conflict when it was reviewed already or is their own. */
export async function reviewOpening(
  tx: Transaction,
  { id, outcome, words, actor, now }: { id: string; outcome: string; words: string; actor: string; now: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update break_glass set reviewed_by = ${actor}, reviewed_at = ${now}, outcome = ${outcome}, words = ${words}
    where id = ${id}::uuid and reviewed_at is null and actor <> ${actor}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'break-glass review', subject: id, detail: { outcome } })
}
