import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { LanguageNeed, Responsibility, TieEffect, TieKind } from '../rules/ties.ts'

export type Tie = {
  readonly id: string
  readonly other: string | null
  readonly other_name: string
  /** What tells the other's record from another of that name; absent where the other has none. */
  readonly other_born?: string | null
  readonly other_agency?: string | null
  readonly kind: TieKind
  readonly effect: TieEffect
  readonly responsibility: Responsibility
  readonly since: string | null
  readonly until: string | null
  readonly why: string
}

/** Who is who to a person, as far as the present actor may read the others. A name comes from the other's record where there is one. */
export async function tiesOf(tx: Transaction, person: string): Promise<Tie[]> {
  const { rows } = await sql<Tie>`
    select t.id, t.other, coalesce(trim(o.given_name || ' ' || o.family_name), t.other_name) as other_name, t.kind, t.effect,
      t.responsibility, t.since, t.until, t.why, to_char(o.born, 'YYYY') as other_born, g.name as other_agency
    from person_tie t left join person_record o on o.id = t.other left join audience g on g.id = o.agency
    where t.person = ${person}::uuid order by t.until nulls first, t.added_at, t.id`.execute(tx)
  return rows
}

/** Writes down who somebody is to a person. The policies refuse a record that the present actor may not read. */
export async function addTie(
  tx: Transaction,
  person: string,
  it: Omit<Tie, 'id' | 'other_born' | 'other_agency'>,
  actor: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into person_tie (id, person, other, other_name, kind, effect, responsibility, since, until, why, added_at, added_by)
    values (${newId()}, ${person}, ${it.other}, ${it.other_name}, ${it.kind}, ${it.effect}, ${it.responsibility}, ${it.since}::date,
      ${it.until}::date, ${it.why}, ${now}, ${actor})`.execute(tx)
  await record(tx, { action: 'write', kind: 'person', subject: person, detail: { added: 'tie', tie: it.kind } })
}

export type Language = { readonly id: string; readonly language: string; readonly need: LanguageNeed }

export async function languagesOf(tx: Transaction, person: string): Promise<Language[]> {
  const { rows } = await sql<Language>`
    select id, language, need from person_language where person = ${person}::uuid order by need, language, id`.execute(
    tx,
  )
  return rows
}

export async function addLanguage(tx: Transaction, person: string, it: Omit<Language, 'id'>): Promise<void> {
  await sql`insert into person_language (id, person, language, need)
    values (${newId()}, ${person}, ${it.language}, ${it.need})`.execute(tx)
  await record(tx, { action: 'write', kind: 'person', subject: person, detail: { added: 'language' } })
}

/** Takes a tie or a language off a record. Throws Conflict where there is none that may be taken off. */
export async function removeTie(tx: Transaction, person: string, part: 'tie' | 'language', id: string): Promise<void> {
  const table = sql.table(part === 'tie' ? 'person_tie' : 'person_language')
  const { numAffectedRows } =
    await sql`delete from ${table} where id = ${id}::uuid and person = ${person}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'person', subject: person, detail: { removed: part } })
}
