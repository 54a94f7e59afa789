import { requireNotNegative, requirePositive, requireProbability, requireWhole } from './check.ts'
import { drawBinomial, drawGamma, drawPoisson } from './samplers.ts'
import { mix64, splitMix64, Xoshiro128 } from './xoshiro.ts'
import { drawNormal } from './ziggurat.ts'

const TWO_32 = 2 ** 32

/** A list that `shuffle` can permute. */
export type Shuffled = { readonly length: number; [index: number]: unknown }

/**
 * A seeded source of random numbers: xoshiro128** seeded through SplitMix64. The same seed gives the same numbers on
 * every machine. Not for secrets.
 */
export class Random {
  private readonly key: bigint
  private readonly bits: Xoshiro128

  /** Use `random(seed)`; the key is its 64-bit form. */
  constructor(key: bigint) {
    this.key = key
    this.bits = Xoshiro128.fromKey(key)
  }

  /** 32 random bits as a whole number in 0..4294967295. */
  uint32(): number {
    return this.bits.nextInt32() >>> 0
  }

  /** A number in [0, 1) with 53 random bits. */
  next(): number {
    const high = this.bits.nextInt32() >>> 5
    const low = this.bits.nextInt32() >>> 6
    return (high * 0x4000000 + low) / 0x20000000000000
  }

  /** A whole number in 0..n-1, each equally likely. @throws when `n` is not a whole number in 1..2^32 */
  integer(n: number): number {
    requireWhole('n', n, 1)
    if (n > TWO_32) throw new Error(`n must be at most ${TWO_32}, got ${n}`)
    return n <= 0x200000 ? this.smallInteger(n) : this.largeInteger(n)
  }

  /** Lemire (2019), ACM TOMS 29(1): the product stays exact in a double while n <= 2^21. */
  private smallInteger(n: number): number {
    for (;;) {
      const product = this.uint32() * n
      const whole = Math.floor(product / TWO_32)
      const rest = product - whole * TWO_32
      if (rest >= n || rest >= TWO_32 % n) return whole
    }
  }

  private largeInteger(n: number): number {
    const limit = TWO_32 - (TWO_32 % n)
    for (;;) {
      const value = this.uint32()
      if (value < limit) return value % n
    }
  }

  /** A standard normal draw. */
  normal(): number {
    return drawNormal(this)
  }

  /** An exponential draw. @throws when `mean` is not above 0 */
  exponential(mean: number): number {
    requirePositive('mean', mean)
    return -mean * Math.log(1 - this.next())
  }

  /** A Poisson count. @throws when `mean` is below 0 */
  poisson(mean: number): number {
    requireNotNegative('mean', mean)
    return drawPoisson(this, mean)
  }

  /** A gamma draw with mean shape * scale. @throws when either is not above 0 */
  gamma(shape: number, scale: number): number {
    requirePositive('shape', shape)
    requirePositive('scale', scale)
    return scale * drawGamma(this, shape)
  }

  /** Successes in `n` trials of probability `p`. @throws when `n` is not a whole number or `p` is outside [0, 1] */
  binomial(n: number, p: number): number {
    requireWhole('n', n)
    requireProbability('p', p)
    return drawBinomial(this, n, p)
  }

  /** Puts the list in random order in place (Fisher and Yates) and returns it. */
  shuffle<List extends Shuffled>(list: List): List {
    for (let last = list.length - 1; last > 0; last--) {
      const chosen = this.integer(last + 1)
      const kept = list[last]
      list[last] = list[chosen]
      list[chosen] = kept
    }
    return list
  }

  /**
   * An independent generator for numbered work. It depends on this generator's seed and `stream` only, not on the
   * numbers already drawn: give each block of work its own stream and the answer is the same on any number of threads.
   * @throws when `stream` is not a whole number of 0 or more
   */
  split(stream: number): Random {
    requireWhole('stream', stream)
    return new Random(mix64(this.key ^ splitMix64(BigInt(stream), 1n)))
  }
}

/** A generator for a seed. @throws when `seed` is not a whole number in 0..2^53-1 */
export function random(seed: number): Random {
  requireWhole('seed', seed)
  return new Random(mix64(BigInt(seed)))
}
