import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Agreement, SignOff } from '../rules/plan.ts'
import type { Goal } from '../rules/records.ts'
import { refreshCaseWork } from './caseload.ts'

export type Plan = {
  readonly id: string
  readonly file: string
  readonly version: number
  readonly made_on: string
  readonly maker: string | null
  readonly made_by: string
  readonly programme: string
  readonly programme_name: string
  readonly programme_why: string
  readonly goals: readonly Goal[]
  readonly agreements: readonly Agreement[]
  readonly sign_offs: readonly SignOff[]
  /** What its pathway asks a plan to hold, beside its goals. */
  readonly parts: readonly PlanPart[]
}

export type PlanPart = { readonly part: string; readonly ask: string; readonly words: string }

export type NewPlan = Pick<Plan, 'made_on' | 'programme' | 'programme_name' | 'programme_why'> & {
  readonly goals: readonly Omit<Goal, 'id' | 'position'>[]
  readonly parts?: readonly PlanPart[]
}

/** The versions of a case's plan, newest first. The first is the one that counts. */
export async function plansOf(tx: Transaction, file: string): Promise<Plan[]> {
  const { rows } = await sql<Plan>`
    select p.id, p.file, p.version, p.made_on, p.made_by, a.name as maker, p.programme, p.programme_name, p.programme_why,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'position', g.position, 'words', g.words, 'said_by', g.said_by,
        'not_own_why', g.not_own_why, 'steps', g.steps) order by g.position), '[]') from case_goal g where g.plan = p.id) as goals,
      (select coalesce(jsonb_agg(jsonb_build_object('what', r.what, 'answer', r.answer, 'why', r.why, 'how', r.how,
        'reason', r.reason, 'answered_on', r.answered_on, 'recorded_at', r.recorded_at) order by r.recorded_at, r.id), '[]')
        from case_agreement r where r.plan = p.id) as agreements,
      (select coalesce(jsonb_agg(jsonb_build_object('answer', s.answer, 'why', s.why, 'at', s.at, 'name', b.name) order by s.at, s.id),
        '[]') from case_sign_off s left join account b on b.id = s.by where s.plan = p.id) as sign_offs,
      (select coalesce(jsonb_agg(jsonb_build_object('part', q.part, 'ask', q.ask, 'words', q.words) order by q.position), '[]')
        from case_plan_part q where q.plan = p.id) as parts
    from case_plan p left join account a on a.id = p.made_by where p.file = ${file}::uuid order by p.version desc`.execute(
    tx,
  )
  return rows
}

/** The number of the next version: one that was struck out keeps its own. */
export async function nextVersion(tx: Transaction, file: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select 1 + (select count(*) from case_plan p where p.file = ${file}::uuid)::int
      + (select count(*) from case_part_struck s where s.file = ${file}::uuid and s.kind = 'plan')::int as n`.execute(
    tx,
  )
  return rows[0]?.n ?? 1
}

/** Keeps a plan as the next version. The database refuses a version that somebody else made first. Returns its id. */
export async function addPlan(
  tx: Transaction,
  file: string,
  it: NewPlan & { readonly version: number },
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`
    insert into case_plan (id, file, version, made_on, made_at, made_by, programme, programme_name, programme_why)
    values (${id}, ${file}::uuid, ${it.version}, ${it.made_on}::date, ${now}, current_setting('app.actor')::uuid, ${it.programme},
      ${it.programme_name}, ${it.programme_why})`.execute(tx)
  for (const [position, goal] of it.goals.entries())
    await sql`
      insert into case_goal (id, plan, position, words, said_by, not_own_why, steps)
      values (${newId()}, ${id}, ${position}, ${goal.words}, ${goal.said_by}, ${goal.not_own_why}, ${[...goal.steps]}::text[])`.execute(
      tx,
    )
  for (const [position, part] of (it.parts ?? []).entries())
    await sql`insert into case_plan_part (id, plan, part, position, ask, words) values (${newId()}, ${id}, ${part.part}, ${position},
      ${part.ask}, ${part.words})`.execute(tx)
  await record(tx, { action: 'write', kind: 'case plan', subject: file, detail: { version: it.version } })
  await refreshCaseWork(tx, [file])
  return id
}

/** Writes down who was asked and what they said. */
export async function addAgreements(
  tx: Transaction,
  plan: Pick<Plan, 'id' | 'file' | 'version'>,
  agreements: readonly Omit<Agreement, 'recorded_at'>[],
  now: Date,
): Promise<void> {
  for (const { what, answer, why, how, reason, answered_on } of agreements)
    await sql`
      insert into case_agreement (id, plan, what, answer, why, how, reason, answered_on, recorded_at, recorded_by)
      values (${newId()}, ${plan.id}::uuid, ${what}, ${answer}, ${why}, ${how}, ${reason ?? ''}, ${answered_on}::date, ${now},
        current_setting('app.actor')::uuid)`.execute(tx)
  const answers = Object.fromEntries(agreements.map(({ what, answer }) => [what, answer]))
  await record(tx, {
    action: 'write',
    kind: 'case agreement',
    subject: plan.file,
    detail: { version: plan.version, answers },
  })
  await refreshCaseWork(tx, [plan.file])
}
