// What makes a password good enough: long, not known to be common, not built from what everyone here knows.
// Any character may be used, and none must be: no rules about capitals, figures or signs (NCSC and NIST SP 800-63B).

export const shortestPassword = 12
const longestPassword = 200
/** How many characters must remain when the words that anybody could guess are taken out. */
const ownCharacters = 8

// Words that people reach for first, here and everywhere.
const everyday = [
  'breakwater password passwort passcode welcome letmein qwerty secret admin administrator changeme login access',
  'football liverpool arsenal chelsea england london summer winter autumn spring',
  'january february march april june july august september october november december',
  'monday tuesday wednesday thursday friday saturday sunday',
].flatMap(line => line.split(' '))

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', 'abcdefghijklmnopqrstuvwxyz', '0987654321']

/**
 * Says in one sentence why a password cannot be used, or nothing. `context` holds what others know of the person: names,
 * address, agency, place. `isCommon` answers for the list of breached and common passwords.
 */
export function passwordProblem(
  password: string,
  context: readonly string[],
  isCommon: (text: string) => boolean,
): string | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  const length = [...text].length
  if (length < shortestPassword)
    return `Password must be ${shortestPassword} characters or more. Three random words make a good one.`
  if (length > longestPassword) return `Password must be ${longestPassword} characters or fewer.`
  if (isMonotonous(text)) return 'Password is too easy to guess: it repeats itself or follows the keyboard.'
  if (isCommon(text) || isCommon(core(text)))
    return 'Password is in lists of passwords that people use a lot or that were stolen. Choose another.'
  if (isMostlyKnown(text, [...everyday, ...wordsOf(context)]))
    return 'Password has too little of its own: leave out your name, your agency, the place, dates and everyday words.'
  return undefined
}

/** The words in what others know of a person, in small letters, longest first. */
export function wordsOf(context: readonly string[]): string[] {
  const words = context.flatMap(text =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  )
  return [...new Set(words)].filter(word => word.length >= 4)
}

// Figures and signs put before and behind a word add little.
function core(text: string): string {
  const inner = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return inner.length >= 5 ? inner : text
}

function isMonotonous(text: string): boolean {
  const characters = [...text]
  if (new Set(characters).size < 5) return true
  const repeats = /^(.{1,6}?)\1+.{0,5}$/u.test(text)
  const steps = characters.slice(1).filter((next, at) => follows(characters[at] ?? '', next)).length
  return repeats || steps >= characters.length * 0.7
}

function follows(one: string, next: string): boolean {
  return one === next || rows.some(row => row.includes(one + next) || row.includes(next + one))
}

function isMostlyKnown(text: string, words: readonly string[]): boolean {
  const left = words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
  return left !== text && [...left.replace(/(19|20)\d\d/g, '')].length < ownCharacters
}
