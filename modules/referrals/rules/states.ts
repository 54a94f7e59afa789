import { groupsAfter, isOutcome, type Outcome, outcomes } from './outcomes.ts'

export const everyEvent = [
  ...(['sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released'] as const),
  ...(['clock', 'matched', 'weighed', 'decided', 'case opened', 'noted', 'assigned', 'repeat', 'called back'] as const),
  ...(['told', 'came back', 'not told', 'transfer accepted', 'transfer refused', 'group decided'] as const),
] as const
export type EventKind = (typeof everyEvent)[number]

export type ReferralEvent = {
  readonly id: string
  readonly event: EventKind
  /** What is meant: an outcome, a clock, a prompt of the Act, a record, a route, somebody’s account. */
  readonly what: string
  readonly why: string
  readonly at: Date
  /** One of the grouped reasons, or what a body that was told has answered. */
  readonly reason?: string | null
  /** By when an answer is asked for: a day. */
  readonly due?: string | null
}

export type State =
  | 'waiting'
  | 'returned'
  | 'withdrawn'
  | 'accepted'
  | 'passed on'
  | 'offered'
  | 'closed'
  | 'being helped'

export const stateWords: Readonly<Record<State, string>> = {
  waiting: 'Waiting to be sorted',
  returned: 'Returned for more',
  withdrawn: 'Withdrawn',
  accepted: 'Accepted',
  'passed on': 'Passed on',
  offered: 'Offered to another area, which has not answered yet',
  closed: 'Closed',
  'being helped': 'A case is open',
}

/** What moves a referral from one state to another. A decision moves it to where its outcome leads. */
export type Move =
  | 'added to'
  | 'returned'
  | 'withdrawn'
  | 'reopened'
  | 'case opened'
  | 'decided'
  | 'transfer accepted'
  | 'transfer refused'

export const moves: Readonly<Record<State, readonly Move[]>> = {
  waiting: ['returned', 'withdrawn', 'decided'],
  returned: ['added to', 'withdrawn', 'decided'],
  accepted: ['withdrawn', 'decided', 'case opened'],
  'passed on': ['withdrawn', 'decided', 'reopened'],
  offered: ['transfer accepted', 'transfer refused', 'withdrawn', 'decided'],
  closed: ['reopened'],
  withdrawn: ['reopened'],
  'being helped': [],
}

export const leads: Readonly<Record<Exclude<Move, 'decided'>, State>> = {
  'added to': 'waiting',
  returned: 'returned',
  withdrawn: 'withdrawn',
  reopened: 'waiting',
  'case opened': 'being helped',
  'transfer accepted': 'passed on',
  'transfer refused': 'waiting',
}

/** What may happen next to a referral in this state. */
export function movesFrom(state: State): readonly Move[] {
  return moves[state]
}

/** Events as they came: by time, and at one time by id. */
export function inOrder<E extends Pick<ReferralEvent, 'at' | 'id'>>(events: readonly E[]): E[] {
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** What a referral is after these events. An event that its state does not allow changes nothing. */
export function stateOf(events: readonly ReferralEvent[]): State {
  return inOrder(events).reduce<State>(after, 'waiting')
}

function after(state: State, { event, what }: ReferralEvent): State {
  const move = moves[state].find(it => it === event)
  if (move === undefined) return state
  if (move !== 'decided') return leads[move]
  return isOutcome(what) ? outcomes[what].leads : state
}

/** The decisions that the state of their time allowed, oldest first. */
export function decisionsIn(events: readonly ReferralEvent[]): { event: ReferralEvent; outcome: Outcome }[] {
  let state: State = 'waiting'
  return inOrder(events).flatMap(event => {
    const allowed = event.event === 'decided' && moves[state].includes('decided')
    state = after(state, event)
    return allowed && isOutcome(event.what) ? [{ event, outcome: event.what }] : []
  })
}

/** The outcome that counts: the last one that the state of its time allowed. */
export function outcomeOf(events: readonly ReferralEvent[]): Outcome | undefined {
  let [state, outcome]: [State, Outcome | undefined] = ['waiting', undefined]
  for (const it of inOrder(events)) {
    const next = after(state, it)
    if (it.event === 'decided' && moves[state].includes('decided') && isOutcome(it.what)) outcome = it.what
    if (next === 'waiting' && next !== state) outcome = undefined
    state = next
  }
  return outcome
}

/** The groups that are still to talk about it: those of the outcome that counts, without those that have decided since. */
export function groupsLeft(events: readonly ReferralEvent[]): readonly string[] {
  const [last] = decisionsIn(events).slice(-1)
  if (last === undefined || stateOf(events) !== 'accepted') return []
  const ordered = inOrder(events)
  const later = ordered.slice(ordered.findIndex(({ id }) => id === last.event.id))
  const done = new Set(later.flatMap(({ event, what }) => (event === 'group decided' ? [what] : [])))
  return groupsAfter(last.outcome).filter(group => !done.has(group))
}

const opens: ReadonlySet<EventKind> = new Set([
  'sent',
  'added to',
  'returned',
  'withdrawn',
  'reopened',
  'transfer refused',
])

/** Whether whoever asked was told that somebody decided, and nothing has made it open to them again. */
export function wasAnswered(events: readonly ReferralEvent[]): boolean {
  return inOrder(events).findLast(({ event }) => opens.has(event) || event === 'answered')?.event === 'answered'
}

/** Since when it stands as it does: the last event that its state allowed; the first one where nothing was decided. */
export function standsSince(events: readonly ReferralEvent[]): Date | undefined {
  let [state, since]: [State, Date | undefined] = ['waiting', undefined]
  for (const it of inOrder(events)) {
    const allowed =
      moves[state].some(move => move === it.event) || (state === 'accepted' && it.event === 'group decided')
    if (allowed || since === undefined) since = it.at
    state = after(state, it)
  }
  return since
}

/** Who sorts it: the account that was named last; undefined for nobody. */
export function sorterOf(events: readonly ReferralEvent[]): string | undefined {
  const what = inOrder(events).findLast(({ event }) => event === 'assigned')?.what
  return what === '' ? undefined : what
}

/** What whoever asked for help hears: never how it was sorted. */
export type Heard = 'received' | 'returned' | 'withdrawn' | 'closed'

export const heardWords: Readonly<Record<Heard, string>> = {
  received: 'Received. The coordinator sorts it.',
  returned: 'The coordinator needs to know more.',
  withdrawn: 'It was withdrawn.',
  closed: 'Closed for you. It was read and somebody decided what happens next.',
}

/** The events that whoever asked may read. The policies of the database hold the same list. */
export const toldEvents: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released'] as const),
])

/**
 * What they hear of a referral in this state. Every decision reads alike: whether it was accepted, passed on or declined is shared
 * only by a decision to share.
 */
export function heardOf(state: State): Heard {
  if (state === 'returned' || state === 'withdrawn') return state
  return state === 'waiting' || state === 'offered' ? 'received' : 'closed'
}
