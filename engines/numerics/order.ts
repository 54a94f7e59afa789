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

/** Keys and the indices they belong to, which travel together so that every pass reads memory in order. */
interface Keyed {
  low: Uint32Array
  high: Uint32Array
  index: Int32Array
}

/** Stable radix sort on the bits of the doubles: six passes of 11 bits, skipping a pass whose digits are all alike. */
function radixArgsort(values: Float64Array, order: Int32Array): Int32Array {
  const n = order.length
  let from: Keyed = { ...orderedBits(values), index: order }
  let to: Keyed = { low: new Uint32Array(n), high: new Uint32Array(n), index: new Int32Array(n) }
  const digits = new Uint16Array(n)
  for (let pass = 0; pass < 6; pass++) {
    readDigits(from, pass * RADIX_BITS, digits)
    const starts = startsOf(digits)
    if (starts === undefined) continue
    for (let k = 0; k < n; k++) {
      const place = starts[digits[k]]++
      to.low[place] = from.low[k]
      to.high[place] = from.high[k]
      to.index[place] = from.index[k]
    }
    ;[from, to] = [to, from]
  }
  return from.index
}

/** Low and high words of each value, flipped so that they order as unsigned integers; -0 becomes 0. */
function orderedBits(values: Float64Array): { low: Uint32Array; high: Uint32Array } {
  for (let i = 0; i < values.length; i++) values[i] += 0
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  const low = new Uint32Array(values.length)
  const high = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const negative = words[2 * i + 1] >>> 31 === 1
    low[i] = negative ? ~words[2 * i] : words[2 * i]
    high[i] = negative ? ~words[2 * i + 1] : words[2 * i + 1] ^ 0x80000000
  }
  return { low, high }
}

/** Reads 11 bits of each 64-bit key from bit `shift`; one window straddles the two words. */
function readDigits({ low, high }: Keyed, shift: number, digits: Uint16Array): void {
  const mask = RADIX - 1
  const straddles = shift < 32 && shift + RADIX_BITS > 32
  for (let k = 0; k < digits.length; k++) {
    const bits = shift < 32 ? low[k] >>> shift : high[k] >>> (shift - 32)
    digits[k] = (straddles ? bits | (high[k] << (32 - shift)) : bits) & mask
  }
}

/** The starting place of each digit, or nothing when every key has the same one. */
function startsOf(digits: Uint16Array): Int32Array | undefined {
  const starts = new Int32Array(RADIX)
  for (let k = 0; k < digits.length; k++) starts[digits[k]]++
  if (starts[digits[0]] === digits.length) return undefined
  let total = 0
  for (let d = 0; d < RADIX; d++) {
    const count = starts[d]
    starts[d] = total
    total += count
  }
  return starts
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
  // On a value exactly there is nothing to share out, which also keeps an infinite neighbour from making NaN.
  if (place === below) return value
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
