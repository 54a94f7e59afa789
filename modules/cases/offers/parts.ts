import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Task } from '#platform/module'
import { referenceOf } from '../rules/state.ts'
import { plansWithMissingParts } from '../store/parts.ts'

/** Plans that do not say yet what their kind of help asks for, such as how somebody who leaves a group is kept safe. */
export async function missingPartTasks(tx: Transaction, actor: string): Promise<Task[]> {
  return (await plansWithMissingParts(tx, actor)).map(({ file, chosen_at }) => ({
    text: `Add to the plan what this kind of help asks for: ${referenceOf(file)}`,
    href: `/cases/${file}/plan/new`,
    due: ukDay(chosen_at),
  }))
}
