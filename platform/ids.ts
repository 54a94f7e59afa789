import { createHash, randomFillSync } from 'node:crypto'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}

/** What an address says of the record that a page goes on after: nothing where it says nothing, or something else. */
export function asUuid(text: string | undefined): string | undefined {
  return text !== undefined && isUuid(text) ? text : undefined
}

/** A UUID of version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then randomness, so that keys arrive in order. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes()
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return format(bytes)
}

// Measured: asking for randomness once for every id took a third of an import's own time. Nothing here is a secret.
const store = Buffer.alloc(16 * 256)
let used = store.length

function randomBytes(): Buffer {
  if (used === store.length) {
    randomFillSync(store)
    used = 0
  }
  used += 16
  return store.subarray(used - 16, used)
}

/** The same UUID for the same words, every time (RFC 9562 section 5.8, over SHA-256): for reference data and audiences. */
export function idOf(...words: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return format(bytes)
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
