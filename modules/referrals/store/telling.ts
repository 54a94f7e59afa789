// Who is told in the inbox of what happened to a referral: in words of the catalogue, which name nobody.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { tellActor } from '#platform/notices'
import type { EventKind } from '../rules/states.ts'

/** What whoever asked for help is to read: an answer, a question back, and what they may be told beyond that. */
const forWhoeverAsked: ReadonlySet<EventKind> = new Set(['answered', 'returned', 'released'])

/** Tells whoever sorts it from now on, or whoever asked for help with an account of their own. */
export async function tellOfEvent(
  tx: Transaction,
  referral: string,
  { event, what }: { readonly event: EventKind; readonly what: string },
  now: Date,
): Promise<void> {
  if (event === 'assigned' && what !== '')
    await tellActor(tx, { actor: what, kind: 'referral assigned', record: referral }, now)
  if (!forWhoeverAsked.has(event)) return
  const { rows } = await sql<{ made_by: string }>`
    select made_by from referral where id = ${referral}::uuid and outside is null`.execute(tx)
  for (const { made_by: actor } of rows)
    await tellActor(tx, { actor, kind: 'referral answered', record: referral }, now)
}
