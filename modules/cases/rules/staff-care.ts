// Debriefs and supervision: how a worker is. Nothing here is about somebody who is helped, and nothing says how well anybody works.

export const careKinds = {
  debrief: 'A debrief, after something that was hard',
  supervision: 'Supervision, a regular talk about how I am',
} as const
export type CareKind = keyof typeof careKinds

/** What will be done for the worker. The migration holds the same words. */
export const careSteps = [
  'time off the rota',
  'a lighter caseload',
  'a second worker',
  'a talk with occupational health',
  'training',
  'nothing needed',
] as const

export type NewCare = {
  readonly kind: CareKind
  readonly supporter: string
  /** The day for which it is asked or planned, YYYY-MM-DD. */
  readonly planned_on: string
  /** The six letters and figures of a case, or null. */
  readonly reference: string | null
}

export type HeldCare = {
  readonly on_day: string
  readonly done: readonly (typeof careSteps)[number][]
  readonly next_on: string | null
}

export type Care = NewCare & {
  readonly id: string
  readonly worker: string
  readonly worker_name: string
  readonly supporter_name: string
  /** Null until it took place or was called off. */
  readonly outcome: 'held' | 'called off' | null
  readonly on_day: string | null
  readonly done: readonly string[] | null
  readonly next_on: string | null
}

/** Where it stands, in words that a list can show. A day that is today has not passed. */
export function careStanding(it: Pick<Care, 'outcome' | 'planned_on'>, today: string): string {
  if (it.outcome === 'held') return 'It took place'
  if (it.outcome === 'called off') return 'It was called off'
  return it.planned_on < today ? 'The day has passed' : 'Planned'
}

/** What waits, for one of the two: nobody is named, and no case. */
export function careTask(kind: CareKind, own: boolean): string {
  return own
    ? `Your ${kind} has not taken place yet: talk with your colleague, or choose another day`
    : `A colleague waits for ${kind === 'debrief' ? 'a debrief' : 'supervision'}: write down that it took place`
}
