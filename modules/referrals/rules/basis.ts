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

/** What they agree to, as it may change after it was told. */
export const agreementsNow = {
  person: choices.agrees.person,
  parent: choices.agrees.parent,
  both: choices.agrees.both,
  'taken-back': 'No: they, or a parent or carer, took it back',
  refused: choices.agrees.refused,
  'cannot-decide': choices.agrees['cannot-decide'],
} as const

/** What was written down last of their agreement, or of why the law allows it, in words; undefined where nothing was since it was told. */
export function changedSince(what: 'agreement' | 'basis', events: readonly ReferralEvent[]): string | undefined {
  return events.findLast(it => it.event === 'noted' && it.what === what)?.why.replace(/^[^:]*: /, '')
}
