export const meetingEvents = ['planned', 'changed', 'cancelled', 'ended', 'sent back', 'approved'] as const
export type MeetingEventName = (typeof meetingEvents)[number]
export type MeetingEvent = { readonly event: MeetingEventName; readonly at: Date }

export type MeetingState = 'planned' | 'cancelled' | 'minutes ready' | 'minutes sent back' | 'approved'

/** Where each event leads from each state. An event that is not named here changes nothing. */
const next: Readonly<Record<MeetingState, Partial<Record<MeetingEventName, MeetingState>>>> = {
  planned: { cancelled: 'cancelled', ended: 'minutes ready' },
  'minutes ready': { 'sent back': 'minutes sent back', approved: 'approved' },
  'minutes sent back': { ended: 'minutes ready' },
  cancelled: {},
  approved: {},
}

/** Where a meeting stands, from what happened to it in the order of time. What cannot happen in a state is passed over. */
export function meetingState(happened: readonly MeetingEvent[]): MeetingState {
  return [...happened]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .reduce<MeetingState>((state, { event }) => next[state][event] ?? state, 'planned')
}

export type Part = {
  /** Chairs or coordinates, and sits in the group. */
  readonly runs: boolean
  /** Is the chair of this very meeting. */
  readonly chairs: boolean
  /** Whether the group has met again since, or meets today: then that meeting may approve the minutes. */
  readonly metSince: boolean
}

/** What this person may do to a meeting now. Minutes are approved by the chair, or by the next meeting for the group. */
export function allowedEvents(state: MeetingState, { runs, chairs, metSince }: Part): MeetingEventName[] {
  const running: readonly MeetingEventName[] = runs ? ['changed', 'cancelled', 'ended'] : []
  const approving: readonly MeetingEventName[] = chairs || (runs && metSince) ? ['approved', 'sent back'] : []
  return [...running, ...approving].filter(event =>
    event === 'changed' ? state === 'planned' : next[state][event] !== undefined,
  )
}

/** Whether anything may still be added: an agenda item, what somebody knows, a decision. */
export function isOpen(state: MeetingState): boolean {
  return state !== 'cancelled' && state !== 'approved'
}

/** The day of the next meeting of a group that meets every so many days, after the last one; none where the rhythm is not known. */
export function nextDay(last: string | undefined, everyDays: number | null, today: string): string | undefined {
  if (everyDays === null) return undefined
  if (last === undefined) return addDays(today, everyDays)
  const day = addDays(last, everyDays)
  return day >= today ? day : addDays(today, 1)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
