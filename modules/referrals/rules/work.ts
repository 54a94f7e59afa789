import {
  type Calendar,
  type ClockKey,
  clockBegan,
  clockOf,
  type Due,
  dueOf,
  endOfDay,
  isUrgency,
  type Urgency,
  urgencies,
  type WaitClockKey,
} from './clocks.ts'
import { type RouteKey, routesOf } from './routes.ts'
import {
  decisionsIn,
  groupsLeft,
  inOrder,
  outcomeOf,
  type ReferralEvent,
  type State,
  sorterOf,
  standsSince,
  stateOf,
} from './states.ts'

/** What a referral waits for, in the order in which people must act. */
export type Waits = 'sorting' | 'telling' | 'answer' | 'more' | 'group' | 'opening' | 'ringing' | 'nothing'

export const waitsWords: Readonly<Record<Waits, string>> = {
  sorting: 'Sort it',
  telling: 'Tell the body that leads',
  answer: 'Ask what came back',
  more: 'More was asked for',
  group: 'A group is to talk about it',
  opening: 'A group has decided: open a case, or decide anew',
  ringing: 'Ring the organisation again',
  nothing: 'Nothing',
}

/** A referral as the lists of work need it. It is worked out from the events each time that one is added. */
export type Work = {
  readonly state: State
  readonly outcome: string | null
  readonly waits: Waits
  readonly clock: ClockKey | null
  readonly route: RouteKey | null
  /** The moment after which it is late, and the moment after which the chair is told; nothing where no clock runs. */
  readonly due_at: Date | null
  readonly chair_at: Date | null
  readonly sorter: string | null
  /** The groups that are still to talk about it. */
  readonly groups: readonly string[]
  /** Since when it stands as it does; nothing where nothing happened to it. */
  readonly since: Date | null
}

type Timer = {
  readonly waits: Waits
  readonly due: Due
  readonly clock?: ClockKey
  readonly wait?: WaitClockKey
  readonly route?: RouteKey
}

/** What a referral waits for now. `dayOf` gives the day in England of a time. */
export function workOf(
  events: readonly ReferralEvent[],
  urgency: Urgency,
  calendar: Calendar,
  dayOf: (at: Date) => string,
): Work {
  const state = stateOf(events)
  const timers = [
    ...sorting(state, events, urgency, calendar, dayOf),
    ...onRoutes(state, events, calendar, dayOf),
    ...ringing(state, events, urgency, calendar, dayOf),
  ]
  const at = (it: Timer): number => momentOf(it.due, dayOf).getTime()
  const first = timers.toSorted((a, b) => at(a) - at(b))[0]
  const due = first === undefined ? null : momentOf(first.due, dayOf)
  return {
    state,
    outcome: outcomeOf(events) ?? null,
    waits: first?.waits ?? 'nothing',
    clock: first?.clock ?? null,
    route: first?.route ?? null,
    due_at: due,
    chair_at: first === undefined || due === null ? null : chairAt(first, due, calendar, dayOf),
    sorter: sorterOf(events) ?? null,
    groups: groupsLeft(events),
    since: standsSince(events) ?? null,
  }
}

/** The moment after which something owed by then is late. */
export function momentOf(due: Due, dayOf: (at: Date) => string): Date {
  return due.at ?? endOfDay(due.day, dayOf)
}

function sorting(
  state: State,
  events: readonly ReferralEvent[],
  urgency: Urgency,
  calendar: Calendar,
  dayOf: (at: Date) => string,
): Timer[] {
  if (state === 'returned') return asked(events, calendar, dayOf)
  if (state === 'accepted') return accepted(events, calendar, dayOf)
  const key = clockOf(events, urgency)
  const clock = calendar.clocks.find(it => it.key === key)
  const began = clockBegan(events)
  if (state !== 'waiting' || clock === undefined || began === undefined) return []
  return [{ waits: 'sorting', due: dueOf(clock, began, dayOf, calendar.closed), clock: key }]
}

/** By when whoever asked is to answer: the day that they were given, or the one that the clock gives. There is always one. */
export function moreBy(from: Date, { waits, closed }: Calendar, dayOf: (at: Date) => string): string {
  const clock = waits.find(({ key }) => key === 'more')
  return dueOf({ minutes: null, working_days: clock?.working_days ?? 5 }, from, dayOf, closed).day
}

function asked(events: readonly ReferralEvent[], calendar: Calendar, dayOf: (at: Date) => string): Timer[] {
  const last = inOrder(events).findLast(({ event }) => event === 'returned')
  if (last === undefined) return []
  return [{ waits: 'more', due: { at: null, day: last.due ?? moreBy(last.at, calendar, dayOf) }, wait: 'more' }]
}

