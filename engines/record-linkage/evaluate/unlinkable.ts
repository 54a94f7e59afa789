import type { SharedRegister } from '../columns/register.ts'
import type { TrainedModel } from '../model/types.ts'
import { createScorer } from '../predict/score.ts'
import type { Weight } from '../predict/weights.ts'

/**
 * Records that could not be linked even to an exact copy of themselves, because too little is recorded: their weight
 * against themselves is below `least`. Answers their numbers, ascending.
 */
export function unlinkableRecords(register: SharedRegister, trained: TrainedModel, least: Weight): Uint32Array {
  const scorer = createScorer(register, trained)
  return Uint32Array.from({ length: register.records }, (_, record) => record).filter(
    record => scorer.weight(record, record) < least,
  )
}
