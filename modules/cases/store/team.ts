import { sql } from 'kysely'
import { addAudience, asManager, audienceId, endAccess, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { addMember, join, leave } from '#platform/members'
import { tellActor } from '#platform/notices'
import { asMatcher } from '#platform/search'
import { refreshCaseWork } from './caseload.ts'
import { addEvent } from './files.ts'

const purpose = 'case'

/** The audience of a case's team. */
export const teamAudience = (file: string): string => audienceId('case', file)

/** Makes the team of a new case, which works with it; whoever opened it decides who is in it. */
export async function makeTeam(tx: Transaction, file: string, opener: string, reference: string): Promise<void> {
  await grantAccess(tx, {
    audience: audienceId('person', opener),
    record: file,
    level: 'manage',
    purpose,
    why: 'Opened the case',
  })
  await asManager(tx, file, () => addAudience(tx, 'case', file, `The team of ${reference}`))
  await grantAccess(tx, {
    audience: teamAudience(file),
    record: file,
    level: 'write',
    purpose,
    why: 'Works with them in the case team',
  })
}

/** Joins somebody to the team, with the reason that they and everyone else can read. */
export async function joinTeam(
  tx: Transaction,
  file: string,
  it: { readonly member: string; readonly why: string; readonly reference: string; readonly actor: string },
  now: Date,
  told: 'case joined' | 'case led' = 'case joined',
): Promise<void> {
  const { member, why, reference, actor } = it
  // Whoever opened it already holds it, and nobody can join themselves.
  if (member !== actor) await join(tx, member, file, { kind: 'case', key: file, name: `The team of ${reference}`, why })
  await addEvent(tx, file, { event: 'joined', member, why }, now)
  await tellActor(tx, { actor: member, kind: told, record: file }, now)
}

/** Joins whoever said yes to taking a case over: the lead before asked them by name, and gave them the right to for that. */
export async function joinAsAsked(
  tx: Transaction,
  file: string,
  { member, why }: { readonly member: string; readonly why: string },
  now: Date,
): Promise<void> {
  await asManager(tx, file, () => addMember(tx, member, teamAudience(file), why))
  await addEvent(tx, file, { event: 'joined', member, why }, now)
}

/** Names the lead, who from now on decides with the opener who is in the team. */
export async function giveLead(
  tx: Transaction,
  file: string,
  it: { readonly member: string; readonly why: string; readonly actor: string; readonly before: string | undefined },
  now: Date,
): Promise<void> {
  const { member, why, actor, before } = it
  if (member !== actor)
    await grantAccess(tx, {
      audience: audienceId('person', member),
      record: file,
      level: 'manage',
      purpose,
      why: 'Leads the case',
    })
  await addEvent(tx, file, { event: 'led', member, why }, now)
  if (before !== undefined && before !== actor && before !== member)
    await endAccess(tx, audienceId('person', before), file, file)
}

/** Ends somebody's place in the team, and with it their access. */
export async function leaveTeam(
  tx: Transaction,
  file: string,
  { member, why }: { readonly member: string; readonly why: string },
  now: Date,
): Promise<void> {
  await leave(tx, member, file, [teamAudience(file)], why)
  await endAccess(tx, audienceId('person', member), file, file)
  await addEvent(tx, file, { event: 'left', member, why }, now)
}

/**
 * Writes down that somebody who ended with their agency, or with all of it, works on none of these cases any more: what they led is led by
 * nobody. For whoever ends an account, who reads no case: the system writes it, and only that. Returns the cases on which they worked.
 */
export async function leaveCases(
  tx: Transaction,
  member: string,
  files: readonly string[],
  now: Date,
): Promise<string[]> {
  const left = await asMatcher(tx, async () => {
    const { rows } = await sql<{ file: string }>`
      insert into case_event (id, file, at, actor, event, member, why)
      select gen_random_uuid(), w.file, ${now}, current_setting('app.actor')::uuid, 'left', ${member}::uuid, 'Works there no longer'
      from case_work w where w.member = ${member}::uuid and w.file = any(${[...files]}::uuid[]) returning file`.execute(
      tx,
    )
    return rows.map(({ file }) => file)
  })
  for (const subject of left)
    await record(tx, { action: 'write', kind: 'case event', subject, detail: { event: 'left', member } })
  await refreshCaseWork(tx, left)
  return left
}
