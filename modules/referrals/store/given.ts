import { sql } from 'kysely'
import { audienceId, endReading } from '#platform/access'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import { isOutcome, outcomes } from '../rules/outcomes.ts'
import type { EventKind } from '../rules/states.ts'

/** Whether nothing more is done with a referral after this: nobody needs to read it who was given it for that. */
export function isOver(event: EventKind, what: string): boolean {
  if (event === 'decided' && isOutcome(what)) return ['closed', 'passed on'].includes(outcomes[what].leads)
  return event === 'withdrawn' || event === 'case opened' || event === 'transfer accepted'
}

/** Ends what colleagues were given to read, save for whoever is still to go to somebody: they read that it is over, and why. */
export async function endGiven(tx: Transaction, referral: string): Promise<void> {
  const goer = await stillGoes(tx, referral)
  await endReading(tx, referral, 'referral', goer === undefined ? [] : [audienceId('person', goer)])
}

/** Who was named to go and has not said whether they went. Whoever withdraws what they asked for may not read it themselves. */
export async function stillGoes(tx: Transaction, referral: string): Promise<string | undefined> {
  const { rows } = await asMatcher(tx, () =>
    sql<{
      goer: string
    }>`select goer from referral_moment where referral = ${referral}::uuid and outcome is null`.execute(tx),
  )
  return rows[0]?.goer
}
