/** What an escalation forecast needs to know of one pair of groups. */
export type Outlook = {
  /** Background events a day, both sides together. */
  readonly background: number
  /** Mean further events after an event of weight one, both kinds together, for this pair. */
  readonly branching: number
  readonly delay: number
  /** Remaining effect of the past now: sum of weight * exp(-age / delay). */
  readonly memory: number
  /** Probability of each stage for an event of this pair, and the weight of an event of that stage. */
  readonly stages: Float64Array
  readonly weight: Float64Array
}

const STEPS = 400

/**
 * Probability that an event of `stage` or above happens within `days`, offspring of offspring included. A cluster is
 * quiet with probability f(r) when r days remain after its first event,
 *   f(r) = sum over lower stages k of p_k exp(-w_k B psi(r)),   psi'(r) = (1 - f(r) - psi(r)) / delay,   psi(0) = 0,
 * the generating function of a branching process (Harris 1963, ch. VI); the past adds memory * B * psi(days) and the
 * background its rate times the integral of 1 - f. Solved by Heun's method in 400 steps.
 */
export function escalationProbability(outlook: Outlook, stage: number, days: number): number {
  const { background, branching, memory, delay } = outlook
  const step = days / STEPS
  const quiet = (psi: number) => {
    let f = 0
    for (let k = 0; k < stage; k++) f += outlook.stages[k] * Math.exp(-outlook.weight[k] * branching * psi)
    return f
  }
  let psi = 0
  let loud = 0
  for (let s = 0; s < STEPS; s++) {
    const now = 1 - quiet(psi)
    const slope = (now - psi) / delay
    const ahead = psi + step * slope
    const then = 1 - quiet(ahead)
    psi += (step * (slope + (then - ahead) / delay)) / 2
    loud += (step * (now + 1 - quiet(psi))) / 2
  }
  return 1 - Math.exp(-(background * loud + memory * branching * psi))
}

/** Expected number of events within `days`, offspring of offspring included: the linear form of the same equations. */
export function expectedEvents(outlook: Outlook, days: number): number {
  const { background, branching, memory, delay, stages, weight } = outlook
  const mean = branching * stages.reduce((total, p, k) => total + p * weight[k], 0)
  const rate = (1 - mean) / delay
  // One event now brings cluster(r) events in r days, itself included: 1 + mean (1 - exp(-rate r)) / (1 - mean).
  const fading = Math.abs(rate) < 1e-9 ? days : (1 - Math.exp(-rate * days)) / rate
  const further = Math.abs(1 - mean) < 1e-9 ? (days * days) / 2 / delay : (mean * (days - fading)) / (1 - mean)
  return background * (days + further) + (memory * branching * fading) / delay
}
