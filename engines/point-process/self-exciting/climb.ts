import type { Step, Triggering } from './step.ts'

/** What is being improved: the triggering, and the probability that each event is background. */
export type State = {
  readonly triggering: Triggering
  readonly probability: Float64Array
  readonly logLikelihood: number
}

/**
 * SQUAREM (Varadhan & Roland 2008, Scandinavian Journal of Statistics 35, scheme S3) over log productivity, delay and
 * sd: two EM steps show the direction, the third starts further along it. `step` may renew the background itself.
 */
export function climb(
  start: State,
  tolerance: number,
  mostSteps: number,
  step: (state: State, renew: boolean) => Step,
): State & { readonly steps: number; readonly converged: boolean } {
  let state = start
  let steps = 0
  while (steps < mostSteps) {
    const one = after(step(state, true))
    const two = after(step(one, false))
    steps += 2
    const far = farthest(state.triggering, two.triggering)
    const leap = extrapolate(state.triggering, one.triggering, two.triggering)
    state = { ...two, triggering: leap }
    if (far < tolerance) return { ...two, steps, converged: true }
  }
  return { ...state, steps, converged: false }
}

const after = ({ next, probability, logLikelihood }: Step): State => ({ triggering: next, probability, logLikelihood })

const LEAST = 1e-12
const logs = ({ productivity, delay, sd }: Triggering): number[] =>
  [...productivity, delay, sd].map(value => Math.log(Math.max(value, LEAST)))

// Where hardly anything is triggered, its delay and sd wander without consequence.
const NOTABLE = 0.02

/** The largest relative change, cells of next to no productivity aside. */
function farthest(a: Triggering, b: Triggering): number {
  const scale = Math.max(NOTABLE, ...b.productivity)
  const cells = b.productivity.map((value, c) => Math.abs(value - a.productivity[c]) / scale)
  const weight = Math.min(1, Math.max(...b.productivity) / NOTABLE)
  return Math.max(...cells, weight * Math.abs(Math.log(b.delay / a.delay)), weight * Math.abs(Math.log(b.sd / a.sd)))
}

// A longer leap than this has more often to be walked back than it saves.
const LONGEST_LEAP = 6

function extrapolate(zero: Triggering, one: Triggering, two: Triggering): Triggering {
  const [a, b, c] = [logs(zero), logs(one), logs(two)]
  const first = b.map((value, k) => value - a[k])
  const bend = c.map((value, k) => value - b[k] - first[k])
  const size = Math.hypot(...bend)
  if (size < 1e-12) return two
  const leap = Math.min(LONGEST_LEAP, Math.max(1, Math.hypot(...first) / size))
  const values = a.map((value, k) => Math.exp(value + 2 * leap * first[k] + leap * leap * bend[k]))
  const cells = two.productivity.length
  return {
    productivity: Float64Array.from(values.slice(0, cells), value => Math.min(value, 5)),
    delay: within(values[cells], two.delay),
    sd: within(values[cells + 1], two.sd),
  }
}

const within = (value: number, near: number): number => Math.min(2 * near, Math.max(near / 2, value))
