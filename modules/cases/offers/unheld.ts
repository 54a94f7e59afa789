import type { Transaction } from '#platform/database'
import type { Task } from '#platform/module'
import { referenceOf } from '../rules/state.ts'
import { unheldCases } from '../store/unheld.ts'

/** The open cases about which nobody decides any more, for the coordinators: each stays until one of them takes it over. */
export async function unheldTasks(tx: Transaction): Promise<Task[]> {
  return (await unheldCases(tx)).map(file => ({
    text: `Take over the case, or see that somebody does: ${referenceOf(file)}`,
    href: `/cases/${file}/unheld`,
    detail: 'Nobody decides about it, as whoever opened it and whoever led it have left.',
  }))
}
