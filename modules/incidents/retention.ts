// How reports of tensions end: see sql/0036_incidents_retention.sql.
import type { RetentionRule } from '#platform/module'

export const retention: readonly RetentionRule[] = [
  { kind: 'tension', words: 'Reports of tensions', table: 'tension', facts: 'tension_due', namesNobody: true },
]
