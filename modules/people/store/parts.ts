import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Identifier } from '../rules/identifiers.ts'

export type Address = {
  readonly id: string
  readonly class: 'ordinary' | 'confidential'
  readonly lines: string
  readonly postcode: string
  readonly since: string | null
  readonly until: string | null
}

export type Contact = {
  readonly id: string
  readonly kind: 'telephone' | 'email' | 'letter' | 'through-someone'
  readonly value: string
  readonly safety: 'safe' | 'ask-first' | 'never'
  readonly must_not_know: string
}

/** The numbers of a record, for whoever works with it; none for a reader. */
export async function identifiersOf(tx: Transaction, person: string): Promise<Identifier[]> {
  const { rows } = await sql<Identifier>`
    select scheme, value from person_identifier where person = ${person}::uuid order by scheme, value`.execute(tx)
  return rows
}

/** The addresses of a record, the confidential ones only for whoever manages it. */
export async function addressesOf(tx: Transaction, person: string): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select id, class, lines, postcode, since, until from person_address where person = ${person}::uuid
    order by until desc nulls first, since desc nulls last, id`.execute(tx)
  return rows
}

export async function contactsOf(tx: Transaction, person: string): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select id, kind, value, safety, must_not_know from person_contact where person = ${person}::uuid order by id`.execute(
    tx,
  )
  return rows
}

export async function addAddress(tx: Transaction, person: string, it: Omit<Address, 'id'>): Promise<void> {
  await sql`insert into person_address (id, person, class, lines, postcode, since, until)
    values (${newId()}, ${person}, ${it.class}, ${it.lines}, ${it.postcode}, ${it.since}::date, ${it.until}::date)`.execute(
    tx,
  )
  await touch(tx, person)
  await record(tx, { action: 'write', kind: 'person', subject: person, detail: { added: 'address', class: it.class } })
}

// Where somebody lives is part of what records are compared by.
async function touch(tx: Transaction, person: string): Promise<void> {
  await sql`update person_record set changed_at = clock_timestamp() where id = ${person}::uuid`.execute(tx)
}

export async function addContact(tx: Transaction, person: string, it: Omit<Contact, 'id'>): Promise<void> {
  await sql`insert into person_contact (id, person, kind, value, safety, must_not_know)
    values (${newId()}, ${person}, ${it.kind}, ${it.value}, ${it.safety}, ${it.must_not_know})`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'person',
    subject: person,
    detail: { added: 'contact', safety: it.safety },
  })
}

/** Takes an address or a way to reach somebody off a record. Answers whether there was one that may be taken off. */
export async function removePart(
  tx: Transaction,
  person: string,
  part: 'address' | 'contact',
  id: string,
): Promise<boolean> {
  const table = sql.table(part === 'address' ? 'person_address' : 'person_contact')
  const { numAffectedRows } =
    await sql`delete from ${table} where id = ${id}::uuid and person = ${person}::uuid`.execute(tx)
  if (part === 'address') await touch(tx, person)
  await record(tx, { action: 'write', kind: 'person', subject: person, detail: { removed: part } })
  return Number(numAffectedRows ?? 0) === 1
}
