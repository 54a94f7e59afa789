import { type Next, nextOf } from './clocks.ts'
import { agreedOn, changedSince, type PlanVersion } from './plan.ts'
import { type CaseFact, type CaseState, stateOf, type TeamEvent, teamOf } from './state.ts'

/** What a case waits for, as the lists show it. */
export const waitsWords = {
  assessment: 'Assessment',
  plan: 'Agree a plan',
  review: 'Review',
  nothing: 'Nothing',
} as const
export type Waits = keyof typeof waitsWords

export type DatedEvent = {
  readonly event: string
  readonly at: Date
  readonly member: string | null
  readonly why?: string
}
export type PlanFacts = PlanVersion & { readonly signed: boolean }

/** Everything that decides where a case stands in the lists: dates, kinds of events and answers, and no words. */
export type CaseFacts = {
  readonly openedOn: string
  readonly events: readonly DatedEvent[]
  readonly plans: readonly PlanFacts[]
  /** The newest review, and the day that it names for the next one. */
  readonly reviewed: string | null
  readonly nextReview: string | null
  readonly assessed: Date | null
  /** How often its kind of help is reviewed. */
  readonly reviewDays?: number | null
}

export type CaseWork = {
  readonly state: CaseState
  readonly lead: string | null
  readonly waits: Waits
  readonly dueOn: string | null
  /** The day on which it was closed; nothing of one that is open. */
  readonly closedOn: string | null
  /** An agreed plan that no second person has looked at. */
  readonly unsigned: boolean
  /** In whose lists it stands, beside whoever opened it. */
  readonly team: readonly string[]
  /** Who was taken out of the team: it stands in none of their lists, not even if they opened it. */
  readonly gone: readonly string[]
}

/** Where a case stands in the lists of work, and in whose. */
export function workOf(facts: CaseFacts): CaseWork {
  const agreed = facts.plans.flatMap(({ agreements }) => agreedOn(agreements) ?? []).sort()
  const state = stateOf([
    ...facts.events.flatMap(factOf),
    ...(facts.assessed === null ? [] : [{ event: 'assessed' as const, at: facts.assessed }]),
    ...agreed.map(day => ({ event: 'plan agreed' as const, at: new Date(day) })),
  ])
  const next = nextIn(facts, state, agreed.at(-1))
  const { lead, members } = teamOf(facts.events.flatMap(teamEventOf))
  const team = members.map(({ id }) => id)
  return {
    state,
    lead: lead ?? null,
    waits: next?.what ?? 'nothing',
    dueOn: next?.due ?? null,
    closedOn: state === 'closed' ? (lastDayOf('closed', facts.events) ?? null) : null,
    unsigned: waitsForLook(facts.plans),
    team,
    gone: facts.events
      .flatMap(({ event, member }) => (event === 'left' && member !== null ? [member] : []))
      .filter(id => !team.includes(id)),
  }
}

function nextIn(facts: CaseFacts, state: CaseState, agreed: string | undefined): Next | undefined {
  const { openedOn: opened, reviewed, nextReview, reviewDays } = facts
  return nextOf({
    ...{ state, opened, agreed, held: lastDayOf('held', facts.events), changed: changedSince(facts.plans) },
    reviewed: reviewed ?? undefined,
    nextReview: nextReview ?? undefined,
    reviewDays: reviewDays ?? undefined,
  })
}

/** The last day on which something happened to a case. */
export function lastDayOf(what: string, events: readonly Pick<DatedEvent, 'event' | 'at'>[]): string | undefined {
  const days = events.filter(({ event }) => event === what).map(({ at }) => at.toISOString().slice(0, 10))
  return days.sort().at(-1)
}

function waitsForLook(plans: readonly PlanFacts[]): boolean {
  const newest = plans.toSorted((a, b) => a.version - b.version).at(-1)
  return newest !== undefined && !newest.signed && agreedOn(newest.agreements) !== undefined
}

const caseFacts = ['opened', 'held', 'resumed', 'closed', 'reopened'] as const

/** An event as the state of a case is worked out from it; nothing for one that does not change the state. */
export function factOf({ event, at }: Pick<DatedEvent, 'event' | 'at'>): CaseFact[] {
  const name = caseFacts.find(each => each === event)
  return name === undefined ? [] : [{ event: name, at }]
}

const teamFacts = ['led', 'joined', 'left'] as const

/** An event as the team is worked out from it; nothing for one that does not change the team. */
export function teamEventOf({ event, member, at, why = '' }: DatedEvent): TeamEvent[] {
  const name = teamFacts.find(each => each === event)
  return name === undefined || member === null ? [] : [{ event: name, member, at, why }]
}
