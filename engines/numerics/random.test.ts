import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chiSquareQuantile, mean, type Random, random, variance } from '#engines/numerics'
import { splitMix64, Xoshiro128 } from './xoshiro.ts'

const draws = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw)

/** Fails when the mean or variance of 100,000 draws is more than five standard errors from what theory says. */
function assertMoments(draw: (r: Random) => number, expected: number, spread: number, excess: number): void {
  const source = random(20261121)
  const values = draws(100_000, () => draw(source))
  const meanError = Math.abs(mean(values) - expected) / Math.sqrt(spread / values.length)
  const varianceError = Math.abs(variance(values) - spread) / (spread * Math.sqrt((2 + excess) / values.length))
  assert.ok(meanError < 5, `the mean is ${meanError} standard errors away`)
  assert.ok(varianceError < 5, `the variance is ${varianceError} standard errors away`)
}

test('xoshiro128** from state 1, 2, 3, 4 gives the published sequence 11520, 0, 5927040, 70819200, ...', () => {
  const bits = new Xoshiro128(1, 2, 3, 4)
  const sequence = Array.from({ length: 10 }, () => bits.nextInt32() >>> 0)
  assert.deepEqual(
    sequence,
    [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
  )
})

test('SplitMix64 from 1234567 begins 6457827717110365317, 3203168211198807973, as published', () => {
  assert.equal(splitMix64(1234567n, 1n), 6457827717110365317n)
  assert.equal(splitMix64(1234567n, 2n), 3203168211198807973n)
})

test('the same seed gives the same numbers, another seed gives others', () => {
  const five = (seed: number) =>
    Array.from(
      draws(
        5,
        (
          source => () =>
            source.next()
        )(random(seed)),
      ),
    )
  assert.deepEqual(five(7), five(7))
  assert.notDeepEqual(five(7), five(8))
})

test('a stream does not depend on what its parent has drawn', () => {
  const fresh = random(3)
  const used = random(3)
  used.normal()
  used.shuffle([1, 2, 3])
  assert.equal(used.split(12).next(), fresh.split(12).next())
})

test('streams 0 to 9,999 of one seed start with 10,000 different numbers, none of them the parent’s', () => {
  const parent = random(1)
  const firsts = new Set(Array.from({ length: 10_000 }, (_, stream) => parent.split(stream).next()))
  firsts.add(parent.next())
  assert.equal(firsts.size, 10_001)
})

test('neighbouring streams are uncorrelated: |r| below 0.02 over 40,000 numbers', () => {
  const [left, right] = [random(5).split(0), random(5).split(1)]
  const products = draws(40_000, () => (left.next() - 0.5) * (right.next() - 0.5) * 12)
  assert.ok(Math.abs(mean(products)) < 0.02)
})

test('next stays in [0, 1) and fills 100 equal bins evenly (chi-square at 1 in 10,000)', () => {
  const source = random(11)
  const bins = new Float64Array(100)
  for (const value of draws(100_000, () => source.next())) bins[Math.floor(value * 100)]++
  const chiSquare = bins.reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0)
  assert.ok(chiSquare < chiSquareQuantile(0.9999, 99))
})

test('integer(6) gives 0 to 5 equally often (chi-square at 1 in 10,000)', () => {
  const source = random(12)
  const faces = new Float64Array(6)
  for (const face of draws(60_000, () => source.integer(6))) faces[face]++
  const chiSquare = faces.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)
  assert.ok(chiSquare < chiSquareQuantile(0.9999, 5))
})

test('integer(n) is a whole number in 0..n-1 for every n up to 2^32', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (n, seed) => {
      const value = random(seed).integer(n)
      assert.ok(Number.isInteger(value) && value >= 0 && value < n)
    }),
  )
})

test('integer(3 * 2^30) puts a third of its draws in each third, where a plain modulus would put half in the first', () => {
  const source = random(13)
  const values = draws(30_000, () => source.integer(3 * 2 ** 30))
  const inFirst = values.filter(value => value < 2 ** 30).length
  assert.ok(Math.abs(inFirst - 10_000) < 5 * Math.sqrt(30_000 * (1 / 3) * (2 / 3)))
})

test('shuffle keeps every element once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (list, seed) => {
      const shuffled = random(seed).shuffle([...list])
      assert.deepEqual(shuffled.sort(), [...list].sort())
    }),
  )
})

test('shuffle of three gives each of the six orders equally often (chi-square at 1 in 10,000)', () => {
  const source = random(14)
  const orders = new Map<string, number>()
  for (let i = 0; i < 60_000; i++) {
    const order = source.shuffle(Int32Array.of(0, 1, 2)).join('')
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  const chiSquare = [...orders.values()].reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)
  assert.equal(orders.size, 6)
  assert.ok(chiSquare < chiSquareQuantile(0.9999, 5))
})

test('normal has mean 0 and variance 1', () => assertMoments(source => source.normal(), 0, 1, 0))

test('normal exceeds 3.44 in size 58 times in 100,000, so the tail is sampled', () => {
  const source = random(15)
  const far = draws(1_000_000, () => source.normal()).filter(value => Math.abs(value) > 3.442619855899).length
  assert.ok(Math.abs(far - 576) < 5 * Math.sqrt(576), `${far} of 1,000,000`)
})

test('exponential(4) has mean 4 and variance 16', () => assertMoments(source => source.exponential(4), 4, 16, 6))

test('poisson(3) has mean 3 and variance 3', () => assertMoments(source => source.poisson(3), 3, 3, 1 / 3))

test('poisson(40) has mean 40 and variance 40', () => assertMoments(source => source.poisson(40), 40, 40, 1 / 40))

test('gamma(0.4, 2) has mean 0.8 and variance 1.6', () => assertMoments(s => s.gamma(0.4, 2), 0.8, 1.6, 15))

test('gamma(9, 0.5) has mean 4.5 and variance 2.25', () => assertMoments(s => s.gamma(9, 0.5), 4.5, 2.25, 6 / 9))

test('binomial(12, 0.25) has mean 3 and variance 2.25', () => assertMoments(s => s.binomial(12, 0.25), 3, 2.25, 0))

test('binomial(200, 0.9) has mean 180 and variance 18', () => assertMoments(s => s.binomial(200, 0.9), 180, 18, 0))

test('binomial is certain at p = 0 and p = 1', () => {
  assert.equal(random(1).binomial(9, 0), 0)
  assert.equal(random(1).binomial(9, 1), 9)
})

test('bad input is refused by name', () => {
  assert.throws(() => random(-1), /seed must be a whole number of 0 or more, got -1/)
  assert.throws(() => random(1).integer(0), /n must be a whole number of 1 or more, got 0/)
  assert.throws(() => random(1).integer(2 ** 33), /n must be at most 4294967296/)
  assert.throws(() => random(1).poisson(Number.NaN), /mean must be a number of 0 or more, got NaN/)
  assert.throws(() => random(1).exponential(0), /mean must be a number above 0, got 0/)
  assert.throws(() => random(1).gamma(1, -2), /scale must be a number above 0, got -2/)
  assert.throws(() => random(1).binomial(3, 1.5), /p must be between 0 and 1, got 1.5/)
  assert.throws(() => random(1).split(0.5), /stream must be a whole number/)
})
