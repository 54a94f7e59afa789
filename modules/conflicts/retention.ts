// How conflicts between groups end: see sql/0034_conflicts_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'conflict',
    words: 'Conflicts between groups',
    table: 'conflict',
    facts: 'conflict_due',
    holdsBack: [
      { kind: 'conflict group', column: 'first_group' },
      { kind: 'conflict group', column: 'second_group' },
    ],
  },
  { kind: 'conflict group', words: 'Groups in conflicts', table: 'conflict_group', facts: 'conflict_group_due' },
]
