import { record } from '#platform/ledger'
import type { Visit } from '#platform/module'
import type { Identifier } from '../rules/identifiers.ts'
import type { Named } from '../rules/names.ts'
import { type Words, wordsSought } from '../rules/tokens.ts'
import { worlds } from '../rules/worlds.ts'
import { findPeople, type PersonRecord, pageLength } from '../store/records.ts'
import { tokensOf } from '../tokens.ts'
import { bornInWords, secretsIn, titleOf } from './shared.ts'

/** The records that one may read with a number of theirs, with the same names, or with a family name and date of birth of theirs. */
export async function recordsLike(
  visit: Visit,
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
    for (const it of await findPeople(visit.tx, tokensOf(secretsIn(visit), words))) found.set(it.id, it)
  }
  return [...found.values()].slice(0, pageLength)
}

/** Writes down that a search showed these. */
export async function recordFound({ tx }: Visit, shown: readonly PersonRecord[]): Promise<void> {
  await record(
    tx,
    { action: 'search', kind: 'people', detail: { shown: shown.length } },
    ...shown.map(({ id }) => ({ action: 'read', kind: 'person in a list', subject: id }) as const),
  )
}

/** One line of a list of records. */
export const rowOf = (person: PersonRecord) => ({
  id: person.id,
  name: titleOf(person),
  others: person.other_names.join(', '),
  born: bornInWords(person),
  agency: person.agency_name,
  world: worlds[person.world],
})
