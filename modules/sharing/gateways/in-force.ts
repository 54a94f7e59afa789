// Whether a provision of an act applies on a day.
import { type Finding, met, refused, unsure } from './findings.ts'
import type { Provision } from './schema.ts'
import { longDay } from './words.ts'

export type ProvisionState = 'in_force' | 'not_yet' | 'ended' | 'not_commenced' | 'confirm'

/** The state of a provision on an ISO day. One whose start is not confirmed is "confirm" from its enactment, never in force. */
export function provisionState(provision: Provision, day: string): ProvisionState {
  if (day < (provision.from ?? provision.enacted)) return 'not_yet'
  if (provision.until !== undefined && day >= provision.until) return 'ended'
  return provision.status
}

/** The finding for a named gateway or basis resting on a provision, or on none (common law). */
export function inForceFinding(name: string, provision: Provision | undefined, day: string): Finding {
  if (provision === undefined) return met('This is common law, so it has no start date.')
  switch (provisionState(provision, day)) {
    case 'in_force':
      return met(`In force since ${longDay(provision.from ?? provision.enacted)}.`)
    case 'not_yet':
      return refused(`${name} was not in force on ${longDay(day)}.`)
    case 'ended':
      return refused(`${name} is no longer in force. It ended on ${longDay(provision.until ?? day)}.`)
    case 'not_commenced':
      return refused(`${name} has been passed but has not started. Do not rely on it.`)
    case 'confirm':
      return unsure(
        `${name} has been passed, but nobody has confirmed that it has started. Ask your information-governance lead before you rely on it.`,
      )
  }
}
