// The door for finished decisions: is this record complete, and is it right?
import type { Law } from './law.ts'
import { notSharedAdvice, notSharedProblems } from './record-not-shared.ts'
import { sharedAdvice, sharedProblems } from './record-shared.ts'
import type { DisclosureRecord, RecordCheck } from './record-types.ts'

/**
 * Checks a decision to share, or not to share, against the law on the day it was made. Refuses a gateway that cannot be used,
 * with the reason; a lawful basis that does not fit; and anything left blank. Throws only when a day in it is not a day.
 */
export function checkRecord(record: DisclosureRecord, law: Law): RecordCheck {
  const shared = record.decision === 'shared'
  const problems = shared ? sharedProblems(record, law) : notSharedProblems(record, law)
  const advice = shared ? sharedAdvice(record, law) : notSharedAdvice(record, law)
  return { complete: problems.length === 0, problems, advice }
}
