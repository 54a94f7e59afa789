import { calendarFile } from '#platform/calendar'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Answer, Upkeep, Visit } from '#platform/module'
import { tellActor } from '#platform/notices'
import { isOverdue, progressOf } from './rules.ts'
import { actionById, pastTheirDay } from './store.ts'

/** Tells whoever is to do an action that its day has passed, once for each day that was set. */
export const overdueUpkeep: Upkeep = {
  words: 'Owners are told that the day of an action has passed',
  run: async ({ database, now }) => {
    const today = ukDay(now)
    await database.asSystem('worker', 'action', async tx => {
      for (const { id, owner, events } of await pastTheirDay(tx, today)) {
        const progress = progressOf(events)
        if (!isOverdue(progress, today)) continue
        const occasion = progress.due ?? ''
        await tellActor(tx, { actor: owner, kind: 'action overdue', record: id, occasion }, now)
      }
    })
  },
}

/** The day of an action for somebody's calendar. */
export async function calendarPage({ tx, params, config, now }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const row = isUuid(id) ? await actionById(tx, id) : undefined
  const { due, state } = progressOf(row?.events ?? [])
  if (row === undefined || due === null) throw new NotFound()
  if (row.person !== null) await record(tx, { action: 'read', kind: 'action', subject: row.id })
  const sequence = row.events.filter(({ event }) => event === 'moved').length
  const cancelled = state === 'withdrawn' || state === 'declined'
  return calendarFile({ kind: 'action', id, sequence, when: { day: due }, cancelled }, `/actions/${id}`, config, now)
}
