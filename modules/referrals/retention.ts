// How referrals end: see sql/0030_referrals_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  {
    kind: 'referral',
    words: 'Referrals',
    table: 'referral',
    facts: 'referral_due',
    holdsBack: [
      { kind: 'person', column: 'person' },
      { kind: 'person', column: 'told_person' },
      { kind: 'peer group', column: 'peer_group' },
    ],
  },
]
