// Who belongs to an audience: a role, an agency, a group or a team. What an audience may do is in access.ts.
import { sql } from 'kysely'
import { type AudienceKind, addAudience, audienceId, mustHold } from './access.ts'
import { type Transaction, withRole } from './database.ts'
import { NotAllowed } from './errors.ts'
import { newId } from './ids.ts'
import { record } from './ledger.ts'

/** Joins an actor to an audience. For the migrator, and for whoever manages the audience. */
export async function addMember(tx: Transaction, actor: string, audience: string, why: string): Promise<void> {
  await insertMember(tx, actor, audience, why)
  await record(tx, { action: 'grant', kind: 'membership', subject: actor, detail: { audience, why } })
}

/** The row alone, as `insertGrants`. */
export async function insertMember(
  tx: Transaction,
  actor: string,
  audience: string,
  why: string,
  until: Date | null = null,
): Promise<void> {
  await sql`
    insert into membership (id, actor, audience, ends, why, granted_by)
    values (${newId()}, ${actor}, ${audience}, ${until}, ${why}, current_setting('app.actor')::uuid)`.execute(tx)
}

/** Joins an actor to an audience, once. For the migrator. */
export async function ensureMember(tx: Transaction, actor: string, audience: string, why: string): Promise<void> {
  const { rows } = await sql`select from membership
    where actor = ${actor}::uuid and audience = ${audience}::uuid and ends is null`.execute(tx)
  if (rows.length === 0) await addMember(tx, actor, audience, why)
}

export type Membership = {
  readonly actor: string
  readonly audience: string
  readonly kind: AudienceKind
  readonly key: string
  readonly name: string
}

/** What these people belong to today, for whoever may read `under` (the record that stands for them all). */
export async function membershipsOf(tx: Transaction, actors: readonly string[], under: string): Promise<Membership[]> {
  await mustHold(tx, 'read', under)
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<Membership>`
      select m.actor, m.audience, a.kind, a.key, a.name from membership m join audience a on a.id = m.audience
      where m.actor = any(${[...actors]}::uuid[]) and m.starts <= now() and (m.ends is null or m.ends > now())
      order by a.kind, a.name`.execute(tx)
    return rows
  })
}

/** The people who belong to an audience today, for whoever may read `under` (the record that stands for it). */
export async function membersOf(tx: Transaction, audience: string, under: string): Promise<string[]> {
  await mustHold(tx, 'read', under)
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ actor: string }>`
      select distinct actor from membership
      where audience = ${audience}::uuid and starts <= now() and (ends is null or ends > now())`.execute(tx)
    return rows.map(({ actor }) => actor)
  })
}

/** Which of these actors belong to an audience today: yes or no of each, whoever asks, and nothing else of them. */
export async function belongingTo(
  tx: Transaction,
  audience: string,
  actors: readonly string[],
): Promise<ReadonlySet<string>> {
  if (actors.length === 0) return new Set()
  return withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ actor: string }>`
      select distinct actor from membership where audience = ${audience}::uuid and actor = any(${[...actors]}::uuid[])
        and starts <= now() and (ends is null or ends > now())`.execute(tx)
    return new Set(rows.map(({ actor }) => actor))
  })
}

export type Joining = { readonly kind: AudienceKind; readonly key: string; readonly name: string; readonly why: string }

/**
 * Joins somebody else to audiences, as whoever manages `under`. Nobody gives a role to themselves: throws NotAllowed then,
 * and for anyone who does not manage it.
 */
export async function join(
  tx: Transaction,
  actor: string,
  under: string,
  ...joinings: readonly Joining[]
): Promise<void> {
  await mustHold(tx, 'manage', under)
  await mustBeAnother(tx, actor)
  for (const { kind, key, name, why } of joinings) {
    await withRole(tx, 'grantor', async () => insertMember(tx, actor, await addAudience(tx, kind, key, name), why))
    await record(tx, {
      action: 'grant',
      kind: 'membership',
      subject: actor,
      detail: { audience: audienceId(kind, key), why },
    })
  }
}

/** Ends somebody else's membership of these audiences at once, as whoever manages `under`. */
export async function leave(
  tx: Transaction,
  actor: string,
  under: string,
  audiences: readonly string[],
  why: string,
): Promise<void> {
  await mustHold(tx, 'manage', under)
  await mustBeAnother(tx, actor)
  await withRole(tx, 'grantor', () =>
    sql`update membership set ends = now() where actor = ${actor}::uuid and audience = any(${[...audiences]}::uuid[])
      and (ends is null or ends > now())`.execute(tx),
  )
  await record(tx, { action: 'grant', kind: 'membership', subject: actor, detail: { ended: [...audiences], why } })
}

async function mustBeAnother(tx: Transaction, actor: string): Promise<void> {
  const { rows } = await sql`select where ${actor}::uuid = current_setting('app.actor')::uuid`.execute(tx)
  if (rows.length > 0) throw new NotAllowed('You cannot change what you may do yourself. Ask another administrator.')
}
