import { nhsNumber, pncId, upn } from '#engines/record-linkage'

export const schemes = {
  nhs: 'NHS number',
  upn: 'Unique pupil number',
  pnc: 'Police National Computer number',
} as const
export type Scheme = keyof typeof schemes

export type Identifier = { readonly scheme: Scheme; readonly value: string }

/**
 * The identifier in its one written form, or undefined when its check character is wrong.
 * `thisYear` settles the century of a two-digit year in a PNC number.
 */
export function checkedIdentifier(scheme: Scheme, text: string, thisYear: number): Identifier | undefined {
  const value = scheme === 'nhs' ? nhsNumber(text) : scheme === 'upn' ? upn(text) : pncId(text, thisYear)
  return value === undefined ? undefined : { scheme, value }
}

/** As people write it down: an NHS number in groups of three, three and four. */
export function writtenOut({ scheme, value }: Identifier): string {
  return scheme === 'nhs' ? `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}` : value
}
