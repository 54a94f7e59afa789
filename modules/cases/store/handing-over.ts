// Who holds a case while somebody is asked to take it over: see sql/0068_asked_to_lead.sql.
import { audienceId, endAccess, grantAccess, levels, may, offerAccess, putDown, takeUp, whoMay } from '#platform/access'
import type { Transaction } from '#platform/database'
import { tellActor } from '#platform/notices'
import { daysAfter } from '../rules/clocks.ts'
import type { Transfer } from '../rules/delivery.ts'
import { addTransfer, type NewTransfer } from './delivery.ts'
import type { Case } from './files.ts'
import { giveLead, joinAsAsked } from './team.ts'
import { heldAgain } from './unheld.ts'

const purpose = 'asked to lead'
/** For how long after the day asked for somebody reads what they were asked about, where they never answer. */
const readsOn = 28

/**
 * Asks somebody to take a case over, as whoever manages it. They read it until they answer; what they would hold is put by for them.
 * Whoever asks themselves holds it already.
 */
export async function askToTake(
  tx: Transaction,
  file: string,
  it: NewTransfer,
  actor: string,
  now: Date,
): Promise<void> {
  const { member, answer_by } = it
  await addTransfer(tx, file, it, now)
  if (member === actor) return
  const until = new Date(`${daysAfter(answer_by, readsOn)}T00:00:00Z`)
  const why = 'Is asked to take the case over'
  await grantAccess(tx, { audience: audienceId('person', member), record: file, level: 'read', purpose, why, until })
  await offerAccess(tx, { actor: member, record: file, level: 'manage', purpose, why: 'Leads the case' })
  await tellActor(tx, { actor: member, kind: 'case offered', record: file }, now)
}

export type Taking = {
  readonly waiting: Transfer
  readonly why: string
  readonly lead: string | undefined
  /** Whether they are in the team already. */
  readonly joined: boolean
}

/** Makes whoever said yes the lead, with what was put by for them; the lead before them stays in the team. */
export async function takeLead(
  tx: Transaction,
  it: Case,
  { waiting, why, lead, joined }: Taking,
  now: Date,
): Promise<void> {
  const { member, asked_by } = waiting
  if (await may(tx, 'manage', it.id)) await putDown(tx, it.id, purpose)
  else await takeUp(tx, it.id, purpose)
  await heldAgain(tx, it.id)
  if (!joined) await joinAsAsked(tx, it.id, { member, why }, now)
  const led = lead ?? asked_by
  const before = led === it.opened_by ? undefined : led
  await giveLead(tx, it.id, { member, why, actor: member, before }, now)
}

/** Closes a case to whoever says no: what was opened for the question, or all of it where they have no other part in it. */
export async function giveUp(tx: Transaction, file: string, keeps: boolean): Promise<void> {
  await putDown(tx, file, keeps ? purpose : undefined)
}

/** The same as whoever manages the case, who no longer waits for an answer. */
export async function closeQuestion(tx: Transaction, file: string, member: string, keeps: boolean): Promise<void> {
  await endAccess(tx, audienceId('person', member), file, file, keeps ? purpose : undefined)
}

/** Who decides about a case that nobody leads, by name: until somebody says yes, they keep it. */
export async function keepersOf(tx: Transaction, file: string): Promise<string[]> {
  const standing = await whoMay(tx, file)
  return standing.filter(({ kind, level }) => kind === 'person' && level === levels.manage).map(({ name }) => name)
}
