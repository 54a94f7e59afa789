import type { FieldKind } from '../model/types.ts'
import { foldCode, foldName, foldText, nameWords } from '../text/fold.ts'
import { nameFamilies } from '../text/nicknames.ts'
import { nysiis, soundex } from '../text/sound.ts'
import { parseDate } from '../values/dates.ts'
import { nhsNumber, pncId, upn } from '../values/identifiers.ts'
import { postcodeParts } from '../values/postcodes.ts'

/** Separates the items of a list field once it has been read. */
const ITEM = '|'

// A century of two-digit years ends here; PNC identifiers are the only two-digit years read.
const PNC_CENTURY_END = 2049

const READERS: Record<FieldKind, (text: string) => string> = {
  name: foldName,
  text: foldText,
  code: foldCode,
  postcode: text => postcodeParts(text).unit,
  date: text => {
    const parts = parseDate(text)
    return parts === undefined ? '' : [parts.year, two(parts.month), two(parts.day)].join('-')
  },
  list: text => [...new Set(text.split(/[|;]/).map(foldName).filter(Boolean))].sort().join(ITEM),
  place: text => (/^-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?$/.test(text.trim()) ? text.replace(/\s/g, '') : ''),
  nhs: text => nhsNumber(text) ?? '',
  upn: text => upn(text) ?? '',
  pnc: text => pncId(text, PNC_CENTURY_END) ?? '',
}

/** Reads one written value as a field of this kind; what cannot be read (a wrong check digit, no date) is empty. */
export const readValue = (kind: FieldKind, text: string): string => READERS[kind](text)

const letters =
  (count: number) =>
  (value: string): string[] =>
    value.replaceAll(' ', '').length < count ? [] : [value.replaceAll(' ', '').slice(0, count)]

const dateSlice =
  (from: number, to: number) =>
  (value: string): string[] => [value.slice(from, to)]

/** What can be worked out from a field's (read) value. An empty answer means the value says nothing here. */
const DERIVATIONS: Record<string, (value: string) => readonly string[]> = {
  initial: letters(1),
  first2: letters(2),
  first3: letters(3),
  first4: letters(4),
  last3: value => (value.length < 3 ? [] : [value.slice(-3)]),
  soundex: value => [soundex(value)],
  nysiis: value => [nysiis(value)],
  year: dateSlice(0, 4),
  'year-month': dateSlice(0, 7),
  'month-day': dateSlice(5, 10),
  day: dateSlice(8, 10),
  area: value => [postcodeParts(value).area],
  district: value => [postcodeParts(value).district],
  sector: value => [postcodeParts(value).sector],
  words: value => nameWords(value),
  'word-sounds': value => nameWords(value).map(soundex),
  'sorted-words': value => [nameWords(value).sort().join(' ')],
  'last-word': value => nameWords(value).slice(-1),
  'first-word': value => nameWords(value).slice(0, 1),
  families: value => nameWords(value).slice(0, 1).flatMap(familyKeys),
  items: value => value.split(ITEM),
}

// A name outside the list is a family of its own, so that sharing a family includes being the same name.
const familyKeys = (name: string): string[] => {
  const families = nameFamilies(name)
  return families.length === 0 ? [name] : families.map(String)
}

const SEVERAL = new Set(['words', 'word-sounds', 'families', 'items'])

/** Whether a derivation can give several answers for one value. */
export const givesSeveral = (derivation: string): boolean => SEVERAL.has(derivation)

/** The names of all derivations. */
export const derivationNames = (): string[] => Object.keys(DERIVATIONS)

/** The distinct, non-empty answers of a derivation for one value. Throws for a derivation that does not exist. */
export function derive(derivation: string, value: string): string[] {
  const work = DERIVATIONS[derivation]
  if (work === undefined) {
    throw new Error(`there is no derivation ${derivation}: use one of ${derivationNames().join(', ')}`)
  }
  return value === '' ? [] : [...new Set(work(value))].filter(Boolean)
}

const two = (part: number): string => String(part).padStart(2, '0')
