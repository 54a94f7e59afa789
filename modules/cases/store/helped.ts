import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { throughMatcher } from '#platform/search'
import { type Agreement, agreedOn } from '../rules/plan.ts'
import { type CaseFact, stateOf } from '../rules/state.ts'

type Row = {
  readonly id: string
  readonly person: string
  readonly events: readonly {
    readonly event: Exclude<CaseFact['event'], 'assessed' | 'plan agreed'>
    readonly at: string
  }[]
  readonly plans: readonly (readonly Agreement[])[]
}

/**
 * Which of these records of people have a plan that is being carried out, whoever holds the case: that one fact, of children with a
 * notice of domestic abuse, for those who may read who these children are. Nothing for anybody else, and of nobody else.
 */
export async function helpedAmong(tx: Transaction, people: readonly string[]): Promise<Set<string>> {
  return new Set((await plansInUse(tx, people)).map(({ person }) => person))
}

/** Their cases whose plan is being carried out, under the same rule: only for what the system does with them, and shown to nobody. */
export async function plansInUse(tx: Transaction, people: readonly string[]): Promise<Pick<Row, 'id' | 'person'>[]> {
  const { rows } = await throughMatcher(tx, () =>
    sql<Row>`
      select c.id, c.person,
        (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at)), '[]') from case_event e where e.file = c.id)
          as events,
        (select coalesce(jsonb_agg(x.agreements), '[]') from (select jsonb_agg(jsonb_build_object('what', r.what, 'answer', r.answer,
          'reason', r.reason, 'answered_on', r.answered_on, 'recorded_at', r.recorded_at)) as agreements
          from case_plan p join case_agreement r on r.plan = p.id where p.file = c.id group by p.id) x) as plans
      from case_file c where c.person = any(${[...people]}::uuid[])`.execute(tx),
  )
  return rows.filter(isActive)
}

function isActive({ events, plans }: Row): boolean {
  const agreed = plans.flatMap(agreements => agreedOn(agreements) ?? [])
  const state = stateOf([
    ...events.map(({ event, at }) => ({ event, at: new Date(at) })),
    ...agreed.map(day => ({ event: 'plan agreed' as const, at: new Date(day) })),
  ])
  return state === 'active'
}