/**
 * It waits for its groups; and once the Interventions Group has decided, for its case, or for another decision, whether another group is
 * still to talk about it or not; then for nothing.
 */
function accepted(events: readonly ReferralEvent[], { waits, closed }: Calendar, dayOf: (at: Date) => string): Timer[] {
  const [decided, left] = [decisionsIn(events).at(-1), groupsLeft(events)]
  const timer = (wait: WaitClockKey, began: Date | undefined): Timer[] => {
    const clock = waits.find(({ key }) => key === wait)
    if (clock === undefined || began === undefined) return []
    return [{ waits: wait, due: dueOf(clock, began, dayOf, closed), wait }]
  }
  // Two groups have the same time: the first to decide does not give the other longer.
  return [
    ...(left.length > 0 ? timer('group', decided?.event.at) : []),
    ...(decided === undefined ? [] : timer('opening', helpDecided(events, decided.event))),
  ]
}

/** When the Interventions Group decided about what was accepted by this decision; undefined while it has not. */
function helpDecided(events: readonly ReferralEvent[], decided: ReferralEvent): Date | undefined {
  const ordered = inOrder(events)
  const later = ordered.slice(ordered.findIndex(({ id }) => id === decided.id))
  return later.find(({ event, what }) => event === 'group decided' && what === 'grp.interventions')?.at
}

/** What came of ringing the organisation from which it came, the last time: undefined where it came from nobody who had to be rung. */
export function calledBack(events: readonly ReferralEvent[]): ReferralEvent | undefined {
  return inOrder(events).findLast(({ event }) => event === 'called back')
}

/** Taken up although nobody answered: the organisation is rung again until it says whether it is theirs, whatever is decided meanwhile. */
function ringing(
  state: State,
  events: readonly ReferralEvent[],
  urgency: Urgency,
  { clocks, closed }: Calendar,
  dayOf: (at: Date) => string,
): Timer[] {
  const called = calledBack(events)
  const key = clockOf(events, urgency)
  const clock = clocks.find(it => it.key === key)
  const over = state === 'withdrawn' || state === 'closed'
  if (called?.what !== 'not-reached' || over || clock === undefined) return []
  return [{ waits: 'ringing', due: dueOf(clock, called.at, dayOf, closed), clock: key }]
}

/** By when an organisation without an account must be rung: by the clock of how soon they need help, from when it came. */
export function callWork(
  { soon, received_at: at }: { readonly soon: number; readonly received_at: Date },
  calendar: Calendar,
  dayOf: (at: Date) => string,
): Work {
  const urgency = Object.keys(urgencies).filter(isUrgency)[soon - 1] ?? 'weeks'
  return workOf([{ id: '', event: 'sent', what: '', why: '', at }], urgency, calendar, dayOf)
}

/**
 * A body that leads is still to be told, or to answer, whatever else was decided since. Once the referral was closed or withdrawn
 * nobody asks for its answer any more; but the duty to tell stays until it is done, or taken back with a reason.
 */
function onRoutes(
  state: State,
  events: readonly ReferralEvent[],
  { routes, closed }: Calendar,
  dayOf: (at: Date) => string,
): Timer[] {
  const over = state === 'withdrawn' || state === 'closed'
  return routesOf(events).flatMap(({ route, standing, began, answer }): Timer[] => {
    const clock = routes.find(it => it.route === route)
    const telling = standing === 'to be told'
    if (clock === undefined || !(telling || (standing === 'waiting for an answer' && !over))) return []
    const days = telling ? clock.tell_days : answer === undefined ? clock.answer_days : clock.later_days
    const due = dueOf({ minutes: null, working_days: days }, began, dayOf, closed)
    return [{ waits: telling ? 'telling' : 'answer', due, route }]
  })
}

function chairAt(
  { clock, wait }: Timer,
  due: Date,
  { clocks, waits, closed }: Calendar,
  dayOf: (at: Date) => string,
): Date {
  const found = clocks.find(({ key }) => key === clock) ?? waits.find(({ key }) => key === wait)
  const days = found?.chair_days ?? 1
  if (days === 0) return due
  // A day's end is the first moment of the day after: what is owed by then was owed on the day before.
  const last = dayOf(new Date(due.getTime() - 1))
  return momentOf(dueOf({ minutes: null, working_days: days }, new Date(`${last}T12:00:00Z`), dayOf, closed), dayOf)
}
