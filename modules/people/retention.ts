// How records of people and groups of friends end: see sql/0029_people_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'person',
    words: 'Records of people',
    table: 'person_record',
    facts: 'person_record_due',
    mentions: [
      { table: 'break_glass', column: 'record' },
      { table: 'seal_request', column: 'record' },
    ],
  },
  { kind: 'peer group', words: 'Groups of friends', table: 'peer_group', facts: 'peer_group_due' },
  {
    kind: 'domestic abuse notice',
    words: 'Notices of domestic abuse where children live',
    table: 'abuse_notice',
    facts: 'abuse_notice_due',
  },
]
