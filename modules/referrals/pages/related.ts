import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'
import { listed, shownOf } from '../reading.ts'
import { stateWords } from '../rules/states.ts'
import type { Referral } from '../store/referrals.ts'
import { relatedTo } from '../store/related.ts'
import type { Content } from '../store/triage.ts'

/** Other referrals about the same person or group, with how each stands. */
export async function relatedRows({ tx }: Visit, referral: Referral, content: Content) {
  const ids = await relatedTo(tx, referral, content)
  const found = await listed(
    tx,
    ids.map(id => ({ referral: id })),
  )
  return found.map(({ referral: it, content: told }) => {
    const { id, title, state } = shownOf(it, told)
    return { id, title, state: stateWords[state], made: ukDay(it.made_at) }
  })
}
