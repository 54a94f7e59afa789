// What an agenda item is about: a record of another module, which the present actor must be able to read.
import { subjectPath } from '#modules/actions'
import { caseById } from '#modules/cases'
import { peerGroupById, personById } from '#modules/people'
import { referralById } from '#modules/referrals'
import type { Transaction } from '#platform/database'
import type { FieldError } from '#platform/forms'
import { concernsPeople, namesIn } from './rules/item.ts'
import type { Subject } from './store/items.ts'

/** An item that is about no record. */
export const plainSubject: Subject = { kind: null, subject: null, href: '', aboutPeople: false, person: null }

/**
 * The record as an item keeps it. Undefined where it is about people and the present actor may not read it: nobody puts somebody
 * on an agenda whose record they cannot open.
 */
export async function subjectOf(
  tx: Transaction,
  kind: string,
  id: string,
  href?: string,
): Promise<Subject | undefined> {
  const behind = await personBehind(tx, kind, id)
  if (behind === undefined) return undefined
  const path = href ?? subjectPath(kind, id) ?? ''
  return { kind, subject: id, href: path, aboutPeople: concernsPeople(kind), person: behind.person }
}

async function personBehind(
  tx: Transaction,
  kind: string,
  id: string,
): Promise<{ readonly person: string | null } | undefined> {
  if (kind === 'person') return (await personById(tx, id)) === undefined ? undefined : { person: id }
  if (kind === 'case') return caseById(tx, id)
  if (kind === 'referral') return referralById(tx, id)
  if (kind === 'peer group') return (await peerGroupById(tx, id)) === undefined ? undefined : { person: null }
  return { person: null }
}

/** An error for each field whose text gives away the name of the person whom an item concerns. */
export async function namedIn(
  tx: Transaction,
  person: string | null,
  fields: Readonly<Record<string, string>>,
): Promise<FieldError[]> {
  const record = person === null ? undefined : await personById(tx, person)
  if (record === undefined) return []
  const names = [record.given_name, record.family_name, ...record.other_names]
  return Object.entries(fields)
    .filter(([, text]) => namesIn(text, names).length > 0)
    .map(([field]) => ({ field, message: 'Leave the name out: every member of the group reads this' }))
}
