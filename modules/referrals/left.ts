import { record } from '#platform/ledger'
import type { Upkeep } from '#platform/module'
import { freeLeftWork } from './store/work.ts'

/** What waits for a coordinator who left, or has another role now, waits for every coordinator. */
export const leftUpkeep: Upkeep = {
  words: 'Referrals of somebody who sorts no more wait for whoever sorts',
  run: ({ database }) =>
    database.asSystem('worker', 'referral', async tx => {
      const freed = await freeLeftWork(tx)
      if (freed > 0) await record(tx, { action: 'write', kind: 'lists of work', detail: { freed } })
    }),
}
