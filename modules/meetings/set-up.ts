import { groupAudience } from '#modules/agencies'
import { content } from '#modules/model'
import { ensureAccess } from '#platform/access'
import type { SetUpContext } from '#platform/module'
import { meetingsOf } from './collections.ts'

/** Gives each group of the pack the key to its own meetings. */
export async function openMeetings({ database }: SetUpContext): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    const groups = await content(tx, 'groups')
    await ensureAccess(
      tx,
      ...groups.map(({ id }) => ({
        ...({ audience: groupAudience(id), record: meetingsOf(id), level: 'write', purpose: 'meetings' } as const),
        why: 'Sits in the group',
      })),
    )
  })
}
