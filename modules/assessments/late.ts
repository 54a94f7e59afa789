import { audienceId } from '#platform/access'
import type { Upkeep } from '#platform/module'
import { tellActor, tellAudience, tellReaders } from '#platform/notices'
import { workers } from './pages/shared.ts'
import { lateMoments } from './store/timeline.ts'

const role = (key: string): string => audienceId('role', key)
const [coordinators, chairs] = [role('coordinator'), role('chair')]

/**
 * Tells of a moment whose time has passed, once: whoever was to go, and the coordinators and chairs who hold the case. Where no
 * coordinator holds it, everybody who works on it; where nobody does any more, every coordinator, who can see to it that somebody does.
 */
export const lateUpkeep: Upkeep = {
  words: 'Those who see to it are told that the time to reach somebody has passed',
  run: async ({ database, now }) => {
    await database.asSystem('worker', 'case', async tx => {
      for (const { id, file, goer } of await lateMoments(tx, now)) {
        const telling = { kind: 'moment late', record: file, occasion: id } as const
        await tellActor(tx, { ...telling, actor: goer }, now)
        const told = await tellReaders(tx, { ...telling, among: [coordinators] }, now)
        const others = told > 0 ? [chairs] : [chairs, ...workers.map(role)]
        const rest = await tellReaders(tx, { ...telling, among: others }, now)
        if (told + rest === 0)
          await tellAudience(tx, { ...telling, kind: 'moment unheld', audience: coordinators }, now)
      }
    })
  },
}
