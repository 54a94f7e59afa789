// Programs that act for an agency by a token: what each may do are rows in `access`, as for people, and they end by themselves.
import { sql } from 'kysely'
import { addAudience, audienceId, insertGrants, type Level, may } from './access.ts'
import { type Transaction, withRole } from './database.ts'
import { NotAllowed } from './errors.ts'
import { record } from './ledger.ts'
import { insertMember } from './members.ts'

export type Program = {
  /** Its actor. */
  readonly id: string
  readonly name: string
  /** The audience that it acts for. */
  readonly member: string
  /** The collections that it may work with, and how. */
  readonly rights: readonly { readonly record: string; readonly level: Extract<Level, 'read' | 'write'> }[]
  readonly until: Date
  readonly why: string
}

/** The audience of a program alone. */
export const programAudience = (id: string): string => audienceId('system', id)

/**
 * Lets a new program act until a day. Nobody gives it more than they hold: throws NotAllowed where they do not belong to the audience, or
 * may not do something themselves.
 */
export async function admitProgram(tx: Transaction, { id, name, member, rights, until, why }: Program): Promise<void> {
  if (!(await belongs(tx, member))) throw new NotAllowed()
  for (const { record: collection, level } of rights) {
    if (!(await may(tx, level, collection))) throw new NotAllowed()
  }
  await withRole(tx, 'grantor', async () => {
    const own = await addAudience(tx, 'system', id, name)
    for (const audience of [own, member]) await insertMember(tx, id, audience, why, until)
    const grants = rights.map(right => ({ ...right, audience: own, purpose: 'program', why, until }))
    await insertGrants(tx, grants)
  })
  const detail = {
    program: true,
    audience: member,
    rights: rights.map(it => it.record),
    until: until.toISOString(),
    why,
  }
  await record(tx, { action: 'grant', kind: 'membership', subject: id, detail })
}

/** How long work that a program asked for before may still take, in milliseconds. */
export const programGrace = 3_600_000

/** Ends what a program may do, for whoever belongs to the audience that it acts for. Work that it asked for goes on for an hour. */
export async function dismissProgram(tx: Transaction, id: string, member: string, now: Date): Promise<void> {
  if (!(await belongs(tx, member))) throw new NotAllowed()
  const ends = new Date(now.getTime() + programGrace)
  await withRole(tx, 'grantor', async () => {
    await sql`update membership set ends = least(ends, ${ends}) where actor = ${id}::uuid
      and exists (select from membership m where m.actor = ${id}::uuid and m.audience = ${member}::uuid)`.execute(tx)
  })
  await record(tx, { action: 'grant', kind: 'membership', subject: id, detail: { program: true, ended: [member] } })
}

async function belongs(tx: Transaction, audience: string): Promise<boolean> {
  const { rows } = await sql`select from membership where audience = ${audience}::uuid
    and actor = current_setting('app.actor')::uuid and starts <= now() and (ends is null or ends > now())`.execute(tx)
  return rows.length > 0
}
