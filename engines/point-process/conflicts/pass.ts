import type { Record } from './record.ts'

/** Parameters of the model; rates per day, delay in days. */
export type Parameters = {
  /** Background rate of each side of each pair: index pair * 2 + side. */
  readonly background: Float64Array
  /** Mean further events by the same side, and by the other side, after an event of average stage. */
  readonly repetition: number
  readonly reply: number
  /** Each pair's own multiple of both, shrunk towards 1. */
  readonly intensity: Float64Array
  readonly delay: number
  /** Multiple of an event's effect by its stage; averages one over the events. */
  readonly weight: Float64Array
}

/** What one pass over the events gathers. */
export type Pass = {
  readonly logLikelihood: number
  /** Expected background events of each side, expected triggered events of each pair. */
  readonly background: Float64Array
  readonly triggered: Float64Array
  readonly repeated: number
  readonly replied: number
  /** Sum over triggered events of their probable delay. */
  readonly delays: number
  /** Expected number of events whose effect was seen, weighted: the denominators. */
  readonly exposed: Float64Array
  readonly lostDelays: number
  /** Remaining effect of the past on each side at the end: sum of weight * exp(-(end - t) / delay). */
  readonly memory: Float64Array
  /** Probability that side 0 acted, event by event in time order. */
  readonly acted: Float64Array
}

/**
 * One pass in O(events) by the recursion of Ozaki (1979), Annals of the Institute of Statistical Mathematics 31, of
 *   rate(pair, side) = background + intensity * sum over past events of the pair
 *                      weight * (repetition if same side, reply if other) * exp(-gap / delay) / delay.
 * Events at the same instant do not excite each other. An event of unknown side counts to each side by its share.
 */
export function pass(record: Record, now: Parameters): Pass {
  const sides = record.groups.length * 2
  const state = new Memory(sides, record.start, now.delay)
  const background = new Float64Array(sides)
  const triggered = new Float64Array(record.groups.length)
  const exposed = new Float64Array(record.groups.length)
  const acted = new Float64Array(record.t.length)
  let [logs, repeated, replied, delays, lostDelays] = [0, 0, 0, 0, 0]
  for (let i = 0; i < record.t.length; i++) {
    const pair = record.pair[i]
    const a = sideRate(state, now, pair, 0, record.t[i])
    const b = sideRate(state, now, pair, 1, record.t[i])
    const known = record.unknown[i] === 0
    const zero = known ? 1 - record.side[i] : a.total / (a.total + b.total)
    const total = known ? (record.side[i] === 0 ? a.total : b.total) : a.total + b.total
    logs += Math.log(total)
    acted[i] = zero
    for (const [side, rate, share] of [
      [0, a, zero],
      [1, b, 1 - zero],
    ] as const) {
      if (share === 0) continue
      background[pair * 2 + side] += (share * now.background[pair * 2 + side]) / rate.total
      triggered[pair] += (share * (rate.repeated + rate.replied)) / rate.total
      repeated += (share * rate.repeated) / rate.total
      replied += (share * rate.replied) / rate.total
      delays += (share * rate.delays) / rate.total
    }
    const weight = now.weight[record.stage[i]]
    const left = record.end - record.t[i]
    const fade = Math.exp(-left / now.delay)
    exposed[pair] += weight * (1 - fade)
    lostDelays += weight * now.intensity[pair] * left * fade
    state.add(pair * 2, zero * weight, record.t[i])
    state.add(pair * 2 + 1, (1 - zero) * weight, record.t[i])
  }
  const integral = expectedEvents(record, now, exposed)
  const memory = Float64Array.from({ length: sides }, (_, side) => state.at(side, record.end))
  return {
    logLikelihood: logs - integral,
    background,
    triggered,
    repeated,
    replied,
    delays,
    exposed,
    lostDelays,
    memory,
    acted,
  }
}

function expectedEvents(record: Record, now: Parameters, exposed: Float64Array): number {
  const duration = record.end - record.start
  const steady = now.background.reduce((total, rate) => total + rate * duration, 0)
  const excited = exposed.reduce((total, seen, pair) => total + seen * now.intensity[pair], 0)
  return steady + excited * (now.repetition + now.reply)
}

/** The parts of one side's rate just before t, and the triggered part times its mean delay. */
function sideRate(state: Memory, now: Parameters, pair: number, side: number, t: number) {
  const own = pair * 2 + side
  const other = pair * 2 + 1 - side
  const scale = now.intensity[pair] / now.delay
  const repeated = scale * now.repetition * state.at(own, t)
  const replied = scale * now.reply * state.at(other, t)
  const delays = scale * (now.repetition * state.delaysAt(own, t) + now.reply * state.delaysAt(other, t))
  return { total: now.background[own] + repeated + replied, repeated, replied, delays }
}

/** Fading sums per side, brought forward only when read; what happens at one instant is held back until it is over. */
class Memory {
  private readonly sum: Float64Array
  private readonly delays: Float64Array
  private readonly time: Float64Array
  private readonly held: Float64Array
  private readonly heldAt: Float64Array
  private readonly delay: number

  constructor(sides: number, start: number, delay: number) {
    this.sum = new Float64Array(sides)
    this.delays = new Float64Array(sides)
    this.time = new Float64Array(sides).fill(start)
    this.held = new Float64Array(sides)
    this.heldAt = new Float64Array(sides).fill(start)
    this.delay = delay
  }

  /** Sum of weights * exp(-gap / delay) over events strictly before t. */
  at(side: number, t: number): number {
    this.release(side, t)
    return this.sum[side] * Math.exp(-(t - this.time[side]) / this.delay)
  }

  /** The same, each term times its gap. */
  delaysAt(side: number, t: number): number {
    this.release(side, t)
    const gap = t - this.time[side]
    return (this.delays[side] + gap * this.sum[side]) * Math.exp(-gap / this.delay)
  }

  add(side: number, weight: number, t: number): void {
    this.release(side, t)
    this.held[side] += weight
    this.heldAt[side] = t
  }

  private release(side: number, t: number): void {
    if (this.held[side] === 0 || this.heldAt[side] >= t) return
    const gap = this.heldAt[side] - this.time[side]
    const fade = Math.exp(-gap / this.delay)
    this.delays[side] = (this.delays[side] + gap * this.sum[side]) * fade
    this.sum[side] = this.sum[side] * fade + this.held[side]
    this.time[side] = this.heldAt[side]
    this.held[side] = 0
  }
}
