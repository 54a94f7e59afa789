const ACCENTS = /\p{M}+/gu
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }
const NOT_IN_NAMES = /[^\p{L}\p{N}]+/gu

/** Lower case, accents off, the few letters that do not decompose spelled out: "Łukasz Müller" is "lukasz muller". */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, letter => LETTERS[letter])
    .trim()

// Forms of address say nothing of who a person is, and agencies write them into name fields. Some are surnames too
// (Lord, Hon), so those are left out only before another word.
const TITLES = new Set('mr mrs ms dr prof rev revd'.split(' '))
const PERHAPS_TITLES = new Set('miss mx professor sir lord lady dame reverend hon rt capt captain'.split(' '))

/**
 * A folded name with apostrophes closed up, every other mark a single space and forms of address left out:
 * "O'Brien-Smith" is "obrien smith", "Dr Jo Bloggs" is "jo bloggs".
 */
export function foldName(text: string): string {
  const words = foldText(text)
    .replace(/['’`]/g, '')
    .replace(NOT_IN_NAMES, ' ')
    .split(' ')
    .filter(word => word !== '' && !TITLES.has(word))
  return words.filter((word, k) => k === words.length - 1 || !PERHAPS_TITLES.has(word)).join(' ')
}

/** Letters and digits alone, in capitals: for identifiers and postcodes. */
export const foldCode = (text: string): string => foldText(text).replace(NOT_IN_NAMES, '').toUpperCase()

/** The separate words of a folded name. */
export const nameWords = (name: string): string[] => foldName(name).split(' ').filter(Boolean)
