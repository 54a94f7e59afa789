import { sql } from 'kysely'
import { endAccess, grantAccess, type Level } from '#platform/access'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'

export type Giving = {
  readonly person: string
  readonly audience: string
  readonly level: Extract<Level, 'know' | 'read' | 'write'>
  /** Why they may: a sentence that a person can read on the record. */
  readonly why: string
  readonly until?: Date
}

/**
 * Lets an audience (a case, a group, one person) see a record, as whoever manages it. Both keys still apply: it opens nothing
 * to those of the audience whose work is not with records of that world. Throws NotAllowed for anyone else.
 */
export async function givePerson(tx: Transaction, { person, audience, level, why, until }: Giving): Promise<void> {
  const end = until === undefined ? {} : { until }
  await grantAccess(tx, { audience, record: person, level, purpose: 'people', why, ...end })
}

export type Team = { readonly audience: string; readonly agency: string; readonly name: string }

/** The teams of agencies that somebody works in: who can be let see a record of this kind. */
export async function teamsOf(tx: Transaction, team: 'people' | 'intelligence'): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id as audience, a.id as agency, a.name from audience t join audience a on a.kind = 'agency' and t.key = a.key || ${`:${team}`}
    where t.kind = 'group' order by a.name`.execute(tx)
  return rows
}

export type GivenToTeam = Giving & { readonly agencyName: string; readonly purpose: string; readonly until: Date }

/** Lets another agency's team read a record until a day. The ledger has it as the disclosure that it is. */
export async function giveToTeam(tx: Transaction, it: GivenToTeam): Promise<void> {
  await givePerson(tx, it)
  await record(tx, {
    action: 'disclose',
    kind: 'person shown to another agency',
    subject: it.person,
    detail: { to: it.agencyName, purpose: it.purpose, why: it.why, until: it.until.toISOString() },
  })
}

/** Ends what another agency's team may see of a record, as whoever manages it. */
export async function endGiving(tx: Transaction, person: string, audience: string): Promise<void> {
  await endAccess(tx, audience, person, person)
}
