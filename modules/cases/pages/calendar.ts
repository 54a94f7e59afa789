import { calendarFile } from '#platform/calendar'
import { NotFound } from '#platform/errors'
import { record } from '#platform/ledger'
import type { Answer, Page, Visit } from '#platform/module'
import { progressOf } from '../store/progress.ts'
import { caseIn, reading } from './shared.ts'

export const calendarPages: readonly Page[] = [{ ...reading, method: 'get', path: '/cases/:id/calendar', handle: day }]

/** The day of what is next due on a case, for somebody's calendar: "review" or "something to do", and nothing of whose it is. */
async function day(visit: Visit): Promise<Answer> {
  const { tx, config, now } = visit
  const it = await caseIn(visit)
  const next = (await progressOf(tx, [it])).get(it.id)?.next
  if (next === undefined) throw new NotFound('Nothing is due on this case now.')
  await record(tx, { action: 'read', kind: 'case', subject: it.id })
  const kind = next.what === 'review' ? 'review' : 'action'
  // A later day is a later version of the same entry.
  const sequence = Math.floor(Date.parse(next.due) / 86_400_000)
  return calendarFile({ kind, id: it.id, sequence, when: { day: next.due } }, `/cases/${it.id}`, config, now)
}
