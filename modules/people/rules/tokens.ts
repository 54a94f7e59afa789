import type { Identifier } from './identifiers.ts'
import { fullNames, type Named, nameParts, wholeName } from './names.ts'

/** What a keyed digest is made of: the kind of fact, and the fact in its one written form. */
export type Words = readonly [kind: 'name' | 'born' | 'identifier' | 'known', ...parts: string[]]

/** Everything by which a record is found, before it is blinded. */
export function wordsOf(person: Named, identifiers: readonly Identifier[]): Words[] {
  const names = nameParts(person.givenName, person.familyName, ...person.otherNames)
  const born = person.bornPrecision === 'day' ? person.born : null
  return [
    ...names.map((part): Words => ['name', part]),
    ...(born === null ? [] : [['born', born] as const]),
    ...(born === null ? [] : fullNames(person).map((name): Words => ['known', name, born])),
    ...identifiers.map(({ scheme, value }): Words => ['identifier', scheme, value]),
  ]
}

export type Sought = {
  readonly name: string
  readonly born: string | undefined
  readonly identifier: Identifier | undefined
}

/** What somebody looks for among the records that they may read, the rarest first: a record must have all of it. */
export function wordsSought({ name, born, identifier }: Sought): Words[] {
  return [
    ...(identifier === undefined ? [] : [['identifier', identifier.scheme, identifier.value] as const]),
    ...(born === undefined ? [] : [['born', born] as const]),
    ...nameParts(name)
      .toSorted((a, b) => b.length - a.length)
      .map((part): Words => ['name', part]),
  ]
}

/** A question to other agencies: a full name with a date of birth, or a number. */
export type Question =
  | { readonly by: 'name'; readonly givenName: string; readonly familyName: string; readonly born: string }
  | { readonly by: 'identifier'; readonly identifier: Identifier }

export function wordsAsked(question: Question): Words {
  if (question.by === 'identifier') return ['identifier', question.identifier.scheme, question.identifier.value]
  return ['known', wholeName(question.givenName, question.familyName), question.born]
}
