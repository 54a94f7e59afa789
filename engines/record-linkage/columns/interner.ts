/**
 * Interns byte ranges without making a string of each: a million rows hold few distinct values, and making and hashing
 * a string per cell cost several times more than reading the file.
 */
export type Interner = {
  /** The number of the bytes `from` to `to` (exclusive); an empty range is 0. */
  add(bytes: Uint8Array, from: number, to: number): number
  /** The distinct values in order of first appearance, decoded from UTF-8; throws when `what` holds other bytes. */
  values(what: string): string[]
}

/** An empty interner. */
export function createInterner(): Interner {
  let slots = new Int32Array(1024).fill(-1)
  let hashes = new Uint32Array(512)
  let starts = new Uint32Array(513)
  let store = new Uint8Array(8192)
  let size = 1 // number 0 is the empty value

  const widen = (): void => {
    hashes = grown(hashes, hashes.length * 2)
    starts = grown(starts, hashes.length * 2 + 1)
    slots = new Int32Array(slots.length * 2).fill(-1)
    for (let id = 1; id < size; id++) slots[freeSlot(slots, hashes[id])] = id
  }
  const keep = (bytes: Uint8Array, from: number, to: number, hash: number): number => {
    const start = starts[size]
    const end = start + to - from
    if (end > store.length) store = grown(store, Math.max(end, store.length * 2))
    for (let k = from; k < to; k++) store[start + k - from] = bytes[k]
    if (size + 1 >= hashes.length) widen()
    hashes[size] = hash
    starts[size + 1] = end
    slots[freeSlot(slots, hash)] = size
    return size++
  }
  const same = (id: number, bytes: Uint8Array, from: number, to: number): boolean => {
    let at = starts[id]
    if (starts[id + 1] - at !== to - from) return false
    for (let k = from; k < to; k++) if (store[at++] !== bytes[k]) return false
    return true
  }
  return {
    add(bytes, from, to) {
      if (to <= from) return 0
      const hash = hashBytes(bytes, from, to)
      const mask = slots.length - 1
      for (let slot = hash & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
        const id = slots[slot]
        if (hashes[id] === hash && same(id, bytes, from, to)) return id
      }
      return keep(bytes, from, to, hash)
    },
    values(what) {
      const decoder = new TextDecoder('utf-8', { fatal: true })
      const values = new Array<string>(size).fill('')
      for (let id = 1; id < size; id++) values[id] = decoded(decoder, store.subarray(starts[id], starts[id + 1]), what)
      return values
    },
  }
}

function decoded(decoder: { decode(bytes: Uint8Array): string }, bytes: Uint8Array, what: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Error(`${what} is not UTF-8 text: save the file as "CSV UTF-8" and try again`)
  }
}

// FNV-1a, 32 bits, with a final mix because the table looks only at the low bits.
// http://www.isthe.com/chongo/tech/comp/fnv/
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let k = from; k < to; k++) hash = Math.imul(hash ^ bytes[k], 0x01000193)
  hash ^= hash >>> 15
  return hash >>> 0
}

function freeSlot(slots: Int32Array, hash: number): number {
  const mask = slots.length - 1
  let slot = hash & mask
  while (slots[slot] !== -1) slot = (slot + 1) & mask
  return slot
}

function grown<T extends Uint32Array | Uint8Array>(array: T, length: number): T {
  const wider = new (array.constructor as new (length: number) => T)(length)
  wider.set(array)
  return wider
}
