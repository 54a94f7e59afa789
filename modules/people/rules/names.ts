import { foldName } from '#engines/record-linkage'

export type Named = {
  readonly givenName: string
  readonly familyName: string
  readonly otherNames: readonly string[]
  /** `YYYY-MM-DD`; null where nobody knows. */
  readonly born: string | null
  readonly bornPrecision: BornPrecision
}

export type BornPrecision = 'day' | 'month' | 'year' | 'unknown'

/** The words of names as they are compared: without capitals, accents, apostrophes and forms of address. */
export function nameParts(...names: readonly string[]): string[] {
  return [...new Set(names.flatMap(name => foldName(name).split(' ')))].filter(part => part !== '')
}

/** A full name as it is compared. The order of its words does not count: agencies swap them. */
export function wholeName(...names: readonly string[]): string {
  return nameParts(...names)
    .toSorted()
    .join(' ')
}

/** Every full name that a person goes by: their own, and each other name alone and with the family name. */
export function fullNames({ givenName, familyName, otherNames }: Named): string[] {
  const names = [[givenName, familyName], ...otherNames.flatMap(other => [[other], [other, familyName]])]
  return [...new Set(names.map(words => wholeName(...words)).filter(name => name !== ''))]
}

/** "Rhys Merriwyn", or whichever half is known. */
export function nameOf({ givenName, familyName }: Pick<Named, 'givenName' | 'familyName'>): string {
  return [givenName, familyName].filter(Boolean).join(' ')
}
