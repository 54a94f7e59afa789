// Whoever leaves their agency keeps no case: not one whose team they were in, and not one that they opened or were asked to lead.
import { sql } from 'kysely'
import { accountsCollection } from '#modules/agencies'
import { endByName } from '#platform/by-name'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import { leaveCases } from './team.ts'
import { putByUnheld } from './unheld.ts'

/**
 * Ends what somebody who left their agency was given by name on those of these records that are cases. Each on which they worked says that
 * they left; one about which nobody else decides is put by for the coordinators. For whoever manages accounts.
 */
export async function leavesTeams(
  tx: Transaction,
  member: string,
  records: readonly string[],
  now: Date,
): Promise<void> {
  const files = await casesIn(tx, records)
  const left = await leaveCases(tx, member, files, now)
  await endByName(tx, member, files, accountsCollection)
  await putByUnheld(tx, left, member, now)
}

async function casesIn(tx: Transaction, records: readonly string[]): Promise<string[]> {
  if (records.length === 0) return []
  return asMatcher(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      select c.id from case_file c where c.id = any(${[...records]}::uuid[]) order by c.id`.execute(tx)
    return rows.map(({ id }) => id)
  })
}
