import { requirePositive, requireWhole } from '#engines/numerics'
import { escalationProbability, expectedEvents, type Outlook } from './escalation.ts'
import { type ConflictFit, fitConflicts } from './fit.ts'
import { pass } from './pass.ts'
import { type ConflictEvents, type Record, recordOf } from './record.ts'
import { type ReplyTest, replyTest } from './retaliation.ts'

export type ConflictOptions = {
  /** Number of rungs of the ladder; events carry 0 to stages - 1. */
  readonly stages: number
  readonly start: number
  /** When the record ends, and from when the forecast looks ahead. */
  readonly end: number
  /** Days ahead; 14 unless told. */
  readonly horizon?: number
  /** Permutations of the reply test; 999 unless told. */
  readonly permutations?: number
  readonly seed?: number
  /** Closed windows a pair's groups need before a probability is shown; 26 unless told. */
  readonly closedWindows?: number
}

export type ConflictPair = {
  readonly groups: readonly [number, number]
  readonly events: number
  /** Background events a day of each side, shrunk towards the others. */
  readonly background: readonly [number, number]
  /** This pair's multiple of the common excitation, shrunk towards 1. */
  readonly intensity: number
  /** Highest stage seen in the last `horizon` days, or -1. */
  readonly stage: number
  /** Expected events in the horizon, offspring of offspring included. */
  readonly expected: number
  /** reached[s]: probability that stage s or above is reached in the horizon. */
  readonly reached: Float64Array
}

export type ConflictModel = {
  readonly n: number
  readonly repetition: number
  readonly reply: number
  readonly delay: number
  readonly weight: Float64Array
  readonly logLikelihood: number
  /**
   * The strongest word that the record bears: 'retaliation' or 'repetition' only where the test of sides shows it at 5 %,
   * 'excitation' where events raise further events but not clearly by which side, 'none' where not even that.
   */
  readonly word: 'retaliation' | 'repetition' | 'excitation' | 'none'
  readonly replyTest: ReplyTest
  /** Twice the log-likelihood gained over a record without any excitation. */
  readonly gain: number
  readonly pairs: readonly ConflictPair[]
  /** Probability that the lower-numbered group acted, in the caller's order: 1 or 0 where it is known. */
  readonly lowerActed: Float64Array
  /** Whether enough windows have closed for a probability to be shown at all. */
  readonly validated: boolean
  readonly converged: boolean
}

/**
 * Mutual excitation between groups: every pair has two sides; an event raises the rate of the same side (repetition) and
 * of the other side (reply). Groups are numbers; there are no people here.
 * @throws naming the argument that is wrong
 */
export function conflicts(events: ConflictEvents, options: ConflictOptions): ConflictModel {
  const { stages, start, end, horizon = 14, permutations = 999, seed = 1, closedWindows = 26 } = options
  requirePositive('horizon', horizon)
  requireWhole('permutations', permutations)
  requireWhole('closedWindows', closedWindows)
  const record = recordOf(events, stages, start, end)
  const fit = fitConflicts(record)
  const { parameters, pass: seen } = fit
  const test = replyTest(record, parameters.delay, permutations, seed)
  const gain = 2 * (seen.logLikelihood - steadyLikelihood(record))
  const lowerActed = new Float64Array(record.t.length)
  for (let k = 0; k < record.t.length; k++) lowerActed[record.order[k]] = seen.acted[k]
  return {
    n: record.t.length,
    repetition: parameters.repetition,
    reply: parameters.reply,
    delay: parameters.delay,
    weight: parameters.weight,
    logLikelihood: seen.logLikelihood,
    word: wordFor(gain, test),
    replyTest: test,
    gain,
    pairs: record.groups.map((_, pair) => outlookOf(record, fit, pair, horizon)),
    lowerActed,
    validated: (end - start) / horizon >= closedWindows,
    converged: fit.converged,
  }
}

// The 99.9 % point of chi-square with three degrees of freedom: excitation has a level, a reply level and a delay.
const NOTABLE_GAIN = 16.27

function wordFor(gain: number, test: ReplyTest): ConflictModel['word'] {
  if (gain < NOTABLE_GAIN) return 'none'
  if (test.pairs > 0 && test.p <= 0.05) return 'retaliation'
  return test.pairs > 0 && test.pRepetition <= 0.05 ? 'repetition' : 'excitation'
}

function steadyLikelihood(record: Record): number {
  const days = record.end - record.start
  const sides = new Float64Array(record.groups.length * 2)
  for (let i = 0; i < record.t.length; i++) {
    const half = record.unknown[i] === 0 ? 1 : 0.5
    sides[record.pair[i] * 2 + record.side[i]] += half
    sides[record.pair[i] * 2 + 1 - record.side[i]] += 1 - half
  }
  const still = {
    background: sides.map(count => Math.max(count, 1e-9) / days),
    repetition: 0,
    reply: 0,
    intensity: new Float64Array(record.groups.length).fill(1),
    delay: 1,
    weight: new Float64Array(record.stages).fill(1),
  }
  return pass(record, still).logLikelihood
}

// A pair's own stages are weighed against those of all pairs as if it had shown four events of them.
const PRIOR_EVENTS = 4

function outlookOf(record: Record, fit: ConflictFit, pair: number, horizon: number): ConflictPair {
  const { parameters, pass: seen } = fit
  const own = Array.from(record.pair.keys()).filter(i => record.pair[i] === pair)
  const common = stageShares(record, Array.from(record.pair.keys()))
  const stages = stageShares(record, own).map(
    (share, s) => (share * own.length + PRIOR_EVENTS * common[s]) / (own.length + PRIOR_EVENTS),
  )
  const background: [number, number] = [parameters.background[pair * 2], parameters.background[pair * 2 + 1]]
  const outlook: Outlook = {
    background: background[0] + background[1],
    branching: (parameters.repetition + parameters.reply) * parameters.intensity[pair],
    delay: parameters.delay,
    memory: seen.memory[pair * 2] + seen.memory[pair * 2 + 1],
    stages,
    weight: parameters.weight,
  }
  const recent = own.filter(i => record.t[i] >= record.end - horizon).map(i => record.stage[i])
  return {
    groups: record.groups[pair],
    events: own.length,
    background,
    intensity: parameters.intensity[pair],
    stage: Math.max(-1, ...recent),
    expected: expectedEvents(outlook, horizon),
    reached: Float64Array.from({ length: record.stages }, (_, s) => escalationProbability(outlook, s, horizon)),
  }
}

function stageShares({ stage, stages }: Record, members: readonly number[]): Float64Array {
  const shares = new Float64Array(stages)
  for (const i of members) shares[stage[i]] += 1 / members.length
  return shares
}
