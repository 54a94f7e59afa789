import { sql } from 'kysely'
import type { Row } from '#modules/model'
import { addAudience, addMember, audienceId } from '#platform/access'
import type { Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Identity } from '#platform/module'

/** Who an actor is: name, agency and the roles that their membership gives today. */
export async function identify(tx: Transaction, actor: string): Promise<Identity | undefined> {
  const { rows } = await sql<{ name: string; job_title: string; agency: string; roles: string[] }>`
    select p.name, p.job_title, g.name as agency,
      array(select a.key from membership m join audience a on a.id = m.audience
        where m.actor = p.id and a.kind = 'role' and m.starts <= now() and (m.ends is null or m.ends > now()) order by a.key) as roles
    from account p join agency g on g.id = p.agency
    where p.id = ${actor}::uuid and p.active`.execute(tx)
  const row = rows[0]
  return row === undefined
    ? undefined
    : { id: actor, name: row.name, jobTitle: row.job_title, agency: row.agency, roles: row.roles }
}

export type AccountRow = {
  id: string
  key: string
  name: string
  job_title: string
  comes_to: string
  agency: string
  agency_kind: string
}

/** Everyone who may sign in, with their agency, by agency and name. */
export async function accounts(tx: Transaction): Promise<AccountRow[]> {
  return tx
    .selectFrom('account as p')
    .innerJoin('agency as g', 'g.id', 'p.agency')
    .select(['p.id', 'p.key', 'p.name', 'p.job_title', 'p.comes_to', 'g.name as agency', 'g.kind as agency_kind'])
    .where('p.active', '=', true)
    .orderBy('g.name')
    .orderBy('p.name')
    .execute()
}

export async function accountByKey(tx: Transaction, key: string): Promise<{ id: string; name: string } | undefined> {
  return tx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('key', '=', key)
    .where('active', '=', true)
    .executeTakeFirst()
}

export async function agencies(tx: Transaction) {
  return tx.selectFrom('agency').selectAll().orderBy('name').execute()
}

export async function groups(tx: Transaction) {
  return tx.selectFrom('board_group').selectAll().orderBy('level').orderBy('name').execute()
}

/** Puts the pack's agencies in place. An agency that was renamed by hand keeps its id; nothing is removed. */
export async function saveAgencies(
  tx: Transaction,
  rows: readonly Row<'agencies'>[],
  functions: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into agency (id, key, name, kind, functions, districts, attributes, source_doc, source_section, mapping_status)
      values (${idOf('agency', row.id)}, ${row.id}, ${row.name}, ${row.kind}, ${[...(functions.get(row.id) ?? [])]}, ${row.districts},
        ${JSON.stringify({ standing: row.standing, serves: row.serves, namePrinted: row.name_as_printed, part: row.part_in_text })}::jsonb,
        ${row.source_doc}, ${row.source_section}, ${row.mapping_status})
      on conflict (id) do update set name = excluded.name, kind = excluded.kind, functions = excluded.functions,
        districts = excluded.districts, attributes = excluded.attributes, source_doc = excluded.source_doc,
        source_section = excluded.source_section, mapping_status = excluded.mapping_status`.execute(tx)
    await addAudience(tx, 'agency', row.id, row.name)
  }
  await record(tx, { action: 'write', kind: 'agencies', detail: { rows: rows.length } })
}

export async function saveGroups(tx: Transaction, rows: readonly Row<'groups'>[]): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into board_group (id, key, name, synonyms, purpose, frequency, level, status, attributes, source_doc, source_section, mapping_status)
      values (${idOf('group', row.id)}, ${row.id}, ${row.name}, ${row.also_known_as}, ${row.purpose}, ${row.meets ?? 'not stated'}, ${row.level},
        ${row.standing}, ${JSON.stringify({ kind: row.kind, world: row.world_ours, inputs: row.inputs, outputs: row.outputs, reportsTo: row.reports_to, worksWith: row.works_with, meetsEveryDays: row.meets_every_days })}::jsonb,
        ${row.source_doc}, ${row.source_section}, ${row.mapping_status})
      on conflict (id) do update set name = excluded.name, synonyms = excluded.synonyms, purpose = excluded.purpose,
        frequency = excluded.frequency, level = excluded.level, status = excluded.status, attributes = excluded.attributes`.execute(
      tx,
    )
    await addAudience(tx, 'group', row.id, row.name)
  }
  await record(tx, { action: 'write', kind: 'groups', detail: { rows: rows.length } })
}

export type NewAccount = {
  readonly key: string
  readonly name: string
  readonly jobTitle: string
  readonly comesTo: string
  readonly agencyKey: string
  readonly roles: readonly string[]
  readonly synthetic: boolean
}

/** Adds a person who can sign in, with their agency and roles. Returns their actor id. */
export async function addAccount(tx: Transaction, person: NewAccount): Promise<string> {
  const id = idOf('account', person.key)
  await sql`
    insert into account (id, key, name, job_title, comes_to, agency, synthetic)
    values (${id}, ${person.key}, ${person.name}, ${person.jobTitle}, ${person.comesTo}, ${idOf('agency', person.agencyKey)}, ${person.synthetic})`.execute(
    tx,
  )
  await addMember(tx, id, await addAudience(tx, 'person', id, person.name), 'Is this person')
  await addMember(tx, id, audienceId('agency', person.agencyKey), 'Works there')
  for (const role of person.roles) await addMember(tx, id, audienceId('role', role), 'Given with the account')
  await record(tx, { action: 'write', kind: 'account', subject: id, detail: { roles: [...person.roles] } })
  return id
}
