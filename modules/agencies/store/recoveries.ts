import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { recoveryLimits } from '../rules/recovery.ts'

export type Recovery = {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly agency: string
  readonly agency_name: string
  readonly sponsor: string | null
  readonly asked_at: Date
  readonly code_shown: boolean
  readonly decided_at: Date | null
  readonly agreed: boolean | null
  readonly done_at: Date | null
}

/** Asks for recovery, once: a request that still waits is kept, and only learns that a recovery code was shown. */
export async function askForRecovery(tx: Transaction, account: string, codeShown: boolean, now: Date): Promise<void> {
  const since = new Date(now.getTime() - recoveryLimits.decide)
  const { rows } = await sql`select from recovery
    where account = ${account}::uuid and decided_at is null and asked_at > ${since}`.execute(tx)
  if (rows.length === 0)
    await sql`insert into recovery (id, account, asked_at, code_shown)
      values (${newId()}, ${account}, ${now}, ${codeShown})`.execute(tx)
  await record(tx, { action: 'write', kind: 'recovery', subject: account, detail: { codeShown } })
}

const select = sql`
  select r.id, r.account, p.name, g.id as agency, g.name as agency_name, t.sponsor, r.asked_at, r.code_shown, r.decided_at,
    r.agreed, r.done_at
  from recovery r join account p on p.id = r.account join agency g on g.id = p.agency left join tenure t on t.account = r.account`

/** The requests that the present actor may see and that may still be decided, oldest first. */
export async function waitingRecoveries(tx: Transaction, now: Date): Promise<Recovery[]> {
  const since = new Date(now.getTime() - recoveryLimits.decide)
  const { rows } = await sql<Recovery>`${select}
    where r.decided_at is null and r.asked_at > ${since} and p.active order by r.asked_at`.execute(tx)
  return rows
}

export async function recovery(tx: Transaction, id: string): Promise<Recovery | undefined> {
  const { rows } = await sql<Recovery>`${select} where r.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Decides, once. Returns false when the policies or somebody else's decision stand in the way. */
export async function decideRecovery(
  tx: Transaction,
  request: Recovery,
  decision: { readonly agreed: boolean; readonly howChecked: string | undefined },
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update recovery set decided_at = ${now}, decided_by = current_setting('app.actor')::uuid, agreed = ${decision.agreed},
      how_checked = ${decision.howChecked ?? null}
    where id = ${request.id}::uuid and decided_at is null`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await record(tx, {
    action: 'grant',
    kind: 'recovery',
    subject: request.account,
    detail: { agreed: decision.agreed, howChecked: decision.howChecked ?? null, codeShown: request.code_shown },
  })
  return true
}

/** Marks what was agreed to as done. */
export async function finishRecovery(tx: Transaction, account: string, now: Date): Promise<void> {
  await sql`update recovery set done_at = ${now} where account = ${account}::uuid and agreed and done_at is null`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'recovery', subject: account, detail: { done: true } })
}

/** Whether the present actor agreed to this request: what sends its link checks again. */
export async function agreedByMe(tx: Transaction, account: string): Promise<boolean> {
  const { rows } = await sql`select from recovery where account = ${account}::uuid and agreed
    and decided_by = current_setting('app.actor')::uuid and done_at is null`.execute(tx)
  return rows.length > 0
}
