import type { ConflictState, Direction, GroupSize } from './rules.ts'

/** The words that people read for each stored value. */
export const words = {
  state: {
    rising: 'Rising',
    active: 'Active',
    cooling: 'Cooling',
    calm: 'Calm',
    closed: 'Closed',
  } satisfies Record<ConflictState, string>,
  stateMeans: {
    rising: 'More has happened, or it has gone further, in the last 28 days than in the 28 days before.',
    active: 'Something happened in the last 28 days.',
    cooling: 'Nothing has happened for 28 days. Nobody has said yet that it is calm.',
    calm: 'Somebody looked at it and said that it is calm. It is looked at again.',
    closed: 'It is over. If something happens, it opens again.',
  } satisfies Record<ConflictState, string>,
  size: {
    'under-5': 'Fewer than 5',
    '5-to-9': '5 to 9',
    '10-or-more': '10 or more',
    unknown: 'Not known',
  } satisfies Record<GroupSize, string>,
  provenance: {
    reported: 'A member of the public told us',
    discovered: 'Police came across it',
    health: 'Through health work',
    school: 'Through a school or college',
    community: 'Through community or voluntary work',
    unknown: 'Not known',
  },
  reliability: { reliable: 'Reliable', untested: 'Not tested yet', 'not-reliable': 'Not reliable' },
  knowledge: {
    directly: 'Known directly',
    corroborated: 'Known indirectly, and something else supports it',
    indirectly: 'Known indirectly',
    'not-known': 'How it is known is not known',
    'suspected-false': 'It may be false',
  },
} as const satisfies Record<string, Record<string, string>>

/** Which way something went between two groups, or between a group and one not known. */
export function directionWords(direction: Direction, first: string, second: string): string {
  if (direction === 'unknown') return 'Which way is not known'
  return direction === 'first-on-second' ? `${first} on ${second}` : `${second} on ${first}`
}
