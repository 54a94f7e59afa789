import { requireAllFinite, requireLength } from '#engines/numerics'

/** Places in metres and times in days, event by event, in any order. */
export type Events = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly t: Float64Array
}

/** Refuses events of unequal lengths, of non-finite values or fewer than `least`. @throws naming the array and index */
export function requireEvents(events: Events, least: number): void {
  requireLength('events.y', events.y, events.x.length)
  requireLength('events.t', events.t, events.x.length)
  requireAllFinite('events.x', events.x)
  requireAllFinite('events.y', events.y)
  requireAllFinite('events.t', events.t)
  if (events.x.length < least) throw new Error(`events must hold at least ${least} events, got ${events.x.length}`)
}

/** Refuses band limits that are not finite, above 0 and rising. @throws naming the list */
export function requireRising(name: string, limits: readonly number[]): void {
  if (limits.length === 0) throw new Error(`${name} must name at least one limit`)
  let last = 0
  for (const limit of limits) {
    if (!(limit > last && limit < Infinity)) {
      throw new Error(`${name} must be finite numbers above 0 in rising order, got ${limits.join(', ')}`)
    }
    last = limit
  }
}
