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

/** Two different mixes of every character: cyrb53 by bryc (public domain), less one bit that marks a place as taken. */
function fingerprint(text: string): { low: number; high: number } {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return { low: a >>> 0, high: (b | 1) >>> 0 }
}
