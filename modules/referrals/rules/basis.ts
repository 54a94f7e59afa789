import type { ReferralEvent } from './states.ts'
import { choices } from './words.ts'

type Basis = Exclude<keyof typeof choices.basis, 'not-sure'>
const isSettled = (key: string): key is Basis => key !== 'not-sure' && Object.hasOwn(choices.basis, key)

/** Why the law allows it, as whoever sorts it may settle it: everything but not being sure. */
export const settledBases = Object.keys(choices.basis).filter(isSettled) as [Basis, ...Basis[]]

/**
 * Why the law allows work with somebody: as it was settled last by whoever sorts it, or else as whoever asked told it. Undefined while
 * nobody was sure.
 */
export function basisOf(told: string | null, events: readonly ReferralEvent[]): Basis | undefined {
  const settled = events.findLast(({ event, what }) => event === 'noted' && what === 'basis')?.reason ?? told ?? ''
  return isSettled(settled) ? settled : undefined
}
