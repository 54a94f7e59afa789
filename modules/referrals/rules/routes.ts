import { isOutcome, outcomes } from './outcomes.ts'
import { type Route, routes } from './route-questions.ts'
import { decisionsIn, inOrder, type ReferralEvent } from './states.ts'

export type RouteKey = keyof typeof routes
export const everyRoute = Object.keys(routes) as [RouteKey, ...RouteKey[]]

export function isRoute(what: string): what is RouteKey {
  return Object.hasOwn(routes, what)
}

/** A route with nothing left out: for reading what only some routes have. */
export function routeOf(key: RouteKey): Route {
  return routes[key]
}

/**
 * How many working days: until the body is told, until an answer is asked for, and after an answer with another to come, until
 * that one is asked for.
 */
export type RouteClock = {
  readonly route: RouteKey
  readonly tell_days: number
  readonly answer_days: number
  readonly later_days: number
}

/** Until told and until asked (platform mapping, apart from children’s social care and the NRM); a coordinator changes it. */
const firstDays: readonly Omit<RouteClock, 'later_days'>[] = [
  // Working Together 2023: a social worker decides within one working day.
  { route: 'child-protection', tell_days: 0, answer_days: 1 },
  { route: 'adult-safeguarding', tell_days: 0, answer_days: 5 },
  { route: 'marac', tell_days: 1, answer_days: 15 },
  { route: 'mace', tell_days: 1, answer_days: 15 },
  // The Home Office aims at five working days for reasonable grounds.
  { route: 'nrm', tell_days: 0, answer_days: 5 },
  { route: 'channel', tell_days: 1, answer_days: 10 },
  { route: 'mappa', tell_days: 1, answer_days: 20 },
  { route: 'early-help', tell_days: 2, answer_days: 10 },
  { route: 'single-agency', tell_days: 2, answer_days: 10 },
  { route: 'out-of-area', tell_days: 1, answer_days: 3 },
]

/**
 * What a partnership begins with. After reasonable grounds the law gives 30 days to recover before conclusive grounds are decided
 * (Nationality and Borders Act 2022 section 61), and most take longer: so it is asked for after 30 working days, and not every week.
 */
export const firstRouteClocks: readonly RouteClock[] = firstDays.map(it => ({ ...it, later_days: 30 }))

export type Standing = 'to be told' | 'waiting for an answer' | 'answered' | 'not told'

export type OpenRoute = {
  readonly route: RouteKey
  readonly standing: Standing
  /** When its present clock began: the decision, or the day on which the body was told. */
  readonly began: Date
  readonly answer: string | undefined
}

/** How each route stands that was decided on, the newest decision of each; an answer may be followed by another. */
export function routesOf(events: readonly ReferralEvent[]): OpenRoute[] {
  const decided = new Map(decisionsIn(events).map(({ event, outcome }) => [outcome, event] as const))
  return [...decided].flatMap(([outcome, event]) => (isRoute(outcome) ? [standingOf(outcome, event, events)] : []))
}

function standingOf(route: RouteKey, decision: ReferralEvent, events: readonly ReferralEvent[]): OpenRoute {
  const since = inOrder(events)
  const later = since
    .slice(since.findIndex(({ id }) => id === decision.id))
    .filter(({ what, event }) => what === route && (event === 'told' || event === 'came back' || event === 'not told'))
  const told = later.find(({ event }) => event === 'told')
  const instead = later.find(({ event }) => event === 'not told')
  const back = later.findLast(({ event }) => event === 'came back')
  const answer = back?.reason ?? undefined
  if (told === undefined && instead !== undefined)
    return { route, standing: 'not told', began: instead.at, answer: undefined }
  if (told === undefined) return { route, standing: 'to be told', began: decision.at, answer: undefined }
  const goesOn = answer === undefined || (routeOf(route).goesOn ?? []).includes(answer)
  return { route, standing: goesOn ? 'waiting for an answer' : 'answered', began: back?.at ?? told.at, answer }
}

/** What a route’s body is called in the list of outcomes. */
export function routeWords(route: RouteKey): string {
  return isOutcome(route) ? outcomes[route].words : route
}
