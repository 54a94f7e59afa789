import { type Numbers, requireProbability } from './check.ts'

const RADIX_BITS = 11
const RADIX = 1 << RADIX_BITS
const RADIX_FROM = 200

/** Indices that put the values in ascending order; equal values keep their order. @throws when a value is NaN */
export function argsort(values: Numbers): Int32Array {
  const n = values.length
  const order = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(values[i])) throw new Error(`values[${i}] must be a number, got NaN`)
    order[i] = i
  }
  if (n < RADIX_FROM) return order.sort((i, j) => values[i] - values[j] || i - j)
  return radixArgsort(Float64Array.from(values), order)
}

/** Stable radix sort on the bits of the doubles: six passes of 11 bits, skipping a pass whose digits are all alike. */
function radixArgsort(values: Float64Array, order: Int32Array): Int32Array {
  const keys = orderedBits(values)
  let from: Int32Array = order
  let to: Int32Array = new Int32Array(order.length)
  const starts = new Int32Array(RADIX)
  for (let pass = 0; pass < 6; pass++) {
    const digit = digitReader(keys, pass * RADIX_BITS)
    if (!countDigits(digit, order.length, starts)) continue
    for (const index of from) to[starts[digit(index)]++] = index
    ;[from, to] = [to, from]
  }
  return from
}

/** Low and high words per value, flipped so that they order as unsigned integers; -0 becomes 0. */
function orderedBits(values: Float64Array): Uint32Array {
  for (let i = 0; i < values.length; i++) values[i] += 0
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  for (let i = 0; i < words.length; i += 2) {
    const negative = words[i + 1] >>> 31 === 1
    words[i] = negative ? ~words[i] : words[i]
    words[i + 1] = negative ? ~words[i + 1] : words[i + 1] ^ 0x80000000
  }
  return words
}

/** Reads 11 bits of the 64-bit key from bit `shift`; one window straddles the two words. */
function digitReader(words: Uint32Array, shift: number): (index: number) => number {
  const mask = RADIX - 1
  if (shift + RADIX_BITS <= 32) return index => (words[2 * index] >>> shift) & mask
  if (shift >= 32) return index => (words[2 * index + 1] >>> (shift - 32)) & mask
  return index => ((words[2 * index] >>> shift) | (words[2 * index + 1] << (32 - shift))) & mask
}

/** Fills the starting place of each digit; false when every key has the same one. */
function countDigits(digit: (index: number) => number, n: number, starts: Int32Array): boolean {
  starts.fill(0)
  for (let i = 0; i < n; i++) starts[digit(i)]++
  if (starts[digit(0)] === n) return false
  let total = 0
  for (let d = 0; d < RADIX; d++) {
    const count = starts[d]
    starts[d] = total
    total += count
  }
  return true
}

/** Ranks from 1 (smallest) to n; equal values share their average rank. @throws when a value is NaN */
export function ranks(values: Numbers): Float64Array {
  const order = argsort(values)
  const result = new Float64Array(order.length)
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]] === values[order[start]]) end++
    const shared = (start + 1 + end) / 2
    for (let k = start; k < end; k++) result[order[k]] = shared
    start = end
  }
  return result
}

/**
 * Quantile of values already in ascending order, R's type 7 (Hyndman & Fan 1996): linear between the order statistics.
 * @throws when `sorted` is empty or `p` is outside [0, 1]
 */
export function quantileSorted(sorted: Numbers, p: number): number {
  requireProbability('p', p)
  if (sorted.length === 0) throw new Error('sorted must hold at least one number')
  const place = (sorted.length - 1) * p
  const below = Math.floor(place)
  const value = sorted[below]
  const next = sorted[Math.min(below + 1, sorted.length - 1)]
  return next === value ? value : value + (place - below) * (next - value)
}

/** Quantile of values in any order, R's type 7. @throws when `values` is empty or holds NaN, or `p` is outside [0, 1] */
export function quantile(values: Numbers, p: number): number {
  if (values.length === 0) throw new Error('values must hold at least one number')
  const sorted = Float64Array.from(values).sort()
  if (Number.isNaN(sorted[sorted.length - 1])) throw new Error('values must be numbers, got NaN')
  return quantileSorted(sorted, p)
}
