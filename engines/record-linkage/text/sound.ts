import { foldText } from './fold.ts'

const SOUNDEX: Record<string, string> = {}
for (const [digit, letters] of Object.entries({ 1: 'bfpv', 2: 'cgjkqsxz', 3: 'dt', 4: 'l', 5: 'mn', 6: 'r' })) {
  for (const letter of letters) SOUNDEX[letter] = digit
}

const lettersOf = (name: string): string => foldText(name).replace(/[^a-z]/g, '')

/**
 * American Soundex: first letter and three digits, "Robert" and "Rupert" are both R163. Letters of one digit parted
 * only by h or w count once. US National Archives, "The Soundex Indexing System". Empty when the name has no letter.
 */
export function soundex(name: string): string {
  const letters = lettersOf(name)
  if (letters === '') return ''
  let code = letters[0].toUpperCase()
  let before = SOUNDEX[letters[0]]
  for (const letter of letters.slice(1)) {
    const digit = SOUNDEX[letter]
    if (digit !== undefined && digit !== before) code += digit
    if (letter !== 'h' && letter !== 'w') before = digit
  }
  return code.slice(0, 4).padEnd(4, '0')
}

const FIRST: [RegExp, string][] = [
  [/^mac/, 'mcc'],
  [/^kn/, 'nn'],
  [/^k/, 'c'],
  [/^p[hf]/, 'ff'],
  [/^sch/, 'sss'],
]
const LAST: [RegExp, string][] = [
  [/[ei]e$/, 'y'],
  [/(dt|rt|rd|nt|nd)$/, 'd'],
]
const VOWELS = 'aeiou'

/**
 * NYSIIS code (Taft 1970, New York State Identification and Intelligence System, special report 1), full length:
 * finer than Soundex, because it keeps where vowels stand. Empty when the name has no letter.
 */
export function nysiis(name: string): string {
  let letters = lettersOf(name)
  if (letters === '') return ''
  for (const [from, to] of FIRST) letters = letters.replace(from, to)
  for (const [from, to] of LAST) letters = letters.replace(from, to)
  let key = letters[0]
  const rest = Array.from(letters)
  for (let k = 1; k < rest.length; k++) {
    for (const [offset, letter] of Array.from(nysiisStep(rest, k)).entries()) rest[k + offset] = letter
    if (rest[k] !== key.at(-1)) key += rest[k]
  }
  return nysiisEnd(key).toUpperCase()
}

// What the letters from `k` become.
function nysiisStep(letters: string[], k: number): string {
  const [before, here, after] = [letters[k - 1], letters[k], letters[k + 1] ?? '']
  if (here === 'e' && after === 'v') return 'af'
  if (VOWELS.includes(here)) return 'a'
  if (here === 'q') return 'g'
  if (here === 'z') return 's'
  if (here === 'm') return 'n'
  if (here === 'k') return after === 'n' ? 'nn' : 'c'
  if (here === 's' && after === 'c' && letters[k + 2] === 'h') return 'sss'
  if (here === 'p' && after === 'h') return 'ff'
  if (here === 'h' && (!VOWELS.includes(before) || !VOWELS.includes(after || 'x'))) return before
  if (here === 'w' && VOWELS.includes(before)) return before
  return here
}

function nysiisEnd(key: string): string {
  if (key.length > 1 && key.endsWith('s')) return nysiisVowel(key.slice(0, -1))
  return nysiisVowel(key)
}

function nysiisVowel(key: string): string {
  const ended = key.length > 2 && key.endsWith('ay') ? `${key.slice(0, -2)}y` : key
  return ended.length > 1 && ended.endsWith('a') ? ended.slice(0, -1) : ended
}
