import { sharedUint16, sharedUint32 } from '../columns/shared.ts'

/**
 * Distinct texts packed for the comparison kernels. `codes` holds UTF-16 units end to end; text `id` is
 * `codes[starts[id]]` to `codes[starts[id + 1]]`. `signatures[id]` holds, in its low 27 bits, which letter classes
 * occur and, in its top 5 bits, the length (31 = 31 or more): enough to refuse most pairs without reading a letter.
 */
export type Texts = { readonly codes: Uint16Array; readonly starts: Uint32Array; readonly signatures: Uint32Array }

const CLASSES = 27
const LENGTH_SHIFT = 27
const LONG = 31

/** Packs values; `spare` leaves room for that many more values of up to 64 characters (see setText). */
export function packTexts(values: readonly string[], spare = 0): Texts {
  const letters = values.reduce((total, value) => total + value.length, 0)
  const texts = {
    codes: sharedUint16(letters + spare * SPARE_LENGTH),
    starts: sharedUint32(values.length + spare + 1),
    signatures: sharedUint32(values.length + spare),
  }
  for (let id = 0; id < values.length; id++) setText(texts, id, values[id])
  return texts
}

/** The longest text that a spare place holds; longer ones are cut. */
export const SPARE_LENGTH = 64

/** Writes `value` as text `id`, which must be the one after the last written. Answers false when there is no room. */
export function setText(texts: Texts, id: number, value: string): boolean {
  const start = texts.starts[id]
  if (id >= texts.signatures.length || start + value.length > texts.codes.length) return false
  for (let k = 0; k < value.length; k++) texts.codes[start + k] = value.charCodeAt(k)
  texts.starts[id + 1] = start + value.length
  texts.signatures[id] = signatureOf(value)
  return true
}

function signatureOf(value: string): number {
  let classes = 0
  for (let k = 0; k < value.length; k++) classes |= 1 << (value.charCodeAt(k) % CLASSES)
  return ((Math.min(value.length, LONG) << LENGTH_SHIFT) | classes) >>> 0
}

/**
 * The most letters that two texts can have in common, from their signatures alone: each letter class found in one and
 * not the other costs that text at least one letter. Answers -1 when a text is too long to say.
 */
export function mostInCommon(a: number, b: number): number {
  const lengthA = a >>> LENGTH_SHIFT
  const lengthB = b >>> LENGTH_SHIFT
  if (lengthA === LONG || lengthB === LONG) return -1
  const onlyA = lengthA - ones(a & ~b & CLASS_BITS)
  const onlyB = lengthB - ones(b & ~a & CLASS_BITS)
  return onlyA < onlyB ? onlyA : onlyB
}

/** The length of the text with this signature; 31 means 31 or more. */
export const signatureLength = (signature: number): number => signature >>> LENGTH_SHIFT

const CLASS_BITS = (1 << CLASSES) - 1

// Count of set bits in 32, by halves. Warren, Hacker's Delight (2nd edition, 2012), figure 5-2.
function ones(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
