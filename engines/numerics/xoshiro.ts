const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n

/** SplitMix64's finaliser (Steele, Lea & Flood 2014; constants of Stafford's variant 13): 64 bits to 64 bits, one to one. */
export function mix64(value: bigint): bigint {
  let z = BigInt.asUintN(64, value)
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}

/** The `step`-th output (from 1) of SplitMix64 started at `key`. */
export function splitMix64(key: bigint, step: bigint): bigint {
  return mix64(key + step * GOLDEN_GAMMA)
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2018): 32 random bits at a time, period 2^128 - 1.
 * State words are kept as signed 32-bit integers so that V8 never boxes them.
 */
export class Xoshiro128 {
  private a: number
  private b: number
  private c: number
  private d: number

  /** Starts from four state words, not all zero. */
  constructor(a: number, b: number, c: number, d: number) {
    this.a = a | 0
    this.b = b | 0
    this.c = c | 0
    this.d = d | 0
  }

  /** Starts from a 64-bit key, spread over the state by SplitMix64 as the authors advise. */
  static fromKey(key: bigint): Xoshiro128 {
    const first = splitMix64(key, 1n)
    const second = splitMix64(key, 2n)
    const low = (word: bigint) => Number(word & 0xffffffffn)
    return new Xoshiro128(low(first), low(first >> 32n), low(second), low(second >> 32n))
  }

  /** The next 32 bits, as a signed integer. */
  nextInt32(): number {
    const scrambled = Math.imul(this.b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
    const shifted = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= shifted
    this.d = (this.d << 11) | (this.d >>> 21)
    return result
  }
}
