import { sql } from 'kysely'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { lawOfSharing } from '../law.ts'

/** One job that an agency does, as the law of sharing knows it. */
export type PartyFunction = { readonly id: string; readonly label: string }

export type Party = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly functions: readonly PartyFunction[]
}

/** The agencies that the law of sharing knows, each with the functions that it acts in. Those with none are left out. */
export async function parties(tx: Transaction): Promise<Party[]> {
  const law = lawOfSharing()
  const known = new Map((await content(tx, 'functions')).map(({ id, gateway_function }) => [id, gateway_function]))
  const rows = await tx.selectFrom('agency').select(['id', 'key', 'name', 'functions']).orderBy('name').execute()
  return rows
    .map(({ id, key, name, functions }) => ({
      id,
      key,
      name,
      functions: functions
        .flatMap(it => law.functions.get(known.get(it) ?? '') ?? [])
        .map(found => ({ id: found.id, label: found.label })),
    }))
    .filter(({ functions }) => functions.length > 0)
}

/** Every agency by name, for a register that any body may stand in. */
export async function agencyNames(tx: Transaction): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom('agency').select(['id', 'name']).orderBy('name').execute()
}

/** The agency of whoever asks, with its functions; undefined where the law of sharing knows none of them. */
export async function ownParty(tx: Transaction): Promise<Party | undefined> {
  const { rows } = await sql<{ agency: string }>`
    select agency from account where id = nullif(current_setting('app.actor', true), '')::uuid`.execute(tx)
  return (await parties(tx)).find(({ id }) => id === rows[0]?.agency)
}
