import { createHash } from 'node:crypto'

/** A Bloom filter: it says "certainly not in the list" or "probably in it". Header: 4 bytes of mark, 4 of hash count. */
export type Filter = { has(text: string): boolean }

const mark = 'BWF1'
const headerBytes = 8

/** Makes the bytes of a filter. With 12 bits a word and 8 hashes about 3 other words in 1,000 are taken for members. */
export function makeFilter(words: Iterable<string>, count: number, bitsEach: number, hashes: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes + Math.ceil((count * bitsEach) / 8))
  bytes.set(Buffer.from(mark))
  new DataView(bytes.buffer).setUint32(4, hashes)
  for (const word of words) {
    for (const bit of bitsOf(word, hashes, bytes.length)) {
      const at = headerBytes + (bit >>> 3)
      bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7))
    }
  }
  return bytes
}

/** Opens the bytes of a filter. Throws an Error when they are not one. */
export function openFilter(bytes: Uint8Array): Filter {
  if (bytes.length <= headerBytes || Buffer.from(bytes.subarray(0, 4)).toString() !== mark)
    throw new Error('bytes must be a filter made by makeFilter')
  const hashes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4)
  return {
    has: text => bitsOf(text, hashes, bytes.length).every(bit => isSet(bytes, bit)),
  }
}

function isSet(bytes: Uint8Array, bit: number): boolean {
  return ((bytes[headerBytes + (bit >>> 3)] ?? 0) & (1 << (bit & 7))) !== 0
}

// Two hashes make them all (Kirsch and Mitzenmacher 2006, "Less hashing, same performance", section 3).
function bitsOf(word: string, hashes: number, length: number): number[] {
  const digest = createHash('sha256').update(word).digest()
  const [first, second] = [digest.readUInt32BE(0), digest.readUInt32BE(4) | 1]
  const size = (length - headerBytes) * 8
  return Array.from({ length: hashes }, (_, i) => (first + i * (second >>> 0)) % size)
}
