// Coming back after a lost telephone or password. A recovery code helps the second person to be sure; it opens nothing.

export type RecoveryDates = {
  readonly asked_at: Date
  readonly decided_at: Date | null
  readonly agreed: boolean | null
  readonly done_at: Date | null
}

export type RecoveryState = 'waiting' | 'lapsed' | 'refused' | 'agreed' | 'done'

const day = 24 * 3_600_000
/** A request nobody decided lapses after three days; one that was agreed to must be used within one. */
export const recoveryLimits = { decide: 3 * day, use: day } as const

/** How the second person may have made sure who is asking. */
export const checks = {
  'in-person': 'I saw them in person',
  video: 'I saw and heard them on a video call that I started',
  'known-number': 'I rang them on a number that we held before',
} as const
export type Check = keyof typeof checks

/** The state of a request, from its dates alone. */
export function recoveryState(it: RecoveryDates, now: Date): RecoveryState {
  if (it.done_at !== null) return 'done'
  if (it.decided_at === null) return isPast(it.asked_at, recoveryLimits.decide, now) ? 'lapsed' : 'waiting'
  if (it.agreed !== true) return 'refused'
  return isPast(it.decided_at, recoveryLimits.use, now) ? 'lapsed' : 'agreed'
}

function isPast(from: Date, limit: number, now: Date): boolean {
  return now.getTime() - from.getTime() > limit
}

export type Decider = {
  readonly id: string
  readonly agency: string
  readonly administrator: boolean
}

/** Whether this person may decide: the sponsor, or an administrator of the same agency; never the one who asks. */
export function mayDecide(
  decider: Decider,
  asking: { readonly account: string; readonly agency: string; readonly sponsor: string | null },
): boolean {
  if (decider.id === asking.account) return false
  return decider.id === asking.sponsor || (decider.administrator && decider.agency === asking.agency)
}
