// What is decided about a plan beside its goals: who signed it off, which kind of help it is, and what each step is about.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { SignOff } from '../rules/plan.ts'
import { refreshCaseWork } from './caseload.ts'
import type { Plan } from './plans.ts'

/** Writes down what a second person says of a plan. The database refuses whoever wrote the plan. */
export async function addSignOff(
  tx: Transaction,
  plan: Pick<Plan, 'id' | 'file' | 'version'>,
  { answer, why }: Pick<SignOff, 'answer' | 'why'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into case_sign_off (id, plan, answer, why, at, by)
    values (${newId()}, ${plan.id}::uuid, ${answer}, ${why}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'plan sign-off',
    subject: plan.file,
    detail: { version: plan.version, answer },
  })
  await refreshCaseWork(tx, [plan.file])
}

export type ChosenPathway = {
  readonly pathway: string
  readonly name: string
  readonly why: string
  readonly contact_hours: number | null
  readonly review_days: number | null
  readonly chosen_at: Date
}

/** The kinds of help that a case followed, the newest first: that is the one it follows now. */
export async function pathwaysOf(tx: Transaction, file: string): Promise<ChosenPathway[]> {
  const { rows } = await sql<ChosenPathway>`
    select pathway, name, why, contact_hours, review_days, chosen_at from case_pathway where file = ${file}::uuid
    order by chosen_at desc, id desc`.execute(tx)
  return rows
}

/** The kind of help that a case follows now, or undefined where nobody chose one. */
export async function pathwayOf(tx: Transaction, file: string): Promise<ChosenPathway | undefined> {
  return (await pathwaysOf(tx, file))[0]
}

export async function choosePathway(
  tx: Transaction,
  file: string,
  it: Omit<ChosenPathway, 'chosen_at'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into case_pathway (id, file, pathway, name, why, contact_hours, review_days, chosen_at, chosen_by)
    values (${newId()}, ${file}::uuid, ${it.pathway}, ${it.name}, ${it.why}, ${it.contact_hours}, ${it.review_days}, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'case pathway', subject: file, detail: { pathway: it.pathway } })
  await refreshCaseWork(tx, [file])
}

/** A step of a plan, and the strength or risk that it is about. */
export type Tie = {
  readonly goal: string
  readonly step: number
  readonly factor: string
  readonly kind: 'strength' | 'risk'
  readonly label: string
}

/** What each step of a plan is about, for whoever may read the assessment. The newest word on a step counts. */
export async function tiesOf(tx: Transaction, plan: string): Promise<Tie[]> {
  const { rows } = await sql<Tie>`
    select distinct on (t.goal, t.step) t.goal, t.step, t.factor, t.kind, t.label
    from case_goal g join case_step_tie t on t.goal = g.id where g.plan = ${plan}::uuid
    order by t.goal, t.step, t.at desc, t.id desc`.execute(tx)
  return rows
}

export async function tieSteps(tx: Transaction, file: string, ties: readonly Tie[], now: Date): Promise<void> {
  for (const it of ties)
    await sql`
      insert into case_step_tie (id, goal, step, factor, kind, label, at, by)
      values (${newId()}, ${it.goal}::uuid, ${it.step}, ${it.factor}, ${it.kind}, ${it.label}, ${now},
        current_setting('app.actor')::uuid)`.execute(tx)
  if (ties.length > 0)
    await record(tx, { action: 'write', kind: 'plan steps', subject: file, detail: { tied: ties.length } })
}
