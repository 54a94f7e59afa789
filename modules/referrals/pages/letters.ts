import type { Transaction } from '#platform/database'
import { askForJob } from '#platform/jobs'
import type { Referral } from '../store/referrals.ts'

/** Asks for the neutral letter to the organisation without an account that asked for help, where there is one. */
export async function tellOutside(
  tx: Transaction,
  { outside, id }: Pick<Referral, 'outside' | 'id'>,
  what: 'closed',
): Promise<void> {
  if (outside !== null)
    await askForJob(tx, 'referral-letter', 'referral', { organisation: outside, referral: id, what })
}
