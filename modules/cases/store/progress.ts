import { sql } from 'kysely'
import { newestAssessments } from '#modules/assessments'
import type { Transaction } from '#platform/database'
import { factOf, lastDayOf, teamEventOf } from '../rules/caseload.ts'
import { type Next, nextOf } from '../rules/clocks.ts'
import { agreedOn, changedSince, type PlanVersion } from '../rules/plan.ts'
import { type CaseState, type Member, stateOf, teamOf } from '../rules/state.ts'
import type { Case } from './files.ts'

/** Where a case stands, worked out from everything on it that the present actor may read. */
export type Progress = {
  readonly state: CaseState
  readonly next: Next | undefined
  readonly lead: string | undefined
  readonly members: readonly Member[]
}

type Row = {
  readonly file: string
  readonly plans: readonly PlanVersion[]
  readonly reviewed: string | null
  readonly next_review: string | null
  readonly review_days: number | null
}

type Standing = Row & { readonly state: CaseState; readonly agreed: string | undefined }

/** The progress of these cases, in two questions whatever their number. */
export async function progressOf(tx: Transaction, cases: readonly Case[]): Promise<Map<string, Progress>> {
  const standings = await standingsOf(tx, cases)
  return new Map(cases.map((it, at) => [it.id, progressFrom(it, standings[at])]))
}

async function standingsOf(tx: Transaction, cases: readonly Case[]): Promise<Standing[]> {
  if (cases.length === 0) return []
  const ids = cases.map(({ id }) => id)
  const { rows } = await sql<Row>`
    select c.id as file,
      (select coalesce(jsonb_agg(jsonb_build_object('version', p.version, 'madeOn', p.made_on,
        'agreements', (select coalesce(jsonb_agg(jsonb_build_object('what', r.what, 'answer', r.answer, 'reason', r.reason,
          'answered_on', r.answered_on, 'recorded_at', r.recorded_at)), '[]') from case_agreement r where r.plan = p.id))), '[]')
        from case_plan p where p.file = c.id) as plans,
      v.held_on as reviewed, v.next_on as next_review,
      (select x.review_days from case_pathway x where x.file = c.id order by x.chosen_at desc, x.id desc limit 1) as review_days
    from case_file c left join lateral (select held_on, next_on from case_review r where r.file = c.id
      order by r.held_on desc, r.id desc limit 1) v on true
    where c.id = any(${ids}::uuid[])`.execute(tx)
  const assessed = await newestAssessments(tx, ids)
  const byFile = new Map(rows.map(row => [row.file, row]))
  return cases.map(it => standingOf(it, byFile.get(it.id) ?? nothing(it.id), assessed.get(it.id)))
}

const nothing = (file: string): Row => ({ file, plans: [], reviewed: null, next_review: null, review_days: null })

function standingOf(it: Case, row: Row, assessed: Date | undefined): Standing {
  const agreed = row.plans.flatMap(({ agreements }) => agreedOn(agreements) ?? []).sort()
  const state = stateOf([
    ...it.events.flatMap(factOf),
    ...(assessed === undefined ? [] : [{ event: 'assessed' as const, at: assessed }]),
    ...agreed.map(day => ({ event: 'plan agreed' as const, at: new Date(day) })),
  ])
  return { ...row, state, agreed: agreed.at(-1) }
}

function progressFrom(it: Case, standing: Standing | undefined): Progress {
  const { state, agreed, plans, reviewed, next_review, review_days } =
    standing ?? standingOf(it, nothing(it.id), undefined)
  const dates = { opened: it.opened_on, agreed, reviewed: reviewed ?? undefined, nextReview: next_review ?? undefined }
  const often = {
    held: lastDayOf('held', it.events),
    changed: changedSince(plans),
    reviewDays: review_days ?? undefined,
  }
  return {
    state,
    next: nextOf({ state, ...dates, ...often }),
    ...teamOf(it.events.flatMap(teamEventOf)),
  }
}
