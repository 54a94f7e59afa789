import type { Part, Test } from './types.ts'

const COLUMN = '"?([\\w ]+?)_[lr]"?'
const QUOTED = (inner: string): RegExp => new RegExp(`^${inner}$`, 's')

const SIMILARITY = QUOTED(
  `(jaro_winkler|levenshtein|damerau_levenshtein)(?:_similarity)?\\(${COLUMN}, *${COLUMN}\\) *(>=|<=) *([\\d.]+)`,
)
const SECONDS = QUOTED(`abs\\(epoch\\(try_strptime\\(${COLUMN},.*\\)\\) *- *epoch\\(.*\\)\\) *<= *([\\d.]+)`)
const PATTERN = QUOTED(`nullif\\(regexp_extract\\(${COLUMN}, *'(.*?)', *\\d\\), *''\\) *= *nullif\\(.*\\)`)
const SHARED = QUOTED(`array_length\\(list_intersect\\(${COLUMN}, *${COLUMN}\\)\\) *>= *1`)
const EQUAL = QUOTED('"?([\\w ]+?)_([lr])"? *= *"?([\\w ]+?)_([lr])"?')
const SECONDS_A_DAY = 86_400

const POSTCODE_PARTS: Readonly<Record<string, string>> = {
  '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]': 'sector',
  '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?': 'district',
  '^[A-Za-z]{1,2}': 'area',
}

/**
 * Reads the SQL of one Splink comparison level as a test. Understood: equality, Jaro-Winkler, Levenshtein and
 * Damerau-Levenshtein thresholds, date differences, parts of a postcode, lists that share an item, two columns
 * exchanged, and any of these joined by AND and OR. Throws, quoting the SQL, for anything else.
 */
export function readCondition(sql: string): Test {
  const text = unwrapped(sql.trim())
  const exchanged = readExchanged(text)
  if (exchanged !== undefined) return exchanged
  const ors = splitTop(text, 'or')
  if (ors.length > 1) return { test: 'any', of: ors.map(readCondition) }
  const ands = splitTop(text, 'and')
  if (ands.length > 1) return { test: 'all', of: ands.map(readCondition) }
  return readLeaf(text)
}

function readLeaf(sql: string): Test {
  const text = sql.toLowerCase()
  const similarity = SIMILARITY.exec(text)
  if (similarity !== null) return similarityTest(similarity[1], similarity[2], Number(similarity[5]))
  const seconds = SECONDS.exec(text)
  if (seconds !== null)
    return { test: 'days-within', field: seconds[1], days: Math.floor(Number(seconds[2]) / SECONDS_A_DAY) }
  const shared = SHARED.exec(text)
  if (shared !== null) return { test: 'same', part: `${shared[1]}:items` }
  const pattern = PATTERN.exec(sql.replace(/regexp_extract/i, 'regexp_extract').replace(/nullif/gi, 'nullif'))
  const part = pattern === null ? undefined : POSTCODE_PARTS[pattern[2]]
  if (pattern !== null && part !== undefined) return { test: 'same', part: `${pattern[1].toLowerCase()}:${part}` }
  const equal = EQUAL.exec(text)
  if (equal !== null && equal[1] === equal[3] && equal[2] !== equal[4]) return { test: 'exact', field: equal[1] }
  throw new Error(`this condition of the Splink model is not understood: ${sql}`)
}

function similarityTest(kind: string, field: string, limit: number): Test {
  if (kind === 'jaro_winkler') return { test: 'jaro-winkler', field, atLeast: limit }
  return { test: kind === 'levenshtein' ? 'levenshtein' : 'damerau-levenshtein', field, atMost: limit }
}

// a of the left with b of the right, and b of the left with a of the right, either way round.
function readExchanged(sql: string): Test | undefined {
  const sides = splitTop(sql, 'and').map(side => crossed(unwrapped(side)))
  const [one, two] = sides
  if (sides.length !== 2 || one === undefined || two === undefined || one.left === one.right) return undefined
  return one.left === two.right && one.right === two.left
    ? { test: 'reversed', fields: [one.left, one.right] }
    : undefined
}

function crossed(sql: string): { left: string; right: string } | undefined {
  const equal = EQUAL.exec(sql.toLowerCase())
  if (equal === null || equal[2] === equal[4]) return undefined
  return equal[2] === 'l' ? { left: equal[1], right: equal[3] } : { left: equal[3], right: equal[1] }
}

const RULE_EQUAL = /^l\."?([\w ]+?)"? *= *r\."?([\w ]+?)"?$/
const RULE_START = /^substr(?:ing)?\(l\."?([\w ]+?)"?, *1, *(\d)\) *= *substr(?:ing)?\(r\."?([\w ]+?)"?, *1, *\2\)$/

/** Reads a Splink blocking rule as parts: equalities, and equalities of the first letters, joined by AND. */
export function readBlockingRule(sql: string, isDate: (field: string) => boolean): Part[] {
  return splitTop(unwrapped(sql.trim()), 'and').map(each => {
    const text = unwrapped(each).toLowerCase()
    const equal = RULE_EQUAL.exec(text)
    if (equal !== null && equal[1] === equal[2]) return equal[1]
    const start = RULE_START.exec(text)
    const derivation = start === null ? undefined : startPart(Number(start[2]), isDate(start[1]))
    if (start === null || start[1] !== start[3] || derivation === undefined) {
      throw new Error(`this blocking rule of the Splink model is not understood: ${sql}`)
    }
    return `${start[1]}:${derivation}`
  })
}

function startPart(letters: number, date: boolean): string | undefined {
  if (date) return letters === 4 ? 'year' : letters === 7 ? 'year-month' : undefined
  return [undefined, 'initial', 'first2', 'first3', 'first4'][letters]
}

// Takes off brackets that hold the whole text.
function unwrapped(sql: string): string {
  const text = sql.trim()
  if (!text.startsWith('(') || closing(text) !== text.length - 1) return text
  return unwrapped(text.slice(1, -1))
}

function closing(text: string): number {
  let depth = 0
  for (let k = 0; k < text.length; k++) {
    if (text[k] === '(') depth++
    if (text[k] === ')' && --depth === 0) return k
  }
  return -1
}

// Splits at a word that stands outside all brackets.
function splitTop(sql: string, word: 'and' | 'or'): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let k = 0; k < sql.length; k++) {
    if (sql[k] === '(') depth++
    if (sql[k] === ')') depth--
    if (depth !== 0 || sql.slice(k, k + word.length + 2).toLowerCase() !== ` ${word} `) continue
    parts.push(sql.slice(from, k))
    from = k + word.length + 2
  }
  return [...parts, sql.slice(from)].map(part => part.trim())
}
