import { longDate } from '#platform/views'
import { approversOf, stateOf } from '../retention-rules.ts'
import type { Decided, Item } from '../store/retention.ts'

/** Where a record of the queue stands on a UK day, in a few words. */
export function stateIn(it: Item, decisions: readonly Decided[], today: string): string {
  const now = stateOf({ due: it.due_on, people: it.people }, decisions, today)
  if (now.state === 'held') return 'On hold'
  if (now.state === 'keep') return `Kept until ${longDate(now.until)}`
  if (it.waits_for !== '') return `Waits: a ${it.waits_for.replaceAll(', ', ' and a ')} stands on it`
  if (now.state === 'delete') return 'Goes with the next run'
  if (approversOf(decisions).length > 0) return 'One person agreed, a second decides'
  return it.people === 2 ? 'To be decided by two people' : 'To be decided'
}
