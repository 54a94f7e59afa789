// Which of the invented people sit in which group of the content pack.
import { accountByKey, groupAudience } from '#modules/agencies'
import type { Transaction } from '#platform/database'
import { ensureMember } from '#platform/members'

export const groupMembers: Readonly<Record<string, readonly string[]>> = {
  'grp.swpb': ['board-member', 'chair', 'coordinator'],
  'grp.tactical': ['intelligence-lead', 'police-analyst', 'analyst', 'coordinator'],
  'grp.interventions': ['chair', 'coordinator', 'practitioner', 'nurse', 'teacher', 'youth-worker'],
  'grp.tfg_da': ['coordinator', 'chair'],
  'grp.witness': ['coordinator', 'chair'],
  'grp.local': ['coordinator', 'youth-worker', 'fire-visitor'],
}

/** Seats them, as the migrator. */
export async function seatGroups(tx: Transaction): Promise<void> {
  for (const [group, members] of Object.entries(groupMembers)) {
    for (const key of members) {
      const account = await accountByKey(tx, key)
      if (account === undefined) throw new Error(`The example has no user "${key}".`)
      await ensureMember(tx, account.id, groupAudience(group), 'Sits in this group for their agency')
    }
  }
}
