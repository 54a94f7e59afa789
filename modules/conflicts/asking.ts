import { groupAudience } from '#modules/agencies'
import type { Transaction } from '#platform/database'
import { placeOf } from './pages/shared.ts'
import { neutralTitle } from './rules.ts'
import type { Conflict } from './store/conflicts.ts'
import { askGroup, openRequests } from './store/requests.ts'

const tacticalGroup = 'grp.tactical'

/** Puts a conflict on the agenda of the Tactical group, once. Its members read a neutral title and `why`, and no more of it. */
export async function askTacticalGroup(
  tx: Transaction,
  { id, areaCode }: Pick<Conflict, 'id' | 'areaCode'>,
  why: string,
  actor: string,
  now: Date,
): Promise<void> {
  if ((await openRequests(tx, now)).some(({ conflict }) => conflict === id)) return
  const title = neutralTitle((await placeOf(tx, areaCode)).district)
  const asked = { conflict: id, group: tacticalGroup, audience: groupAudience(tacticalGroup), title, why }
  await askGroup(tx, asked, actor, now)
}
