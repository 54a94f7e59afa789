import { parseDate } from '#engines/record-linkage'
import { checkedIdentifier, type Identifier, type Scheme } from './identifiers.ts'
import type { BornPrecision, Named } from './names.ts'

/** What a column of an agency's file can hold. A whole name in one column is "FAMILY, Given". */
export const feedFields = {
  reference: 'The agency’s own number of the row',
  given: 'Given name',
  family: 'Family name',
  name: 'Whole name, as FAMILY, Given',
  other: 'Name that they also go by',
  born: 'Date of birth',
  sex: 'Sex',
  address: 'Address',
  postcode: 'Postcode',
  nhs: 'NHS number',
  upn: 'Unique pupil number',
  pnc: 'Police National Computer number',
} as const
export type FeedField = keyof typeof feedFields
export const everyFeedField = Object.keys(feedFields) as FeedField[]

/** Which column of the file holds what; what is left out is not read. */
export type FeedColumns = Readonly<Partial<Record<FeedField, string>>>

export type FeedPerson = Named & {
  readonly sex: 'female' | 'male' | 'not known'
  readonly identifiers: readonly Identifier[]
  readonly address: string
  readonly postcode: string
  /** The agency's own number; empty where the file gives none. */
  readonly reference: string
}

export type Wrong = { readonly field: FeedField; readonly reason: string }

/** What a mapping lacks before a file can be read with it, in a sentence; undefined when nothing. */
export function lacking(columns: FeedColumns): string | undefined {
  if (columns.name === undefined && columns.given === undefined && columns.family === undefined)
    return 'Say which column holds a name'
  const used = Object.values(columns)
  if (new Set(used).size < used.length) return 'Use each column of the file once'
  return undefined
}

/**
 * A row of an agency's file as a record, or what is wrong with it. Reasons name the column and never repeat what stands in it.
 * A number whose check character does not fit is left out and counted by `dropped`: a slip in a number must not lose the child.
 */
export function personOfRow(
  cell: (field: FeedField) => string,
  today: string,
  dropped: (scheme: Scheme) => void,
): FeedPerson | Wrong {
  const [givenName, familyName] = namesOf(cell)
  if (givenName === '' && familyName === '') return { field: 'given', reason: 'The row has no name.' }
  const born = bornOf(cell('born'), today)
  if (born === undefined) return { field: 'born', reason: 'The date of birth is no real date, or lies ahead.' }
  const schemes: readonly Scheme[] = ['nhs', 'upn', 'pnc']
  const identifiers = schemes.flatMap(scheme => {
    const written = cell(scheme)
    if (written === '') return []
    const checked = checkedIdentifier(scheme, written, Number(today.slice(0, 4)))
    if (checked === undefined) dropped(scheme)
    return checked ?? []
  })
  const other = cell('other')
  return {
    givenName,
    familyName,
    otherNames: other === '' || other === givenName ? [] : [other],
    ...born,
    sex: sexOf(cell('sex')),
    identifiers,
    address: cell('address'),
    postcode: cell('postcode').toUpperCase(),
    reference: cell('reference'),
  }
}

function namesOf(cell: (field: FeedField) => string): [given: string, family: string] {
  const whole = cell('name')
  if (whole === '') return [cell('given'), cell('family')]
  const [family = '', given = ''] = whole.split(',').map(part => part.trim())
  return [given, family]
}

/** A whole date in any form that agencies use; not known where the cell is empty; undefined where it is wrong. */
export function bornOf(text: string, today: string): { born: string | null; bornPrecision: BornPrecision } | undefined {
  if (text === '') return { born: null, bornPrecision: 'unknown' }
  const parts = parseDate(text)
  if (parts === undefined) return undefined
  const two = (part: number): string => String(part).padStart(2, '0')
  const born = `${parts.year}-${two(parts.month)}-${two(parts.day)}`
  const at = new Date(`${born}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== born || born > today || born < '1900')
    return undefined
  return { born, bornPrecision: 'day' }
}

function sexOf(text: string): FeedPerson['sex'] {
  const first = text.slice(0, 1).toLowerCase()
  return first === 'f' ? 'female' : first === 'm' ? 'male' : 'not known'
}
