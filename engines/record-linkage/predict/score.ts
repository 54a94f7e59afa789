import type { SharedRegister } from '../columns/register.ts'
import { bindComparisons } from '../compare/comparisons.ts'
import { bindTest, createKernels } from '../compare/tests.ts'
import type { TrainedModel } from '../model/types.ts'
import { frequencyWeight, scoreTable, type Weight } from './weights.ts'

/** The match weight of two records, prior and guards included. */
export type Scorer = (i: number, j: number) => Weight

/** Binds a trained model to a register. */
export function createScorer(register: SharedRegister, trained: TrainedModel): Scorer {
  const comparisons = bindComparisons(register, trained.model.comparisons)
  const { prior, weights, frequencies } = scoreTable(register, trained)
  const capped = createGuards(register, trained)
  return (i, j) => {
    let weight = prior
    for (let c = 0; c < comparisons.length; c++) {
      const answer = comparisons[c](i, j)
      weight += weights[c][answer]
      const term = frequencies[c][answer]
      if (term !== undefined) weight += frequencyWeight(register, term, i, j)
    }
    return capped(weight, i, j)
  }
}

function createGuards(register: SharedRegister, trained: TrainedModel): (weight: Weight, i: number, j: number) => Weight {
  const kernels = createKernels(register)
  const guards = trained.model.guards.map(guard => ({ ...guard, holds: bindTest(register, kernels, guard.when) }))
  return (weight, i, j) => {
    let least = weight
    for (const { atMost, holds } of guards) if (least > atMost && holds(i, j)) least = atMost
    return least
  }
}
