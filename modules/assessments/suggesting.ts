import { type Suggestion, suggestedFor as suggestedForFindings } from '#modules/interventions'
import { personById } from '#modules/people'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { ageOn } from './rules/spans.ts'
import { type Assessment, factorsOf } from './store/assessments.ts'

/**
 * The programmes that work on what this assessment found, each with its reasons in words; a person chooses. They stand in the
 * order of words (`fitWords` of interventions) and then of names, never by a figure about the person. Their age is used only where
 * the present actor may read their record. For whoever may read the assessment.
 */
export async function suggestedFor(
  tx: Transaction,
  { id, person }: Pick<Assessment, 'id' | 'person'>,
  now: Date,
): Promise<Suggestion[]> {
  const whom = person === null ? undefined : await personById(tx, person)
  const birth = whom && { born: whom.born, precision: whom.born_precision }
  const age = birth === undefined ? undefined : ageOn(ukDay(now), birth)
  return suggestedForFindings(tx, { found: await factorsOf(tx, id), age }, now)
}
