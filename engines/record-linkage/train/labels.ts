import type { Register } from '../columns/register.ts'
import { bindComparisons } from '../compare/comparisons.ts'
import type { Comparison, LevelChances, TrainedModel } from '../model/types.ts'

/** Pairs of records that people have judged: `match[k]` is 1 when left[k] and right[k] are one person, else 0. */
export type LabelledPairs = {
  readonly left: ArrayLike<number>
  readonly right: ArrayLike<number>
  readonly match: ArrayLike<number>
}

/**
 * m from judged pairs: for each comparison, the share of true pairs at each level, half a pair added to each. u and the
 * prior stay. Judged pairs are seldom a fair sample (people are asked about the hard ones), so u is never taken from
 * them. Throws when no judged pair is a match, or the lists differ in length.
 */
export function trainFromLabels(register: Register, trained: TrainedModel, labels: LabelledPairs): TrainedModel {
  const { left, right, match } = labels
  if (left.length !== right.length || left.length !== match.length)
    throw new Error('left, right and match must have one length')
  const matches = Array.from({ length: left.length }, (_, k) => k).filter(k => match[k] === 1)
  if (matches.length === 0) throw new Error('labels need at least one pair that is a match')
  const bound = bindComparisons(register, trained.model.comparisons)
  const chances = trained.model.comparisons.map((comparison, c): LevelChances => {
    const answers = matches.map(k => bound.list[c].answer(left[k], right[k]))
    return { m: sharesOf(comparison, answers), u: trained.chances[c].u }
  })
  return { ...trained, chances }
}

function sharesOf(comparison: Comparison, answers: readonly number[]): number[] {
  const counts = Array.from({ length: comparison.levels.length + 1 }, () => 0.5)
  for (const answer of answers) if (answer > 0) counts[answer - 1]++
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map(count => count / total)
}
