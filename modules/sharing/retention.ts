// How the records of this module end, and what of the platform goes with any record: see sql/0028_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'disclosure',
    words: 'Decisions about sharing',
    table: 'disclosure',
    facts: 'disclosure_due',
    holdsBack: ['person', 'referral', 'case'].map(kind => ({ kind, column: 'subject' })),
  },
  {
    kind: 'subject request',
    words: 'Requests of people about their own data',
    table: 'subject_request',
    facts: 'subject_request_due',
    holdsBack: [{ kind: 'person', column: 'record', table: 'request_standing' }],
    mentions: [
      { table: 'attachment', column: 'record' },
      { table: 'notice', column: 'record' },
    ],
  },
]
