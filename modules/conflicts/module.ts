import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Identity, Module, Task } from '#platform/module'
import { conflictCollection, narrativeCollection } from './collections.ts'
import { pages } from './pages/index.ts'
import { readers, titleOf, writers } from './pages/shared.ts'
import { retention } from './retention.ts'
import { reviewDay } from './rules.ts'
import { conflictsReadable } from './store/conflicts.ts'
import { openRequests } from './store/requests.ts'

export { askTacticalGroup } from './asking.ts'
export { titleOf } from './pages/shared.ts'
export { type ConflictState, mayCompute, neutralTitle, stages, standing, stateOf } from './rules.ts'
export {
  addConflict,
  addEvent,
  type Conflict,
  conflictById,
  conflictEvents,
  conflictsReadable,
  type StoredEvent,
} from './store/conflicts.ts'

const tables = ['conflict_group', 'conflict', 'conflict_event', 'conflict_request']

async function agenda(tx: Transaction, now: Date): Promise<AgendaItem[]> {
  const open = await openRequests(tx, now)
  return open.map(({ id, conflict, title, why, group_key }) => ({
    kind: 'conflict',
    id: conflict,
    title,
    why,
    group: group_key,
    href: `/conflicts/asked/${id}`,
  }))
}

/** A calm conflict is looked at again on its day, and not forgotten. */
async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!writers.some(role => who.roles.includes(role))) return []
  const today = ukDay(now)
  return (await conflictsReadable(tx)).flatMap(conflict => {
    const due = reviewDay(conflict.events, today)
    if (due === undefined || due > today) return []
    const detail = 'It was said to be calm until this day.'
    return [{ text: `Look again: ${titleOf(conflict)}`, href: `/conflicts/${conflict.id}`, due, detail }]
  })
}

export const conflicts: Module = {
  name: 'conflicts',
  retention,
  pages,
  navigation: [{ text: 'Conflicts', href: '/conflicts', roles: readers }],
  nextSteps: [
    {
      from: 'tension',
      text: 'Open a conflict from this report',
      href: id => `/conflicts/new?from=${id}`,
      roles: writers,
    },
    {
      from: 'tension',
      text: 'Add this report to a conflict',
      href: id => `/conflicts/add-report?from=${id}`,
      roles: writers,
    },
  ],
  tasks,
  agenda,
  policy: [
    {
      kind: 'conflicts',
      words:
        'Conflicts between groups, as they can be counted: the groups in neutral words, and the day, stage and direction of what happened. No person is in them.',
      collection: conflictCollection,
      tables,
      roles: [
        { role: 'intelligence-lead', level: 'write', why: 'Keeps the picture of conflicts' },
        { role: 'police-analyst', level: 'write', why: 'Opens conflicts from reports, and adds what happened' },
        {
          role: 'analyst',
          level: 'read',
          why: 'Works out the watchlist from days and stages, without what sources said',
        },
      ],
    },
    {
      kind: 'conflict narratives',
      words: 'What is known of a conflict, from what kind of source, and how far it is trusted.',
      collection: narrativeCollection,
      tables: ['conflict_narrative'],
      roles: [
        { role: 'intelligence-lead', level: 'write', why: 'Grades what sources say' },
        { role: 'police-analyst', level: 'write', why: 'Writes down what sources say' },
      ],
    },
  ],
}
