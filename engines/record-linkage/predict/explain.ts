import type { Register } from '../columns/register.ts'
import { bindComparisons } from '../compare/comparisons.ts'
import type { TrainedModel } from '../model/types.ts'
import { bindGuards } from './score.ts'
import { frequencyWeight, scoreOf, scoreTable, type Weight } from './weights.ts'

/** One step of a waterfall: what was compared, what was found, and what it adds to the weight or takes away. */
export type Step = {
  readonly comparison: string
  readonly found: string
  /** The values compared, as they were read; empty where nothing is recorded. */
  readonly left: string
  readonly right: string
  /** log2(m / u) of what was found; 0 when not recorded. */
  readonly weight: Weight
  /** What the rarity of the value adds or takes away. */
  readonly frequency: Weight
}

/** Why two records have the weight they have: prior, then every step; guards that hold the weight down; the sum. */
export type Explanation = {
  readonly prior: Weight
  readonly steps: readonly Step[]
  readonly guards: readonly string[]
  readonly weight: Weight
  readonly score: number
}

/** Explains pairs of one register by one trained model. */
export type Explainer = { explain(left: number, right: number): Explanation; forget(): void }

/** Binds a trained model to a register for explaining. */
export function createExplainer(register: Register, trained: TrainedModel): Explainer {
  const comparisons = bindComparisons(register, trained.model.comparisons)
  const guards = bindGuards(register, trained)
  const table = scoreTable(register, trained)
  const stepOf = (c: number, i: number, j: number): Step => {
    const { name, fields, levels } = trained.model.comparisons[c]
    const answer = comparisons.list[c].answer(i, j)
    const term = table.frequencies[c][answer]
    return {
      comparison: name,
      found: answer === 0 ? 'not recorded' : (levels[answer - 1]?.label ?? 'different'),
      left: fields
        .map(field => valueAt(register, field, i))
        .join(' ')
        .trim(),
      right: fields
        .map(field => valueAt(register, field, j))
        .join(' ')
        .trim(),
      weight: table.weights[c][answer],
      frequency: term === undefined ? 0 : frequencyWeight(register, term, i, j),
    }
  }
  return {
    explain(left, right) {
      const steps = trained.model.comparisons.map((_, c) => stepOf(c, left, right))
      const sum = steps.reduce((total, step) => total + (step.weight + step.frequency), table.prior)
      const weight = guards.cap(sum, left, right)
      return { prior: table.prior, steps, guards: guards.holding(left, right), weight, score: scoreOf(weight) }
    },
    forget() {
      comparisons.forget()
      guards.forget()
    },
  }
}

/** The value of a record's field as it was read; empty where nothing is recorded. */
export const valueAt = (register: Register, field: string, record: number): string =>
  register.values[field][register.rows[record * register.stride + register.fields.indexOf(field)]] ?? ''
