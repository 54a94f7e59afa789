import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewOutcome, Outcome } from '../rules/records.ts'

/** How a case ended, newest first: one that was opened again has several. */
export async function outcomesOf(tx: Transaction, file: string): Promise<Outcome[]> {
  const { rows } = await sql<Outcome>`
    select o.id, o.ended_on, o.how, o.reason, o.why, o.own_view, o.no_view_why, o.handover_to, o.handover, o.accepted_by, o.accepted_on,
      o.no_move_why, o.helped, o.not_helped, o.if_again, a.name as recorder,
      (select coalesce(jsonb_agg(jsonb_build_object('goal', x.goal, 'plan', g.plan, 'words', g.words, 'met', x.met, 'own_view', x.own_view)
        order by g.position), '[]') from case_goal_outcome x join case_goal g on g.id = x.goal where x.outcome = o.id) as goals
    from case_outcome o left join account a on a.id = o.recorded_by where o.file = ${file}::uuid
    order by o.ended_on desc, o.id desc`.execute(tx)
  return rows
}

export async function addOutcome(tx: Transaction, file: string, it: NewOutcome, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into case_outcome (id, file, ended_on, how, reason, why, own_view, no_view_why, handover_to, handover, accepted_by,
      accepted_on, no_move_why, helped, not_helped, if_again, recorded_at, recorded_by)
    values (${id}, ${file}::uuid, ${it.ended_on}::date, ${it.how}, ${it.reason}, ${it.why}, ${it.own_view}, ${it.no_view_why},
      ${it.handover_to}, ${it.handover}, ${it.accepted_by ?? ''}, ${it.accepted_on ?? null}::date,
      ${it.no_move_why ?? ''}, ${it.helped ?? ''}, ${it.not_helped ?? ''}, ${it.if_again ?? ''}, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  for (const { goal, met, own_view } of it.goals)
    await sql`
      insert into case_goal_outcome (outcome, goal, met, own_view) values (${id}, ${goal}::uuid, ${met}, ${own_view})`.execute(
      tx,
    )
  await record(tx, { action: 'write', kind: 'case outcome', subject: file, detail: { how: it.how, reason: it.reason } })
  return id
}
