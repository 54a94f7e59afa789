// What a kind of help asks of a plan, and the plan does not hold: a kind that was chosen after the plan was written.
import { sql } from 'kysely'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { workLength } from './caseload.ts'
import { pathwayOf } from './deciding.ts'

const newestPlan = sql`lateral (select n.id from case_plan n where n.file = f.file order by n.version desc limit 1) p on true`

/** What the newest plan of a case lacks of what its kind of help asks for. Nothing before there is a plan: its form asks for all of it. */
export async function partsMissing(
  tx: Transaction,
  file: string,
): Promise<{ readonly id: string; readonly ask: string }[]> {
  const pathway = (await pathwayOf(tx, file))?.pathway
  if (pathway === undefined) return []
  const { rows } = await sql<{ held: string[] }>`
    select array(select q.part from case_plan_part q where q.plan = p.id) as held
    from (select ${file}::uuid as file) f join ${newestPlan}`.execute(tx)
  const [plan] = rows
  if (plan === undefined) return []
  const asked = (await content(tx, 'pathwayParts')).filter(part => part.pathway === pathway)
  return asked.filter(({ id }) => !plan.held.includes(id)).map(({ id, ask }) => ({ id, ask }))
}

/** The open cases that somebody leads whose plan lacks something of that, the kind of help chosen first coming first: 30 at most. */
export async function plansWithMissingParts(
  tx: Transaction,
  actor: string,
): Promise<{ readonly file: string; readonly chosen_at: Date }[]> {
  const asked = (await content(tx, 'pathwayParts')).map(({ id, pathway }) => ({ part: id, pathway }))
  const { rows } = await sql<{ file: string; chosen_at: Date }>`
    select f.file, max(x.chosen_at) as chosen_at from case_work f
      join lateral (select c.pathway, c.chosen_at from case_pathway c where c.file = f.file
        order by c.chosen_at desc, c.id desc limit 1) x on true
      join ${newestPlan} join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as k(part text, pathway text) on k.pathway = x.pathway
    where f.member = ${actor}::uuid and f.lead = ${actor}::uuid and f.state <> 'closed'
      and (select true from case_plan_part q where q.plan = p.id and q.part = k.part limit 1) is null
    group by f.file order by 2, 1 limit ${workLength}`.execute(tx)
  return rows
}
