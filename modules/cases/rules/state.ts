/** What happened to a case, as its state is worked out from it. */
export type CaseFact = {
  readonly event: 'opened' | 'assessed' | 'plan agreed' | 'held' | 'resumed' | 'closed' | 'reopened'
  readonly at: Date
}

export const stateWords = {
  assessing: 'To be assessed',
  planning: 'A plan is to be agreed',
  active: 'Plan in use',
  held: 'On hold',
  closed: 'Closed',
} as const
export type CaseState = keyof typeof stateWords

type Standing = {
  readonly closed: boolean
  readonly held: boolean
  readonly assessed: boolean
  readonly agreed: boolean
}

const start: Standing = { closed: false, held: false, assessed: false, agreed: false }

/** What one fact does. A closed case takes nothing but being opened again; an assessment or a plan stays true. */
function after(standing: Standing, { event }: CaseFact): Standing {
  if (event === 'assessed') return { ...standing, assessed: true }
  if (event === 'plan agreed') return { ...standing, agreed: true }
  if (event === 'reopened') return { ...standing, closed: false, held: false }
  if (standing.closed) return standing
  if (event === 'held') return { ...standing, held: true }
  if (event === 'resumed') return { ...standing, held: false }
  return event === 'closed' ? { ...standing, closed: true } : standing
}

/** Where a case stands, from what happened to it and when. The order in which the facts are given does not matter. */
export function stateOf(facts: readonly CaseFact[]): CaseState {
  const sorted = [...facts].sort((a, b) => a.at.getTime() - b.at.getTime())
  const { closed, held, assessed, agreed } = sorted.reduce(after, start)
  if (closed) return 'closed'
  if (held) return 'held'
  if (agreed) return 'active'
  return assessed ? 'planning' : 'assessing'
}

/** Whether there is more help than when the plan began, less, or the same: what the newest step says. */
export function stepNow(events: readonly { readonly event: string; readonly at: Date }[]): 'more' | 'less' | 'usual' {
  const steps = events.filter(({ event }) => event === 'stepped up' || event === 'stepped down')
  const newest = steps.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (newest === undefined) return 'usual'
  return newest.event === 'stepped up' ? 'more' : 'less'
}

export type TeamEvent = {
  readonly event: 'led' | 'joined' | 'left'
  readonly member: string
  readonly at: Date
  readonly why: string
}

export type Member = { readonly id: string; readonly since: Date; readonly why: string }

/** Who leads, and who else is in the team today. A new lead takes the place of the one before, who stays in the team. */
export function teamOf(events: readonly TeamEvent[]): { lead: string | undefined; members: readonly Member[] } {
  const members = new Map<string, Member>()
  let lead: string | undefined
  for (const { event, member, at, why } of [...events].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    if (event === 'left') members.delete(member)
    else if (!members.has(member)) members.set(member, { id: member, since: at, why })
    if (event === 'led') lead = member
    else if (event === 'left' && lead === member) lead = undefined
  }
  return { lead, members: [...members.values()] }
}

/** What a case is called where no name may stand. */
export const referenceOf = (id: string): string => `Case ${id.slice(-6).toUpperCase()}`
