import { mostInCommon, packTexts, signatureLength, type Texts } from './texts.ts'

/** Jaro-Winkler over packed texts, by value number. */
export type JaroWinkler = {
  /** Similarity 0 to 1. */
  similarity(a: number, b: number): number
  /** Whether the similarity is at least `threshold`; most pairs are refused by their signatures alone. */
  atLeast(a: number, b: number, threshold: number): boolean
  /** Forgets the last texts seen, which must be done when a text has been written over. */
  forget(): void
}

const PREFIX_LETTERS = 4
const PREFIX_SCALE = 0.1
const PREFIX_FROM = 0.7

/**
 * Jaro-Winkler similarity of two texts, 0 (nothing alike) to 1 (the same).
 *   jaro = (m / |a| + m / |b| + (m - t) / m) / 3,   m letters matched, t = half of those out of order
 *   jaro-winkler = jaro + 0.1 l (1 - jaro) when jaro > 0.7,   l = shared first letters, at most 4
 * Jaro (1989), JASA 84:414; Winkler (1990), Proceedings of the ASA survey section, 354.
 */
export function jaroWinklerSimilarity(a: string, b: string): number {
  return createJaroWinkler(packTexts([a, b])).similarity(0, 1)
}

/** Binds the kernel to a set of packed texts. The last answer is kept, so that several thresholds cost one comparison. */
export function createJaroWinkler(texts: Texts): JaroWinkler {
  const { signatures } = texts
  const jaro = createJaro(texts)
  let lastA = -1
  let lastB = -1
  let last = 0
  const similarity = (a: number, b: number): number => {
    if (a === lastA && b === lastB) return last
    lastA = a
    lastB = b
    last = withPrefix(jaro.similarity(a, b), texts, a, b)
    return last
  }
  return {
    similarity,
    atLeast(a, b, threshold) {
      if (a === b) return true
      if (a === lastA && b === lastB) return last >= threshold
      if (mostJaro(signatures[a], signatures[b]) < jaroNeeded(threshold)) return false
      return similarity(a, b) >= threshold
    },
    forget() {
      lastA = -1
      jaro.forget()
    },
  }
}

type Jaro = { similarity(a: number, b: number): number; forget(): void }

function createJaro(texts: Texts): Jaro {
  const { codes, starts } = texts
  const bits = createBitJaro(codes)
  const similarity = (a: number, b: number): number => {
    const startA = starts[a]
    const startB = starts[b]
    const lengthA = starts[a + 1] - startA
    const lengthB = starts[b + 1] - startB
    if (lengthA === 0 || lengthB === 0) return 0
    if (lengthA <= 32 && lengthB <= 32) return bits.similarity(startA, lengthA, startB, lengthB)
    return longJaro(codes.subarray(startA, startA + lengthA), codes.subarray(startB, startB + lengthB))
  }
  return { similarity, forget: bits.forget }
}

/** The largest Jaro similarity that two signatures allow: as many letters matched as can be, none out of order. */
export function mostJaro(a: number, b: number): number {
  const m = mostInCommon(a, b)
  if (m < 0) return 1
  if (m === 0) return 0
  return (m / signatureLength(a) + m / signatureLength(b) + 1) / 3
}

/** The least Jaro similarity from which a Jaro-Winkler `threshold` can be reached; a hair is left for rounding. */
export function jaroNeeded(threshold: number): number {
  const most = PREFIX_SCALE * PREFIX_LETTERS
  const needed = threshold <= PREFIX_FROM ? threshold : Math.max(PREFIX_FROM, (threshold - most) / (1 - most))
  return needed - 1e-12
}

function withPrefix(jaro: number, { codes, starts }: Texts, a: number, b: number): number {
  if (jaro <= PREFIX_FROM) return jaro
  const most = Math.min(PREFIX_LETTERS, starts[a + 1] - starts[a], starts[b + 1] - starts[b])
  let shared = 0
  while (shared < most && codes[starts[a] + shared] === codes[starts[b] + shared]) shared++
  return jaro + PREFIX_SCALE * shared * (1 - jaro)
}

// Jaro with the matching done by bits: one word says where each letter stands in `a`, one which of them are taken.
// The letters of `a` stay marked between calls, because pairs come one record against many.
type BitJaro = { similarity(a: number, la: number, b: number, lb: number): number; forget(): void }

function createBitJaro(codes: Uint16Array): BitJaro {
  const places = new Int32Array(65536)
  let markedAt = 0
  let marked = 0
  const forget = (): void => {
    places.fill(0)
    marked = 0
  }
  const mark = (start: number, length: number): void => {
    for (let k = 0; k < marked; k++) places[codes[markedAt + k]] = 0
    for (let k = 0; k < length; k++) places[codes[start + k]] |= 1 << k
    markedAt = start
    marked = length
  }
  const similarity = (a: number, la: number, b: number, lb: number): number => {
    if (a !== markedAt || la !== marked) mark(a, la)
    const reach = Math.max(0, (Math.max(la, lb) >> 1) - 1)
    let takenA = 0
    let takenB = 0
    let m = 0
    for (let k = 0; k < lb; k++) {
      const free = places[codes[b + k]] & ~takenA & window(k, reach)
      if (free === 0) continue
      takenA |= free & -free
      takenB |= 1 << k
      m++
    }
    if (m === 0) return 0
    return (m / la + m / lb + (m - (outOfOrder(codes, a, takenA, b, takenB) >> 1)) / m) / 3
  }
  return { similarity, forget }
}

// Bits k - reach to k + reach.
function window(k: number, reach: number): number {
  const upTo = k + reach >= 31 ? -1 : (1 << (k + reach + 1)) - 1
  return k <= reach ? upTo : upTo & (-1 << (k - reach))
}

function outOfOrder(codes: Uint16Array, a: number, takenA: number, b: number, takenB: number): number {
  let count = 0
  let restA = takenA
  let restB = takenB
  while (restA !== 0) {
    if (codes[a + 31 - Math.clz32(restA & -restA)] !== codes[b + 31 - Math.clz32(restB & -restB)]) count++
    restA &= restA - 1
    restB &= restB - 1
  }
  return count
}

// The same rule letter by letter, for texts longer than a word of bits.
function longJaro(a: Uint16Array, b: Uint16Array): number {
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  const takenA = new Uint8Array(a.length)
  const inB: number[] = []
  for (let k = 0; k < b.length; k++) {
    const end = Math.min(a.length, k + reach + 1)
    let at = Math.max(0, k - reach)
    while (at < end && (takenA[at] === 1 || a[at] !== b[k])) at++
    if (at >= end) continue
    takenA[at] = 1
    inB.push(b[k])
  }
  const m = inB.length
  if (m === 0) return 0
  const inA = a.filter((_, k) => takenA[k] === 1)
  const moved = inB.filter((code, k) => code !== inA[k]).length
  return (m / a.length + m / b.length + (m - (moved >> 1)) / m) / 3
}
