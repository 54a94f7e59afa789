import { ukDay } from '#platform/clock'
import { record } from '#platform/ledger'
import { type Answer, type Visit, view } from '#platform/module'
import { type ConflictState, daysLater, highestStage, recentDays, reviewDay, standing, stateOf } from '../rules.ts'
import { type Conflict, conflictsReadable } from '../store/conflicts.ts'
import { words } from '../words.ts'
import { mayWrite, placeOf, stageWords, titleOf } from './shared.ts'

const order: readonly ConflictState[] = ['rising', 'active', 'cooling', 'calm', 'closed']

export async function list(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const today = ukDay(now)
  const all = await conflictsReadable(tx)
  await record(tx, { action: 'read', kind: 'conflicts', detail: { shown: all.length } })
  const rows = await Promise.all(all.map(async it => ({ ...summary(it, today), ...(await placeOf(tx, it.areaCode)) })))
  rows.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
  return view('conflicts/views/conflicts.njk', { title: 'Conflicts', rows, mayOpen: mayWrite(visit) })
}

function summary(conflict: Conflict, today: string) {
  const happened = standing(conflict.events).filter(({ kind }) => kind === 'happened')
  const recent = happened.filter(({ on }) => on > daysLater(today, -recentDays))
  const key = stateOf(conflict.events, today)
  const stage = highestStage(recent)
  return {
    id: conflict.id,
    title: titleOf(conflict),
    key,
    state: words.state[key],
    recent: recent.length,
    stage: stage < 0 ? 'Nothing' : stageWords(stage),
    last: happened.at(-1)?.on,
    review: reviewDay(conflict.events, today),
  }
}
