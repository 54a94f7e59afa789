// How cases and mentors end: see sql/0032_cases_retention.sql and sql/0056_mentors_kept.sql. Assessments and the life timeline go with the case that they were made for.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'case',
    words: 'Cases',
    table: 'case_file',
    facts: 'case_file_due',
    holdsBack: [
      { kind: 'person', column: 'person' },
      { kind: 'peer group', column: 'peer_group' },
      { kind: 'referral', column: 'referral' },
    ],
    mentions: [{ table: 'assessment_file', column: 'file' }],
  },
  { kind: 'mentor', words: 'Mentors who left', table: 'mentor', facts: 'mentor_due' },
  {
    kind: 'partner support',
    words: 'Support of partners',
    table: 'partner_support',
    facts: 'partner_support_due',
    holdsBack: [{ kind: 'person', column: 'person' }],
  },
]
