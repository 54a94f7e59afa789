import { sql } from 'kysely'
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { NotAllowed } from '#platform/errors'
import { record } from '#platform/ledger'
import type { HeldRecord, Sought } from '#platform/module'
import { asMatcher } from '#platform/search'
import type { Secrets } from '#platform/secrets'
import { subjectAccess } from '../collections.ts'
import { wordsAsked } from '../rules/tokens.ts'
import { tokenOf } from '../tokens.ts'

/**
 * The records of help that concern whoever asks what is held about them, whichever agency holds them. Found as the matcher:
 * never one that is sealed, nor one of a refuge, a victims' service or a disruption plan, which are looked for by hand.
 * Throws NotAllowed for anyone who does not answer such requests.
 */
export async function heldRecords(tx: Transaction, sought: Sought, secrets: Secrets): Promise<HeldRecord[]> {
  if (!(await may(tx, 'read', subjectAccess))) throw new NotAllowed()
  const token = tokenOf(secrets, wordsAsked({ by: 'name', ...sought }))
  const { rows } = await asMatcher(tx, () =>
    sql<{ id: string; agency: string }>`
      select p.id, p.agency from search_token t join person_record p on p.id = t.record
      where t.token = ${token} order by p.id limit 100`.execute(tx),
  )
  await record(
    tx,
    { action: 'search', kind: 'held about a person who asks', detail: { token: token.toString('hex') } },
    ...rows.map(({ id }) => ({ action: 'read', kind: 'that a record is held', subject: id }) as const),
  )
  return named(tx, rows)
}

async function named(tx: Transaction, found: readonly { id: string; agency: string }[]): Promise<HeldRecord[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from audience where id = any(${found.map(({ agency }) => agency)}::uuid[])`.execute(tx)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return found.map(({ id, agency }) => {
    const name = names.get(agency) ?? ''
    return { id, title: `Record of help of ${name}`, agency: name }
  })
}
