// Schedules and decisions in words.
import type { RetentionSchedule } from './gateways/schema.ts'

/** "6 years from closing the case; for a child, until 25 where that is later" */
export function keptWords({ keep, countsFrom, childUntilAge }: RetentionSchedule): string {
  if (keep === 'permanent') return 'Kept for good'
  const { count, unit } = keep
  const one = count === 1 ? unit.slice(0, -1) : unit
  const child =
    childUntilAge === undefined ? '' : `; for a child until the age of ${childUntilAge}, where that is later`
  return `${count} ${one} from ${countsFrom}${child}`
}

export const grounds = {
  'time over': 'Its time is over and nobody needs it any more',
  'asked for': 'The person asked for it to go',
  'kept by mistake': 'It should not have been kept',
} as const
export type Ground = keyof typeof grounds

export const decisionWords = {
  delete_approved: 'Agreed that it is removed',
  extended: 'Kept longer',
  hold_placed: 'Put on hold',
  hold_lifted: 'The hold was lifted',
  deleted: 'Removed',
} as const
