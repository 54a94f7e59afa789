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

/** A folded name with apostrophes closed up and every other mark a single space: "O'Brien-Smith" is "obrien smith". */
export const foldName = (text: string): string =>
  foldText(text).replace(/['’`]/g, '').replace(NOT_IN_NAMES, ' ').trim()

/** Letters and digits alone, in capitals: for identifiers and postcodes. */
export const foldCode = (text: string): string => foldText(text).replace(NOT_IN_NAMES, '').toUpperCase()

/** The separate words of a folded name. */
export const nameWords = (name: string): string[] => foldName(name).split(' ').filter(Boolean)
