import { type Calendar, type ClockKey, clockBegan, clockOf, type Due, dueOf, endOfDay, type Urgency } from './clocks.ts'
import { type RouteKey, routesOf } from './routes.ts'
import { inOrder, outcomeOf, type ReferralEvent, type State, sorterOf, stateOf } from './states.ts'

/** What a referral waits for, in the order in which people must act. */
export type Waits = 'sorting' | 'telling' | 'answer' | 'more' | 'group' | 'nothing'

export const waitsWords: Readonly<Record<Waits, string>> = {
  sorting: 'Sort it',
  telling: 'Tell the body that leads',
  answer: 'Ask what came back',
  more: 'More was asked for',
  group: 'A group is to talk about it',
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
}

type Timer = { readonly waits: Waits; readonly due: Due; readonly clock?: ClockKey; readonly route?: RouteKey }

/** What a referral waits for now. `dayOf` gives the day in England of a time. */
export function workOf(
  events: readonly ReferralEvent[],
  urgency: Urgency,
  calendar: Calendar,
  dayOf: (at: Date) => string,
): Work {
  const state = stateOf(events)
  const timers = [...sorting(state, events, urgency, calendar, dayOf), ...onRoutes(state, events, calendar, dayOf)]
  const at = (it: Timer): number => momentOf(it.due, dayOf).getTime()
  const first = timers.toSorted((a, b) => at(a) - at(b))[0]
  const due = first === undefined ? null : momentOf(first.due, dayOf)
  return {
    state,
    outcome: outcomeOf(events) ?? null,
    waits: first?.waits ?? restOf(state),
    clock: first?.clock ?? null,
    route: first?.route ?? null,
    due_at: due,
    chair_at: first === undefined || due === null ? null : chairAt(first, due, calendar, dayOf),
    sorter: sorterOf(events) ?? null,
  }
}

const restOf = (state: State): Waits => (state === 'returned' ? 'more' : state === 'accepted' ? 'group' : 'nothing')

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
  if (state === 'returned') return asked(events)
  const key = clockOf(events, urgency)
  const clock = calendar.clocks.find(it => it.key === key)
  const began = clockBegan(events)
  if (state !== 'waiting' || clock === undefined || began === undefined) return []
  return [{ waits: 'sorting', due: dueOf(clock, began, dayOf, calendar.closed), clock: key }]
}

function asked(events: readonly ReferralEvent[]): Timer[] {
  const due = inOrder(events).findLast(({ event }) => event === 'returned')?.due
  return due == null ? [] : [{ waits: 'more', due: { at: null, day: due } }]
}

/** A body that leads is still to be told, or to answer, whatever else was decided since; not once it was taken back. */
function onRoutes(
  state: State,
  events: readonly ReferralEvent[],
  { routes, closed }: Calendar,
  dayOf: (at: Date) => string,
): Timer[] {
  if (state === 'withdrawn' || state === 'closed') return []
  return routesOf(events).flatMap(({ route, standing, began }): Timer[] => {
    const clock = routes.find(it => it.route === route)
    if (standing === 'answered' || clock === undefined) return []
    const telling = standing === 'to be told'
    const days = telling ? clock.tell_days : clock.answer_days
    const due = dueOf({ key: 'routine', minutes: null, working_days: days }, began, dayOf, closed)
    return [{ waits: telling ? 'telling' : 'answer', due, route }]
  })
}

function chairAt({ clock }: Timer, due: Date, { clocks, closed }: Calendar, dayOf: (at: Date) => string): Date {
  const days = clocks.find(({ key }) => key === clock)?.chair_days ?? 1
  if (days === 0) return due
  // A day's end is the first moment of the day after: what is owed by then was owed on the day before.
  const last = dayOf(new Date(due.getTime() - 1))
  return momentOf(
    dueOf({ key: 'routine', minutes: null, working_days: days }, new Date(`${last}T12:00:00Z`), dayOf, closed),
    dayOf,
  )
}
