import type { Task } from '#platform/module'
import type { Waiting } from '../store/day.ts'

/** What does not stand on the first page: how many, and where they are. */
export function more({ more: count, next }: Waiting<unknown>, what: string, href: string): Task[] {
  return count === 0 ? [] : [{ text: `And ${count} more: ${what}`, href, ...(next === undefined ? {} : { due: next }) }]
}
