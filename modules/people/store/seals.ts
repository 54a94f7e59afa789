import { sql } from 'kysely'
import { audienceId, grantAccess, grantForATime, may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { reviews } from '../collections.ts'
import { sealedOpeningLasts } from '../rules/openings.ts'

export type SealRequest = {
  readonly id: string
  readonly record: string
  readonly asked_by: string
  readonly asker_name: string
  readonly asked_at: Date
  readonly why: string
  readonly agreed: boolean | null
  readonly words: string | null
  readonly decided_at: Date | null
  readonly decider_name: string | null
}

/** Asks to open a sealed record that the present actor knows of. */
export async function askToOpen(
  tx: Transaction,
  { subject, why, actor, now }: { subject: string; why: string; actor: string; now: Date },
): Promise<void> {
  await sql`insert into seal_request (id, record, asked_by, asked_at, why)
    values (${newId()}, ${subject}, ${actor}, ${now}, ${why})`.execute(tx)
  await record(tx, { action: 'write', kind: 'request to open a sealed record', subject, detail: { why } })
}

const columns = sql`s.id, s.record, s.asked_by, p.name as asker_name, s.asked_at, s.why, s.agreed, s.words, s.decided_at,
  d.name as decider_name`
const tables = sql`seal_request s join account p on p.id = s.asked_by left join account d on d.id = s.decided_by`

/** The requests about one record that the present actor may see, newest first. */
export async function requestsFor(tx: Transaction, subject: string): Promise<SealRequest[]> {
  const { rows } = await sql<SealRequest>`
    select ${columns} from ${tables} where s.record = ${subject}::uuid order by s.asked_at desc limit 50`.execute(tx)
  return rows
}

/** Requests of others that nobody has decided, oldest first. */
export async function undecided(tx: Transaction, actor: string): Promise<SealRequest[]> {
  const { rows } = await sql<SealRequest>`
    select ${columns} from ${tables} where s.decided_at is null and s.asked_by <> ${actor}::uuid
    order by s.asked_at limit 50`.execute(tx)
  return rows
}

/**
 * Decides another person's request, once, as the governance lead or as whoever manages the record. Agreeing opens it to them
 * for a day. Throws Conflict when it was decided already, or is one's own.
 */
export async function decide(
  tx: Transaction,
  request: SealRequest,
  { agreed, words, actor, now }: { agreed: boolean; words: string; actor: string; now: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update seal_request set decided_by = ${actor}, decided_at = ${now}, agreed = ${agreed}, words = ${words}
    where id = ${request.id}::uuid and decided_at is null and asked_by <> ${actor}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  if (agreed) await open(tx, request, new Date(now.getTime() + sealedOpeningLasts))
  const kind = 'request to open a sealed record'
  await record(tx, { action: 'write', kind, subject: request.record, detail: { agreed, words } })
}

async function open(tx: Transaction, request: SealRequest, until: Date): Promise<void> {
  const grant = {
    audience: audienceId('person', request.asked_by),
    record: request.record,
    level: 'read',
    purpose: 'sealed-record',
    why: `A second person agreed: ${request.why}`,
    opensSealed: true,
    until,
  } as const
  if (await may(tx, 'manage', request.record)) await grantAccess(tx, grant)
  else await grantForATime(tx, reviews, grant)
}
