export const events = [
  'proposed',
  'accepted',
  'declined',
  'started',
  'done',
  'sent back',
  'verified',
  'moved',
  'withdrawn',
] as const
export type EventName = (typeof events)[number]

export type ActionEvent = {
  readonly event: EventName
  readonly at: Date
  /** YYYY-MM-DD: the day by which it is to be done, with `proposed` and `moved`. */
  readonly due: string | null
}

export type State = 'proposed' | 'accepted' | 'started' | 'done' | 'verified' | 'declined' | 'withdrawn'

/** Where each event leads from each state. An event that is not named here changes nothing. */
const next: Readonly<Record<State, Partial<Record<EventName, State>>>> = {
  proposed: { accepted: 'accepted', declined: 'declined', withdrawn: 'withdrawn' },
  accepted: { started: 'started', done: 'done', withdrawn: 'withdrawn' },
  started: { done: 'done', withdrawn: 'withdrawn' },
  done: { verified: 'verified', 'sent back': 'started' },
  verified: {},
  declined: {},
  withdrawn: {},
}

/** Whether somebody is still to do something with it before it is done. */
export function isUnderWay(state: State): boolean {
  return state === 'proposed' || state === 'accepted' || state === 'started'
}

export type Progress = {
  readonly state: State
  /** The day by which it is to be done, as it was last set; null while nothing says so. */
  readonly due: string | null
  /** When it was last said to be done, while it stands as done. */
  readonly doneAt: Date | null
}

const start: Progress = { state: 'proposed', due: null, doneAt: null }

/** Where an action stands, from what happened to it in the order of time. What cannot happen in a state is passed over. */
export function progressOf(happened: readonly ActionEvent[]): Progress {
  return [...happened].sort((a, b) => a.at.getTime() - b.at.getTime()).reduce(step, start)
}

function step(progress: Progress, { event, at, due }: ActionEvent): Progress {
  if (event === 'proposed') return { ...progress, due: progress.due ?? due }
  if (event === 'moved') return isUnderWay(progress.state) ? { ...progress, due: due ?? progress.due } : progress
  const state = next[progress.state][event]
  if (state === undefined) return progress
  return { ...progress, state, doneAt: state === 'done' ? at : state === 'verified' ? progress.doneAt : null }
}

/** Whether its day has passed while it is under way. Never stored. `today` is YYYY-MM-DD. */
export function isOverdue({ state, due }: Progress, today: string): boolean {
  return isUnderWay(state) && due !== null && due < today
}

/** What somebody is to an action. */
export type Standing = {
  readonly isOwner: boolean
  readonly manages: boolean
  /** Chairs or coordinates, and reads it. */
  readonly runsGroup: boolean
}

/** What this person may do to it now, in the order in which a page offers it. Nobody checks their own work. */
export function allowedNow({ state }: Progress, { isOwner, manages, runsGroup }: Standing): EventName[] {
  const mine: readonly EventName[] = isOwner ? ['accepted', 'declined', 'started', 'done'] : []
  const check: readonly EventName[] = !isOwner && (manages || runsGroup) ? ['verified', 'sent back'] : []
  const managing: readonly EventName[] = manages ? ['withdrawn'] : []
  const offered = [...mine, ...check, ...managing].filter(event => next[state][event] !== undefined)
  return manages && isUnderWay(state) ? [...offered, 'moved'] : offered
}

export type Timeliness = { readonly due: number; readonly inTime: number }

/**
 * How many actions came to their day, and how many of those were done by it. One that was declined or withdrawn never came to
 * its day; one that is done early has. `dayOf` gives the day of a moment as YYYY-MM-DD.
 */
export function timeliness(all: readonly Progress[], today: string, dayOf: (at: Date) => string): Timeliness {
  const came = all.filter(it => it.due !== null && (it.doneAt !== null || isOverdue(it, today)))
  const inTime = came.filter(({ due, doneAt }) => doneAt !== null && due !== null && dayOf(doneAt) <= due)
  return { due: came.length, inTime: inTime.length }
}
