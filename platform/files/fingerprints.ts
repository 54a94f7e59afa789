/**
 * Remembers which texts were seen, as 63-bit fingerprints in flat arrays: 12 to 24 bytes each, so that ten million rows
 * take 134 MB and no text is kept. Among ten million different texts the chance that any two are mistaken for equal is
 * about 1 in 180,000 (n^2 / 2^64).
 */
export class Fingerprints {
  #low = new Uint32Array(1024)
  #high = new Uint32Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Whether `text` is new. */
  add(text: string): boolean {
    if (this.#size * 3 > this.#low.length * 2) this.#grow()
    const { low, high } = fingerprint(text)
    const at = slot(this.#low, this.#high, low, high)
    if (this.#low[at] !== 0 || this.#high[at] !== 0) return false
    this.#low[at] = low
    this.#high[at] = high
    this.#size += 1
    return true
  }

  #grow(): void {
    const low = new Uint32Array(this.#low.length * 2)
    const high = new Uint32Array(low.length)
    for (let from = 0; from < this.#low.length; from++) {
      const a = this.#low[from] ?? 0
      const b = this.#high[from] ?? 0
      if (a === 0 && b === 0) continue
      const to = slot(low, high, a, b)
      low[to] = a
      high[to] = b
    }
    this.#low = low
    this.#high = high
  }
}

/** The place of this fingerprint, or the free place where it belongs. Both parts zero means free. */
function slot(low: Uint32Array, high: Uint32Array, a: number, b: number): number {
  const mask = low.length - 1
  let at = a & mask
  while ((low[at] !== 0 || high[at] !== 0) && (low[at] !== a || high[at] !== b)) at = (at + 1) & mask
  return at
}

const encoder = new TextEncoder()
let bytes = new Uint8Array(4096)
let words = new Uint32Array(bytes.buffer)

/**
 * Two hashes of the text in UTF-8, both in the form of MurmurHash3 (x86, 32 bits; Appleby, public domain) with constants
 * of their own, less one bit that marks a place as taken. Four bytes at a time takes 0.8 microseconds for a row of a street
 * file; letter by letter took 2.6.
 */
function fingerprint(text: string): { low: number; high: number } {
  if (text.length * 3 + 4 > bytes.length) enlarge(text.length * 3 + 4)
  const length = encoder.encodeInto(text, bytes).written
  bytes.fill(0, length, length + 4)
  let a = 0x9747b28c
  let b = 0x3c6ef372
  for (let at = 0; at * 4 < length; at++) {
    const word = mixed(words[at] ?? 0)
    a = Math.imul(rotated(a ^ word, 13), 5) + 0xe6546b64
    b = Math.imul(rotated(b ^ word, 17), 9) + 0x52dce729
  }
  return { low: finished(a ^ length) >>> 0, high: (finished(b ^ length) | 1) >>> 0 }
}

function enlarge(needed: number): void {
  bytes = new Uint8Array(2 ** Math.ceil(Math.log2(needed)))
  words = new Uint32Array(bytes.buffer)
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

const mixed = (word: number): number => Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)

function finished(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
