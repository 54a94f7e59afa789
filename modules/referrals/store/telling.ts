// Who is told of what happened to a referral: in the inbox in words of the catalogue, which name nobody, or by a letter with a
// reference alone.
import { sql } from 'kysely'
import { audienceId } from '#platform/access'
import type { Transaction } from '#platform/database'
import { askForJob } from '#platform/jobs'
import { type NoticeKind, tellActor, tellAudience } from '#platform/notices'
import type { EventKind } from '../rules/states.ts'
import { isOver, stillGoes } from './given.ts'
import { sortedBy } from './work.ts'

/** What whoever asked for help is to read: an answer, a question back, and what they may be told beyond that. */
const forWhoeverAsked: ReadonlySet<EventKind> = new Set(['answered', 'returned', 'released'])
/** What ends it for an organisation without an account: they get a letter. */
const endsForThem: ReadonlySet<EventKind> = new Set(['answered', 'withdrawn'])
/** What somebody else did, that whoever sorts it must know of. */
const forWhoeverSorts: ReadonlySet<EventKind> = new Set(['added to', 'withdrawn', 'group decided'])
/** What begins a clock, or sets another. */
const startsClock: ReadonlySet<EventKind> = new Set(['sent', 'added to', 'reopened', 'transfer refused', 'clock'])

const coordinators = audienceId('role', 'coordinator')
const chairs = audienceId('role', 'chair')

type Happened = { readonly event: EventKind; readonly what: string }

/** Tells whoever sorts it, or whoever asked for help, with an account or without. */
export async function tellOfEvent(tx: Transaction, referral: string, happened: Happened, now: Date): Promise<void> {
  const { event, what } = happened
  if (event === 'assigned' && what !== '')
    await tellActor(tx, { actor: what, kind: 'referral assigned', record: referral }, now)
  if (isOver(event, what) || event === 'reopened') await tellGoer(tx, referral, now)
  if (forWhoeverAsked.has(event) || endsForThem.has(event)) await tellWhoeverAsked(tx, referral, event, now)
  if (!forWhoeverSorts.has(event) && !startsClock.has(event)) return
  const work = await sortedBy(tx, referral)
  if (forWhoeverSorts.has(event))
    await tellSorter(tx, work?.sorter, { kind: 'referral changed', record: referral }, now)
  if (startsClock.has(event) && work?.waits === 'sorting' && work.clock === 'immediate') {
    const occasion = work.due_at?.toISOString() ?? ''
    await tellAudience(tx, { audience: coordinators, kind: 'referral urgent', record: referral, occasion }, now)
  }
}

/** Somebody may be on their way: they are told at once that it is over, or open again, each time that it is. */
async function tellGoer(tx: Transaction, referral: string, now: Date): Promise<void> {
  const actor = await stillGoes(tx, referral)
  if (actor === undefined) return
  const occasion = now.toISOString()
  await tellActor(tx, { actor, kind: 'referral moment changed', record: referral, occasion }, now)
}

async function tellWhoeverAsked(tx: Transaction, referral: string, event: EventKind, now: Date): Promise<void> {
  const { rows } = await sql<{ made_by: string; outside: string | null }>`
    select made_by, outside from referral where id = ${referral}::uuid`.execute(tx)
  for (const { made_by: actor, outside } of rows) {
    if (outside === null && forWhoeverAsked.has(event))
      await tellActor(tx, { actor, kind: 'referral answered', record: referral }, now)
    if (outside !== null && endsForThem.has(event))
      await askForJob(tx, 'referral-letter', 'referral', { organisation: outside, referral, what: 'closed' })
  }
}

type Told = { readonly kind: NoticeKind; readonly record: string; readonly occasion?: string }

/** Tells whoever sorts it; where nobody does, everybody who could. */
export async function tellSorter(
  tx: Transaction,
  sorter: string | null | undefined,
  told: Told,
  now: Date,
): Promise<void> {
  if (sorter != null) await tellActor(tx, { ...told, actor: sorter }, now)
  else await tellAudience(tx, { ...told, audience: coordinators }, now)
}

/** Tells the chair. */
export async function tellChair(tx: Transaction, told: Told, now: Date): Promise<void> {
  await tellAudience(tx, { ...told, audience: chairs }, now)
}
