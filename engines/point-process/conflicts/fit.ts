import { logGamma } from '#engines/numerics'
import { type Parameters, type Pass, pass } from './pass.ts'
import type { Record } from './record.ts'

export type ConflictFit = {
  readonly parameters: Parameters
  readonly pass: Pass
  readonly steps: number
  readonly converged: boolean
}

/** Three events must not be over-read: a pair's own multiple starts as if four events had shown it to be average. */
const PRIOR_TRIGGERED = 4
const TOLERANCE = 5e-5
const MOST_STEPS = 1000
const ROUGH_STEPS = 25
const STAGE_POWERS = [0, 0.25, 0.5, 0.75, 1, 1.5]

/** Penalised EM; the power by which an event's effect grows with its stage is the one that soon fits best. */
export function fitConflicts(record: Record, withReply = true): ConflictFit {
  if (record.stages === 1) return climb(record, firstGuess(record, 0, withReply), MOST_STEPS, withReply)
  const rough = STAGE_POWERS.map(power => climb(record, firstGuess(record, power, withReply), ROUGH_STEPS, withReply))
  const best = rough.reduce((a, b) => (b.pass.logLikelihood > a.pass.logLikelihood ? b : a))
  return climb(record, best.parameters, MOST_STEPS, withReply)
}

function climb(record: Record, from: Parameters, mostSteps: number, withReply: boolean): ConflictFit {
  let now = from
  for (let step = 1; step <= mostSteps; step++) {
    const seen = pass(record, now)
    const next = maximise(record, now, seen, withReply)
    const moved = Math.max(
      Math.abs(next.repetition - now.repetition),
      Math.abs(next.reply - now.reply),
      Math.abs(Math.log(next.delay / now.delay)),
    )
    now = next
    if (moved < TOLERANCE) return { parameters: now, pass: pass(record, now), steps: step, converged: true }
  }
  return { parameters: now, pass: pass(record, now), steps: mostSteps, converged: false }
}

function firstGuess(record: Record, power: number, withReply: boolean): Parameters {
  const pairs = record.groups.length
  const days = record.end - record.start
  return {
    background: new Float64Array(pairs * 2).fill((0.5 * record.t.length) / (pairs * 2 * days)),
    repetition: 0.2,
    reply: withReply ? 0.2 : 0,
    intensity: new Float64Array(pairs).fill(1),
    delay: Math.min(14, days / 4),
    weight: stageWeights(record, power),
  }
}

/** (1 + stage)^power, scaled to average one over the events. */
function stageWeights({ stage, stages }: Record, power: number): Float64Array {
  const raw = Float64Array.from({ length: stages }, (_, s) => (1 + s) ** power)
  let total = 0
  for (const s of stage) total += raw[s]
  return raw.map(value => (value * stage.length) / total)
}

// Beyond this an episode would not end.
const MOST_BRANCHING = 0.98

function maximise(record: Record, now: Parameters, seen: Pass, withReply: boolean): Parameters {
  const exposure = seen.exposed.reduce((total, value, pair) => total + value * now.intensity[pair], 0)
  const repetition = Math.min(MOST_BRANCHING, seen.repeated / Math.max(exposure, 1e-9))
  const reply = withReply ? Math.min(MOST_BRANCHING - repetition, seen.replied / Math.max(exposure, 1e-9)) : 0
  const branching = now.repetition + now.reply
  const events = seen.repeated + seen.replied
  const delay = events < 1e-6 ? now.delay : (seen.delays + branching * seen.lostDelays) / events
  const intensity = seen.triggered.map(
    (triggered, pair) => (triggered + PRIOR_TRIGGERED) / (seen.exposed[pair] * branching + PRIOR_TRIGGERED),
  )
  return {
    ...now,
    repetition,
    reply,
    delay: Math.max(delay, 1 / 24),
    intensity,
    background: shrunkRates(record, seen.background),
  }
}

/** Gamma-Poisson shrinkage of the sides' background rates towards their mean, the prior fitted to them all. */
function shrunkRates(record: Record, counts: Float64Array): Float64Array {
  const days = record.end - record.start
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length
  const shape = bestShape(counts, mean)
  return counts.map(count => (count + shape) / (days * (1 + shape / Math.max(mean, 1e-9))))
}

const SHAPES = [0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 15, 30, 100]

/** The gamma shape under which the counts are likeliest (negative binomial). */
function bestShape(counts: Float64Array, mean: number): number {
  const score = (shape: number) =>
    counts.reduce(
      (total, count) =>
        total +
        logGamma(count + shape) -
        logGamma(shape) +
        shape * Math.log(shape / (shape + mean)) +
        count * Math.log(mean / (shape + mean)),
      0,
    )
  return SHAPES.reduce((best, shape) => (score(shape) > score(best) ? shape : best))
}
