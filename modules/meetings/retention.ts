// How meetings end, and what of them goes with a record that was talked about: see sql/0033_meetings_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'meeting',
    words: 'Meetings and their minutes',
    table: 'meeting',
    facts: 'meeting_due',
    mentions: [
      { table: 'agenda_item', column: 'subject' },
      { table: 'agenda_item', column: 'person' },
      { table: 'group_step', column: 'subject' },
      { table: 'group_step', column: 'person' },
    ],
  },
]
