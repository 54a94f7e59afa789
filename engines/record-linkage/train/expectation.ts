import { answersOf } from '../compare/comparisons.ts'
import type { Comparison } from '../model/types.ts'
import { LEAST_CHANCE } from '../predict/weights.ts'
import { type PatternCounts, patternSteps } from '../work/jobs.ts'

/** What EM found in one session. */
export type SessionResult = {
  /** m of every comparison in the session, by level; undefined where its levels were never seen. */
  readonly m: readonly (readonly number[])[]
  /** The share of the session's pairs that match. */
  readonly share: number
  readonly rounds: number
  /** Log-likelihood after each round; it never falls. */
  readonly logLikelihood: readonly number[]
}

/** Pattern counts of several spans added up, patterns ascending, so that the order of the spans leaves no trace. */
export function addPatterns(parts: readonly PatternCounts[]): PatternCounts {
  const totals = new Map<number, number>()
  for (const { patterns, counts } of parts) {
    for (let k = 0; k < patterns.length; k++) totals.set(patterns[k], (totals.get(patterns[k]) ?? 0) + counts[k])
  }
  const patterns = Float64Array.from(totals.keys()).sort()
  return { patterns, counts: patterns.map(pattern => totals.get(pattern) ?? 0) }
}

/**
 * EM for the Fellegi-Sunter mixture over pattern counts, u held fixed:
 *   E   r = s prod m / (s prod m + (1 - s) prod u)         for each pattern, over the comparisons that are recorded
 *   M   m[level] = sum of r n where the level is seen / sum of r n where the comparison is recorded;   s = mean of r
 * Winkler (1988), Proceedings of the ASA survey section, 667. Stops when no m moves by more than `tolerance`.
 * `start` is the share of matches to begin from; each m begins leaning to its first levels.
 */
export function expectationMaximisation(
  comparisons: readonly Comparison[],
  u: readonly (readonly number[])[],
  counted: PatternCounts,
  { start = 0.01, tolerance = 1e-6, mostRounds = 500 } = {},
): SessionResult {
  const answers = decode(comparisons, counted.patterns)
  let m = comparisons.map(startingChances)
  let share = start
  const logLikelihood: number[] = []
  for (let round = 1; round <= mostRounds; round++) {
    const step = oneRound(comparisons, u, m, share, counted.counts, answers)
    logLikelihood.push(step.logLikelihood)
    const moved = Math.max(0, ...step.m.flatMap((levels, c) => levels.map((chance, k) => Math.abs(chance - m[c][k]))))
    m = step.m
    share = step.share
    if (moved < tolerance) break
  }
  return { m, share, rounds: logLikelihood.length, logLikelihood }
}

// Answers of every pattern, pattern by pattern.
function decode(comparisons: readonly Comparison[], patterns: Float64Array): Uint8Array {
  const steps = patternSteps(comparisons)
  const answers = new Uint8Array(patterns.length * comparisons.length)
  patterns.forEach((pattern, p) => {
    comparisons.forEach((comparison, c) => {
      answers[p * comparisons.length + c] = Math.floor(pattern / steps[c]) % answersOf(comparison)
    })
  })
  return answers
}

// Nine tenths on the first level, the rest halving down the ladder: agreement is where a true pair begins.
function startingChances(comparison: Comparison): number[] {
  const levels = comparison.levels.length + 1
  const raw = Array.from({ length: levels }, (_, k) => (k === 0 ? 0.9 : 0.1 / 2 ** k))
  const total = raw.reduce((sum, chance) => sum + chance, 0)
  return raw.map(chance => chance / total)
}

type Round = { m: number[][]; share: number; logLikelihood: number }

function oneRound(
  comparisons: readonly Comparison[],
  u: readonly (readonly number[])[],
  m: readonly (readonly number[])[],
  share: number,
  counts: Float64Array,
  answers: Uint8Array,
): Round {
  const width = comparisons.length
  const seen = m.map(levels => new Float64Array(levels.length))
  let matches = 0
  let total = 0
  let logLikelihood = 0
  for (let p = 0; p < counts.length; p++) {
    let match = share
    let other = 1 - share
    for (let c = 0; c < width; c++) {
      const answer = answers[p * width + c]
      if (answer === 0) continue
      match *= m[c][answer - 1]
      other *= u[c][answer - 1]
    }
    const both = match + other
    const weight = both > 0 ? (counts[p] * match) / both : 0
    if (both > 0) logLikelihood += counts[p] * Math.log(both)
    matches += weight
    total += counts[p]
    for (let c = 0; c < width; c++) {
      const answer = answers[p * width + c]
      if (answer !== 0) seen[c][answer - 1] += weight
    }
  }
  return { m: seen.map((levels, c) => sharesOf(levels, m[c])), share: matches / Math.max(1, total), logLikelihood }
}

// A comparison never recorded among matches keeps what it had.
function sharesOf(levels: Float64Array, before: readonly number[]): number[] {
  const total = levels.reduce((sum, count) => sum + count, 0)
  return total === 0 ? [...before] : Array.from(levels, count => Math.max(LEAST_CHANCE, count / total))
}
