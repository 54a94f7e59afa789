import { audienceId } from '#platform/access'
import type { Upkeep } from '#platform/module'
import { tellActor, tellReaders } from '#platform/notices'
import { purpose } from './pages/shared.ts'
import { lateGoings } from './store/going.ts'

const among = [audienceId('role', 'coordinator'), audienceId('role', 'chair')]

/** Tells of somebody who could be reached and whose time has passed, once: whoever was to go, who sorts and who answers for it. */
export const lateGoingUpkeep: Upkeep = {
  words: 'Those who see to it are told that the time to reach somebody who was referred has passed',
  run: async ({ database, now }) => {
    await database.asSystem('worker', purpose, async tx => {
      for (const { referral, goer } of await lateGoings(tx, now)) {
        const telling = { kind: 'referral moment late', record: referral, occasion: goer } as const
        await tellActor(tx, { ...telling, actor: goer }, now)
        await tellReaders(tx, { ...telling, among }, now)
      }
    })
  },
}
