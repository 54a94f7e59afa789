// What one person was given by name, beside the teams and roles that they belong to: how it ends with their agency; and what is put by
// for a role where nobody is left who decides about a record.
import { sql } from 'kysely'
import { asManager, audienceId, type Grant, insertGrants, levels } from './access.ts'
import { type Transaction, withRole } from './database.ts'
import { NotAllowed } from './errors.ts'
import { record } from './ledger.ts'

/** The records, and no collection, that were given or offered to somebody by name and have not ended, for whoever manages `under`. */
export async function givenByName(tx: Transaction, actor: string, under: string): Promise<string[]> {
  return asManager(tx, under, async () => {
    const { rows } = await sql<{ record: string }>`
      select distinct record from access where audience = ${audienceId('person', actor)}::uuid and not collection
        and (ends is null or ends > now())`.execute(tx)
    return rows.map(row => row.record)
  })
}

/** Ends everything that somebody was given or offered by name on these records, as whoever manages `under`. */
export async function endByName(
  tx: Transaction,
  actor: string,
  records: readonly string[],
  under: string,
): Promise<void> {
  if (records.length === 0) return
  const audience = audienceId('person', actor)
  await asManager(tx, under, () =>
    sql`update access set ends = now() where audience = ${audience}::uuid and record = any(${[...records]}::uuid[])
      and (ends is null or ends > now())`.execute(tx),
  )
  const detail = { audience, ended: true }
  await record(tx, ...records.map(subject => ({ action: 'grant', kind: 'access', subject, detail }) as const))
}

/** What is put by for everybody of an audience, now and later, until one of them takes it. */
export type PutBy = Pick<Grant, 'audience' | 'record' | 'level' | 'purpose' | 'why'>

/** Puts access by, as whoever manages `under`: an access row that begins in no time at all opens nothing to anybody. */
export async function putBy(tx: Transaction, it: PutBy, under: string): Promise<void> {
  await asManager(tx, under, () => insertGrants(tx, [{ ...it, starts: 'infinity' }]))
  const { audience, level, why, record: subject } = it
  await record(tx, { action: 'grant', kind: 'access', subject, detail: { audience, level, why, putBy: true } })
}

/** The records that are put by for the present actor's audiences, for this purpose. */
export async function putByFor(tx: Transaction, purpose: string): Promise<string[]> {
  const { rows } = await sql<{ record: string }>`
    select distinct record from access where starts = 'infinity' and ends is null and purpose = ${purpose}
    order by record`.execute(tx)
  return rows.map(row => row.record)
}

/**
 * Gives the present actor alone what was put by for an audience of theirs, for the purpose `from`; for nobody else of it any more. Throws
 * NotAllowed where nothing is put by, or somebody else was sooner.
 */
export async function takePutBy(tx: Transaction, from: string, grant: Omit<Grant, 'audience'>): Promise<void> {
  const { record: subject, level, why } = grant
  const audience = await withRole(tx, 'grantor', async () => {
    const { rows } = await sql<{ actor: string }>`
      update access x set ends = now() from membership m
      where x.record = ${subject}::uuid and x.purpose = ${from} and x.level = ${levels[level]} and x.starts = 'infinity' and x.ends is null
        and m.audience = x.audience and m.actor = current_setting('app.actor')::uuid and m.starts <= now()
        and (m.ends is null or m.ends > now())
      returning m.actor`.execute(tx)
    const [taken] = rows
    if (taken === undefined) throw new NotAllowed()
    const own = audienceId('person', taken.actor)
    await insertGrants(tx, [{ ...grant, audience: own }])
    return own
  })
  await record(tx, { action: 'grant', kind: 'access', subject, detail: { audience, level, why, taken: from } })
}

/** Takes away what was put by on a record for a purpose, as whoever manages it. */
export async function clearPutBy(tx: Transaction, id: string, purpose: string): Promise<void> {
  const { numAffectedRows } = await asManager(tx, id, () =>
    sql`update access set ends = now() where record = ${id}::uuid and purpose = ${purpose} and starts = 'infinity'
      and ends is null`.execute(tx),
  )
  if (Number(numAffectedRows ?? 0) > 0)
    await record(tx, { action: 'grant', kind: 'access', subject: id, detail: { purpose, ended: true } })
}
