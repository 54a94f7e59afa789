import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Contribution, Decision } from './items.ts'

export type NewContribution = Pick<Contribution, 'standing' | 'shows' | 'voice' | 'source' | 'words'>

/** Adds what the agency of the present actor knows or thinks of an item. */
export async function contribute(tx: Transaction, item: string, it: NewContribution, at: Date): Promise<void> {
  const id = newId()
  await sql`
    insert into contribution (id, item, at, actor, agency, standing, shows, voice, source, words)
    select ${id}, ${item}, ${at}, k.id, k.agency, ${it.standing}, ${it.shows}, ${it.voice}, ${it.source}, ${it.words}
    from account k where k.id = current_setting('app.actor')::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'contribution', subject: item, detail: { standing: it.standing } })
}

export type NewDecision = Pick<Decision, 'outcome' | 'words' | 'why' | 'dissent'>

/** Writes down what was decided about an item and why, as somebody who runs the meeting. Returns its id. */
export async function decide(tx: Transaction, item: string, it: NewDecision, at: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into decision (id, item, at, actor, outcome, words, why, dissent)
    values (${id}, ${item}, ${at}, current_setting('app.actor')::uuid, ${it.outcome}, ${it.words}, ${it.why}, ${it.dissent})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'decision', subject: item, detail: { outcome: it.outcome } })
  return id
}

/** Says that an action was raised by a decision, and which risk it answers. */
export async function linkAction(
  tx: Transaction,
  decision: string,
  action: string,
  answers: string | null,
): Promise<void> {
  await sql`insert into decision_action (decision, action, answers) values (${decision}, ${action}, ${answers})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'decision', subject: decision, detail: { action } })
}
