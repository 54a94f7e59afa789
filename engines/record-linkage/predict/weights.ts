import type { SharedRegister } from '../columns/register.ts'
import type { LevelChances, TrainedModel } from '../model/types.ts'

/** A match weight: log2 of how much more often something is seen among true pairs than among others. */
export type Weight = number

/** The least chance used in a weight, so that nothing is ever certain. */
export const LEAST_CHANCE = 1e-10

/** log2(m / u) of each answer of a comparison: answer 0 (not recorded) weighs nothing. Fellegi and Sunter (1969), JASA 64:1183. */
export const levelWeights = ({ m, u }: LevelChances): Float64Array =>
  Float64Array.from([0, ...m.map((chance, level) => Math.log2(floored(chance) / floored(u[level])))])

/** The weight that a pair has before anything is compared: log2 of the prior odds. */
export const priorWeight = (prior: number): Weight => Math.log2(floored(prior) / floored(1 - prior))

/** A weight as a number from 0 to 1. Without labels to check it against it is a score, not a probability. */
export const scoreOf = (weight: Weight): number => 1 / (1 + 2 ** -weight)

/** The weight whose score is `score`; throws unless it lies between 0 and 1. */
export function weightOf(score: number): Weight {
  if (!(score > 0 && score < 1)) throw new Error(`score must lie between 0 and 1, not ${score}`)
  return Math.log2(score / (1 - score))
}

const floored = (chance: number): number => Math.max(LEAST_CHANCE, chance)

/**
 * What agreeing on each value of a field adds beyond agreeing as such: log2(e / f), where f is the value's share of the
 * records that have the field and e = sum f^2 the chance that two random records share a value. Rare values add,
 * common ones take away. Winkler (2000), Statistical Research Report RR2000/05, US Census Bureau.
 */
export function frequencyWeights(counts: Uint32Array): Float64Array {
  const recorded = counts.reduce((total, count, id) => (id === 0 ? total : total + count), 0)
  const expected = counts.reduce((total, count, id) => (id === 0 ? total : total + (count / recorded) ** 2), 0)
  return Float64Array.from(counts, (count, id) =>
    id === 0 || count === 0 ? 0 : Math.log2((expected * recorded) / count),
  )
}

/** A trained model laid out for scoring one register: weights by comparison and answer, and where frequency counts. */
export type ScoreTable = {
  readonly prior: Weight
  readonly weights: readonly Float64Array[]
  readonly frequencies: readonly (readonly (FrequencyTerm | undefined)[])[]
}

/** A level's frequency term: the slot of its field, the weight by value number, and the share of it that counts. */
export type FrequencyTerm = { readonly slot: number; readonly byValue: Float64Array; readonly share: number }

/** Lays out a trained model for a register. */
export function scoreTable(register: SharedRegister, trained: TrainedModel): ScoreTable {
  const byField = new Map<string, Float64Array>()
  const ofField = (field: string): Float64Array => {
    const known = byField.get(field) ?? frequencyWeights(register.counts[field])
    byField.set(field, known)
    return known
  }
  return {
    prior: priorWeight(trained.prior),
    weights: trained.chances.map(levelWeights),
    frequencies: trained.model.comparisons.map(comparison => [
      undefined,
      ...comparison.levels.map(({ frequency }) =>
        frequency === undefined || frequency.weight === 0
          ? undefined
          : {
              slot: register.fields.indexOf(frequency.field),
              byValue: ofField(frequency.field),
              share: frequency.weight,
            },
      ),
      undefined,
    ]),
  }
}

/** A frequency term for two records: the commoner of the two values counts, as nothing rarer is agreed on. */
export function frequencyWeight({ rows, stride }: SharedRegister, term: FrequencyTerm, i: number, j: number): Weight {
  const a = term.byValue[rows[i * stride + term.slot]]
  const b = term.byValue[rows[j * stride + term.slot]]
  return term.share * (a < b ? a : b)
}
