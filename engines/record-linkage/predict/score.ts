import { BATCH, type PairBatch } from '../block/batch.ts'
import type { SharedRegister } from '../columns/register.ts'
import { bindComparisons } from '../compare/comparisons.ts'
import { bindTest, createKernels } from '../compare/tests.ts'
import type { TrainedModel } from '../model/types.ts'
import { type FrequencyTerm, frequencyWeight, scoreTable, type Weight } from './weights.ts'

/** Scores pairs of one register with one trained model; prior and guards are in the weights. */
export type Scorer = {
  /** The match weight of two records. */
  weight(i: number, j: number): Weight
  /** The match weight of two records, and whether a guard held it down. */
  judge(i: number, j: number): { readonly weight: Weight; readonly apart: boolean }
  /** The match weights of a batch, written to `out`; `apart` is 1 where a guard held the weight down, else 0. */
  weights(batch: PairBatch, out: Float64Array, apart: Uint8Array): void
  /** Forgets remembered answers, which must be done when a value has been written over. */
  forget(): void
}

/** Binds a trained model to a register. */
export function createScorer(register: SharedRegister, trained: TrainedModel): Scorer {
  const comparisons = bindComparisons(register, trained.model.comparisons)
  const { prior, weights, frequencies } = scoreTable(register, trained)
  const guards = bindGuards(register, trained)
  const answers = new Uint8Array(BATCH)
  const unguarded = (i: number, j: number): Weight => {
    let weight = prior
    for (let c = 0; c < weights.length; c++) {
      const answer = comparisons.list[c].answer(i, j)
      weight += weights[c][answer] + frequencyOf(register, frequencies[c][answer], i, j)
    }
    return weight
  }
  return {
    weight: (i, j) => guards.cap(unguarded(i, j), i, j),
    judge(i, j) {
      const raw = unguarded(i, j)
      const weight = guards.cap(raw, i, j)
      return { weight, apart: weight < raw }
    },
    weights(batch, out, apart) {
      out.fill(prior, 0, batch.length)
      for (let c = 0; c < comparisons.list.length; c++) {
        comparisons.list[c].answers(batch, answers)
        addWeights(register, batch, answers, weights[c], frequencies[c], out)
      }
      for (let k = 0; k < batch.length; k++) {
        const capped = guards.cap(out[k], batch.left[k], batch.right[k])
        apart[k] = capped < out[k] ? 1 : 0
        out[k] = capped
      }
    },
    forget() {
      comparisons.forget()
      guards.forget()
    },
  }
}

const frequencyOf = (register: SharedRegister, term: FrequencyTerm | undefined, i: number, j: number): Weight =>
  term === undefined ? 0 : frequencyWeight(register, term, i, j)

function addWeights(
  register: SharedRegister,
  { left, right, length }: PairBatch,
  answers: Uint8Array,
  weights: Float64Array,
  frequencies: readonly (FrequencyTerm | undefined)[],
  out: Float64Array,
): void {
  for (let k = 0; k < length; k++) {
    const answer = answers[k]
    out[k] += weights[answer] + frequencyOf(register, frequencies[answer], left[k], right[k])
  }
}

/** The guards of a model bound to a register. */
export type BoundGuards = {
  /** The weight, held down to the least that a guard which holds allows. */
  cap(weight: Weight, i: number, j: number): Weight
  /** The names of the guards that hold for two records. */
  holding(i: number, j: number): string[]
  forget(): void
}

/** Binds a model's guards to a register. */
export function bindGuards(register: SharedRegister, { model }: TrainedModel): BoundGuards {
  const kernels = createKernels(register)
  const guards = model.guards.map(guard => ({ ...guard, holds: bindTest(register, kernels, guard.when) }))
  return {
    cap(weight, i, j) {
      let least = weight
      for (const { atMost, holds } of guards) if (least > atMost && holds(i, j)) least = atMost
      return least
    },
    holding: (i, j) => guards.filter(({ holds }) => holds(i, j)).map(({ name }) => name),
    forget: kernels.forget,
  }
}
