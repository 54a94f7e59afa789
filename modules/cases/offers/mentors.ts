import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { workRoles } from '../pages/shared.ts'
import { daysAfter } from '../rules/clocks.ts'
import { daysToCheck, watchOf } from '../rules/mentors.ts'
import { referenceOf } from '../rules/state.ts'
import { mentorsOfLead } from '../store/mentors.ts'

/** Mentors of the cases that somebody leads who have left or pause, or whose checks end. No task names anybody. */
export async function mentorTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!workRoles.some(role => who.roles.includes(role))) return []
  const today = ukDay(now)
  return (await mentorsOfLead(tx, who.id, daysAfter(today, daysToCheck))).flatMap(({ file, mentor }) => {
    const watch = watchOf(mentor, today, ukDay)
    if (watch === undefined) return []
    return [{ text: `${watch.words}: ${referenceOf(file)}`, href: `/cases/${file}/mentor`, due: watch.day }]
  })
}
