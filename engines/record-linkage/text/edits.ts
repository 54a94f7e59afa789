import { mostInCommon, packTexts, signatureLength, type Texts } from './texts.ts'

/** An edit distance over packed texts, by value number. */
export type EditDistance = {
  distance(a: number, b: number): number
  /** Whether the distance is at most `most`; most pairs are refused by their signatures alone. */
  within(a: number, b: number, most: number): boolean
  /** Forgets the last pair, which must be done when a text has been written over. */
  forget(): void
}

type Kernel = (codes: Uint16Array, a: number, la: number, b: number, lb: number) => number

/** Letters to insert, delete or replace to turn `a` into `b` (Levenshtein 1966). */
export const levenshteinDistance = (a: string, b: string): number => createLevenshtein(packTexts([a, b])).distance(0, 1)

/** As levenshteinDistance, where swapping two neighbouring letters counts as one step (Damerau 1964). */
export const damerauLevenshteinDistance = (a: string, b: string): number =>
  createDamerauLevenshtein(packTexts([a, b])).distance(0, 1)

/** Levenshtein distance bound to packed texts: Myers' bit-parallel rows up to 32 letters, the classic table beyond. */
export const createLevenshtein = (texts: Texts): EditDistance => bind(texts, createMyers())

/**
 * True (unrestricted) Damerau-Levenshtein distance bound to packed texts: "ca" to "abc" is 2 steps. An exchange is two
 * plain steps, so pairs whose plain distance is more than twice the limit are refused before the table is filled.
 */
export function createDamerauLevenshtein(texts: Texts): EditDistance {
  const plain = createLevenshtein(texts)
  const exchanged = bind(texts, damerau)
  return {
    distance: exchanged.distance,
    within: (a, b, most) => plain.within(a, b, 2 * most) && exchanged.within(a, b, most),
    forget: () => {
      plain.forget()
      exchanged.forget()
    },
  }
}

function bind({ codes, starts, signatures }: Texts, kernel: Kernel): EditDistance {
  let lastA = -1
  let lastB = -1
  let last = 0
  const distance = (a: number, b: number): number => {
    if (a === lastA && b === lastB) return last
    lastA = a
    lastB = b
    last = kernel(codes, starts[a], starts[a + 1] - starts[a], starts[b], starts[b + 1] - starts[b])
    return last
  }
  return {
    distance,
    within: (a, b, most) => a === b || (leastEdits(signatures[a], signatures[b]) <= most && distance(a, b) <= most),
    forget: () => {
      lastA = -1
    },
  }
}

// A swap or replacement mends at most one letter of each text, so the longer text's unmatched letters all cost a step.
function leastEdits(a: number, b: number): number {
  const m = mostInCommon(a, b)
  return m < 0 ? 0 : Math.max(signatureLength(a), signatureLength(b)) - m
}

// Myers (1999), JACM 46:395, in Hyyro's (2001) form: one word holds a whole column of the table as +1/-1 steps.
function createMyers(): Kernel {
  const places = new Int32Array(65536)
  return (codes, a, la, b, lb) => {
    if (la === 0) return lb
    if (la > 32) return table(codes, a, la, b, lb)
    for (let k = 0; k < la; k++) places[codes[a + k]] |= 1 << k
    const top = 1 << (la - 1)
    let plus = -1
    let minus = 0
    let distance = la
    for (let k = 0; k < lb; k++) {
      const equal = places[codes[b + k]]
      const diagonal = (((equal & plus) + plus) ^ plus) | equal | minus
      let up = minus | ~(diagonal | plus)
      let down = plus & diagonal
      if ((up & top) !== 0) distance++
      if ((down & top) !== 0) distance--
      up = (up << 1) | 1
      down <<= 1
      plus = down | ~(diagonal | up)
      minus = up & diagonal
    }
    for (let k = 0; k < la; k++) places[codes[a + k]] = 0
    return distance
  }
}

function table(codes: Uint16Array, a: number, la: number, b: number, lb: number): number {
  let row = Uint32Array.from({ length: lb + 1 }, (_, j) => j)
  for (let i = 1; i <= la; i++) {
    const next = new Uint32Array(lb + 1)
    next[0] = i
    for (let j = 1; j <= lb; j++) {
      const replaced = row[j - 1] + (codes[a + i - 1] === codes[b + j - 1] ? 0 : 1)
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1)
    }
    row = next
  }
  return row[lb]
}

// Lowrance and Wagner (1975), JACM 22:177: the table remembers where each letter was last seen in each text.
function damerau(codes: Uint16Array, a: number, la: number, b: number, lb: number): number {
  const far = la + lb
  const width = lb + 2
  const d = new Uint32Array((la + 2) * width).fill(far)
  for (let i = 0; i <= la; i++) d[(i + 1) * width + 1] = i
  for (let j = 0; j <= lb; j++) d[width + j + 1] = j
  const lastRow = new Map<number, number>()
  for (let i = 1; i <= la; i++) {
    let lastColumn = 0
    for (let j = 1; j <= lb; j++) {
      const row = lastRow.get(codes[b + j - 1]) ?? 0
      const column = lastColumn
      const same = codes[a + i - 1] === codes[b + j - 1]
      if (same) lastColumn = j
      d[(i + 1) * width + j + 1] = Math.min(
        d[i * width + j] + (same ? 0 : 1),
        d[(i + 1) * width + j] + 1,
        d[i * width + j + 1] + 1,
        d[row * width + column] + (i - row - 1) + 1 + (j - column - 1),
      )
    }
    lastRow.set(codes[a + i - 1], i)
  }
  return d[(la + 1) * width + lb + 1]
}
