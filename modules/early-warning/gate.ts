// What a run may foretell, held against the assessments that stand today.
import { assessmentStands } from '#modules/sharing'
import type { Transaction } from '#platform/database'
import { NotAllowed } from '#platform/errors'
import { refusal, type Target } from './rules/targets.ts'

/** The keys of the models that an equality assessment must be about to open the gate. The database asks the same. */
const ours = 'early-warning.'

/** @throws NotAllowed naming the first target that may not be foretold today, and why */
export async function requireAllowed(tx: Transaction, targets: readonly Target[], now: Date): Promise<void> {
  for (const target of targets) {
    const why = refusal(target.kind, target.provenance, await isAssessed(tx, target, now))
    if (why !== undefined) throw new NotAllowed(why)
  }
}

async function isAssessed(tx: Transaction, target: Target, now: Date): Promise<boolean> {
  if (!('equalityAssessment' in target)) return false
  const { kind, subject } = (await assessmentStands(tx, target.equalityAssessment, now)) ?? {}
  return kind === 'equality' && subject?.kind === 'model' && subject.key.startsWith(ours)
}
