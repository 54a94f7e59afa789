import { random } from '#engines/numerics'
import { BATCH } from '../block/batch.ts'
import { type Blocks, eachPair, type Span } from '../block/blocks.ts'
import { createGrouper, type RuleGroups } from '../block/groups.ts'
import type { SharedRegister } from '../columns/register.ts'
import { answersOf, bindComparisons } from '../compare/comparisons.ts'
import type { BlockingRule, Comparison, TrainedModel } from '../model/types.ts'
import { pairList, type ScoredPairs } from '../predict/pairs.ts'
import { createScorer } from '../predict/score.ts'

/** A piece of work that workers share: what every unit needs, sent to each worker once. */
export type Job =
  | { readonly kind: 'group'; readonly register: SharedRegister; readonly rules: readonly BlockingRule[] }
  | {
      readonly kind: 'sample'
      readonly register: SharedRegister
      readonly comparisons: readonly Comparison[]
      readonly seed: number
      readonly size: number
    }
  | {
      readonly kind: 'patterns'
      readonly register: SharedRegister
      readonly comparisons: readonly Comparison[]
      readonly blocks: Blocks
    }
  | {
      readonly kind: 'score'
      readonly register: SharedRegister
      readonly trained: TrainedModel
      readonly blocks: Blocks
      readonly least: number
    }
  | { readonly kind: 'count'; readonly blocks: Blocks }

/** What one unit of each kind of job is, and what it gives. */
export type Units = {
  group: { unit: number; result: RuleGroups }
  sample: { unit: number; result: readonly Float64Array[] }
  patterns: { unit: Span; result: PatternCounts }
  score: { unit: Span; result: ScoredSpan }
  count: { unit: Span; result: number }
}

/** How many pairs show each pattern of answers; a pattern is written as one number (see encodePattern). */
export type PatternCounts = { readonly patterns: Float64Array; readonly counts: Float64Array }

/** Pairs of one span whose weight reached the least, and how many pairs were compared. */
export type ScoredSpan = ScoredPairs & { readonly compared: number }

/** Random pairs drawn in one unit of the 'sample' job. */
export const SAMPLE_UNIT = 50_000

/** Starts a job in this thread: a function that does one unit. */
export function startJob(job: Job): (unit: never) => unknown {
  switch (job.kind) {
    case 'group':
      return startGroups(job)
    case 'sample':
      return (unit: number) => samplePairs(job, unit)
    case 'patterns':
      return startPatterns(job)
    case 'score':
      return startScore(job)
    case 'count':
      return (unit: Span) => countPairs(job.blocks, unit)
  }
}

type JobOf<K extends Job['kind']> = Extract<Job, { kind: K }>

function startGroups({ register, rules }: JobOf<'group'>): (unit: number) => RuleGroups {
  const group = createGrouper(register)
  return unit => group(rules[unit])
}

// Counts the answers to every comparison over random pairs. Each unit draws from its own stream, so the total does not
// depend on which thread does it.
function samplePairs({ register, comparisons, seed, size }: JobOf<'sample'>, unit: number): Float64Array[] {
  const bound = bindComparisons(register, comparisons)
  const counts = comparisons.map(comparison => new Float64Array(answersOf(comparison)))
  const source = random(seed).split(unit)
  const { records, split } = register
  const draws = Math.min(SAMPLE_UNIT, size - unit * SAMPLE_UNIT)
  for (let k = 0; k < draws; k++) {
    const i = split === 0 ? source.integer(records) : source.integer(split)
    const j = split === 0 ? source.integer(records) : split + source.integer(records - split)
    if (i === j) continue
    for (let c = 0; c < bound.list.length; c++) counts[c][bound.list[c].answer(i, j)]++
  }
  return counts
}

// Patterns are counted in a table when there are few enough, and in a map otherwise.
const TABLE_PATTERNS = 1 << 20

function startPatterns({ register, comparisons, blocks }: JobOf<'patterns'>): (span: Span) => PatternCounts {
  const bound = bindComparisons(register, comparisons)
  const steps = patternSteps(comparisons)
  const patterns = comparisons.reduce((product, comparison) => product * answersOf(comparison), 1)
  const answers = new Uint8Array(BATCH)
  const small = patterns <= TABLE_PATTERNS
  const numbers = small ? new Uint32Array(BATCH) : new Float64Array(BATCH)
  return span => {
    const tally = small ? createTableTally(patterns) : createMapTally()
    eachPair(blocks, span, batch => {
      numbers.fill(0)
      for (let c = 0; c < steps.length; c++) {
        bound.list[c].answers(batch, answers)
        const step = steps[c]
        for (let k = 0; k < batch.length; k++) numbers[k] += step * answers[k]
      }
      tally.add(numbers, batch.length)
    })
    return tally.finish()
  }
}

/** What each comparison's answer is multiplied by in a pattern's number: pattern = sum of step x answer. */
export function patternSteps(comparisons: readonly Comparison[]): number[] {
  let step = 1
  const steps = comparisons.map(comparison => {
    const own = step
    step *= answersOf(comparison)
    return own
  })
  if (step > Number.MAX_SAFE_INTEGER) throw new Error('the model has too many levels: leave out a comparison')
  return steps
}

type Tally = { add(numbers: Uint32Array | Float64Array, length: number): void; finish(): PatternCounts }

function createTableTally(patterns: number): Tally {
  const counts = new Float64Array(patterns)
  return {
    add: (numbers, length) => {
      for (let k = 0; k < length; k++) counts[numbers[k]]++
    },
    finish: () => {
      const seen = Float64Array.from(counts.keys()).filter(pattern => counts[pattern] > 0)
      return { patterns: seen, counts: seen.map(pattern => counts[pattern]) }
    },
  }
}

function createMapTally(): Tally {
  const counts = new Map<number, number>()
  return {
    add: (numbers, length) => {
      for (let k = 0; k < length; k++) counts.set(numbers[k], (counts.get(numbers[k]) ?? 0) + 1)
    },
    finish: () => ({ patterns: Float64Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }),
  }
}

function startScore({ register, trained, blocks, least }: JobOf<'score'>): (span: Span) => ScoredSpan {
  const scorer = createScorer(register, trained)
  const weights = new Float64Array(BATCH)
  const apart = new Uint8Array(BATCH)
  return span => {
    const kept = pairList()
    let compared = 0
    eachPair(blocks, span, batch => {
      compared += batch.length
      scorer.weights(batch, weights, apart)
      for (let k = 0; k < batch.length; k++) {
        if (weights[k] >= least) kept.add(batch.left[k], batch.right[k], weights[k], apart[k])
      }
    })
    return { ...kept.finish(), compared }
  }
}

function countPairs(blocks: Blocks, span: Span): number {
  let count = 0
  eachPair(blocks, span, batch => {
    count += batch.length
  })
  return count
}
