import type { Transaction } from '#platform/database'
import type { Secrets } from '#platform/secrets'
import type { Identifier } from '../rules/identifiers.ts'
import type { Named } from '../rules/names.ts'
import { type Words, wordsSought } from '../rules/tokens.ts'
import { tokensOf } from '../tokens.ts'
import { findPeople, type PersonRecord, pageLength } from './records.ts'

/** The records that one may read with a number of theirs, with the same names, or with a family name and date of birth of theirs. */
export async function recordsLike(
  tx: Transaction,
  secrets: Secrets,
  person: Named & { readonly identifiers: readonly Identifier[] },
): Promise<PersonRecord[]> {
  const born = person.bornPrecision === 'day' ? (person.born ?? undefined) : undefined
  const sought: Words[][] = [
    ...person.identifiers.map(identifier => wordsSought({ name: '', born: undefined, identifier })),
    wordsSought({ name: `${person.givenName} ${person.familyName}`, born: undefined, identifier: undefined }),
    ...(born === undefined
      ? []
      : [wordsSought({ name: person.familyName || person.givenName, born, identifier: undefined })]),
  ]
  const found = new Map<string, PersonRecord>()
  for (const words of sought) {
    for (const it of await findPeople(tx, tokensOf(secrets, words))) found.set(it.id, it)
  }
  return [...found.values()].slice(0, pageLength)
}
