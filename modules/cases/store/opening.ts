import { joinMoment, openFile } from '#modules/assessments'
import { givePerson } from '#modules/people'
import { grantAccess, may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { referenceOf } from '../rules/state.ts'
import { listForOpener } from './caseload.ts'
import { count } from './counts.ts'
import { addEvent, insertCase, type NewCase } from './files.ts'
import { giveLead, joinTeam, makeTeam, teamAudience } from './team.ts'

export type Opening = NewCase & { readonly lead: string; readonly team: readonly string[] }

/**
 * Opens a case with its lead and team, and gives the team the record that it is about. For whoever manages that record: throws
 * NotAllowed for anyone else. Returns its id.
 */
export async function openCase(tx: Transaction, it: Opening, actor: string, now: Date): Promise<string> {
  const id = await insertCase(tx, it, now)
  const reference = referenceOf(id)
  await makeTeam(tx, id, actor, reference)
  await addEvent(tx, id, { event: 'opened', why: it.why }, now)
  await listForOpener(tx, id, actor)
  await openFile(tx, { file: id, kind: 'case', person: it.person }, now)
  await giveSubject(tx, id, it)
  const leads = { member: it.lead, why: 'Leads the case', reference, actor, before: undefined }
  await joinTeam(tx, id, leads, now, 'case led')
  await giveLead(tx, id, leads, now)
  for (const member of it.team.filter(each => each !== it.lead && each !== actor))
    await joinTeam(tx, id, { member, why: 'Was asked to help when the case was opened', reference, actor }, now)
  const workers = [it.lead, ...it.team, actor]
  await joinMoment(tx, { referral: it.referral, file: id, lead: it.lead, workers }, now)
  await count(tx, 'opened', it.opened_on)
  return id
}

async function giveSubject(tx: Transaction, id: string, { person, peer_group: group }: NewCase): Promise<void> {
  const audience = teamAudience(id)
  const why = 'Works with them in a case'
  if (person !== null) await givePerson(tx, { person, audience, level: 'write', why })
  // A group of friends is held by whoever wrote it down; their team sees it already.
  if (group !== null && (await may(tx, 'manage', group)))
    await grantAccess(tx, { audience, record: group, level: 'read', purpose: 'people', why })
}
