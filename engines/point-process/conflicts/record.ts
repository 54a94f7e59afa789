import { argsort, requireAllFinite, requireLength, requireWhole } from '#engines/numerics'

/**
 * Dated events between groups. `from` is the group that acted and `to` the group it acted against; where nobody knows
 * who acted, `from` and `to` name the two in any order and `unknown` is 1. `stage` is a rung of the ladder, 0 upwards.
 */
export type ConflictEvents = {
  readonly t: Float64Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly stage: Int32Array
  readonly unknown?: Uint8Array
}

/** Events in time order, each on a pair of groups; side 0 is the pair's lower-numbered group acting, side 1 the other. */
export type Record = {
  readonly t: Float64Array
  readonly pair: Int32Array
  readonly side: Int32Array
  readonly unknown: Uint8Array
  readonly stage: Int32Array
  readonly stages: number
  /** The two groups of each pair, lower number first. */
  readonly groups: readonly (readonly [number, number])[]
  readonly order: Int32Array
  readonly start: number
  readonly end: number
}

/** @throws naming the array and the index that is wrong */
export function recordOf(events: ConflictEvents, stages: number, start: number, end: number): Record {
  requireConflictEvents(events, stages, start, end)
  const order = Int32Array.from(argsort(events.t))
  const numbers = new Map<string, number>()
  const groups: [number, number][] = []
  const pair = Int32Array.from(order, i => {
    const low = Math.min(events.from[i], events.to[i])
    const high = Math.max(events.from[i], events.to[i])
    const name = `${low} ${high}`
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, groups.length)
    groups.push([low, high])
    return groups.length - 1
  })
  return {
    t: Float64Array.from(order, i => events.t[i]),
    pair,
    side: Int32Array.from(order, i => (events.from[i] < events.to[i] ? 0 : 1)),
    unknown: Uint8Array.from(order, i => events.unknown?.[i] ?? 0),
    stage: Int32Array.from(order, i => events.stage[i]),
    stages,
    groups,
    order,
    start,
    end,
  }
}

function requireConflictEvents(events: ConflictEvents, stages: number, start: number, end: number): void {
  const n = events.t.length
  if (n === 0) throw new Error('events must hold at least one event')
  requireLength('events.from', events.from, n)
  requireLength('events.to', events.to, n)
  requireLength('events.stage', events.stage, n)
  if (events.unknown !== undefined) requireLength('events.unknown', events.unknown, n)
  requireAllFinite('events.t', events.t)
  requireWhole('stages', stages, 1)
  if (!(end > start)) throw new Error('end must be after start')
  for (let i = 0; i < n; i++) {
    requireWhole(`events.from[${i}]`, events.from[i])
    requireWhole(`events.to[${i}]`, events.to[i])
    requireWhole(`events.stage[${i}]`, events.stage[i])
    if (events.from[i] === events.to[i]) throw new Error(`events.to[${i}] must be another group than events.from[${i}]`)
    if (events.stage[i] >= stages) throw new Error(`events.stage[${i}] must be below stages (${stages})`)
    if (events.t[i] < start || events.t[i] > end) throw new Error(`events.t[${i}] lies outside start to end`)
  }
}
