// How actions end: with the record that they are about, or by their own time. See sql/0035_actions_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'action',
    words: 'Actions',
    table: 'action',
    facts: 'action_due',
    mentions: [
      { table: 'action', column: 'about_id' },
      { table: 'action', column: 'person' },
    ],
  },
]
