import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { workRoles } from '../pages/shared.ts'
import { careTask } from '../rules/staff-care.ts'
import { overdueCare } from '../store/staff-care.ts'

/** Debriefs and supervision whose day has passed, for both of the two. No task names anybody, or a case. */
export async function staffCareTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!workRoles.some(role => who.roles.includes(role))) return []
  return (await overdueCare(tx, ukDay(now))).map(({ id, kind, due, own }) => ({
    text: careTask(kind, own),
    href: `/staff-care/${id}`,
    due,
  }))
}
