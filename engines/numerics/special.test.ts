import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  betaQuantile,
  chiSquareQuantile,
  digamma,
  exactProportionInterval,
  gammaQuantile,
  logGamma,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonInterval,
  poissonTail,
  regularisedBeta,
  regularisedGamma,
  regularisedGammaUpper,
  wilsonInterval,
} from '#engines/numerics'

function near(actual: number, expected: number, relative = 1e-12): void {
  const error = Math.abs(actual - expected)
  assert.ok(error <= relative * Math.abs(expected), `expected ${expected}, got ${actual}`)
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

test('logGamma(10) is ln 9! = 12.801827480081469', () => near(logGamma(10), 12.801827480081469))
test('logGamma(0.5) is half ln pi', () => near(logGamma(0.5), 0.5723649429247001))
test('logGamma(1e8) is 1742068066.103835', () => near(logGamma(1e8), 1742068066.103835))
test('logGamma climbs by ln x: logGamma(x + 1) = logGamma(x) + ln x', () => {
  fc.assert(
    fc.property(between(0.01, 1e6), x => {
      const difference = logGamma(x + 1) - logGamma(x) - Math.log(x)
      assert.ok(Math.abs(difference) < 1e-13 * Math.max(1, Math.abs(logGamma(x))) * 10)
    }),
  )
})

test('digamma(1) is minus Euler’s constant, digamma(0.5) a further 2 ln 2 below', () => {
  near(digamma(1), -0.5772156649015329)
  near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2)
})
test('digamma climbs by 1/x: digamma(x + 1) = digamma(x) + 1/x', () => {
  fc.assert(
    fc.property(between(0.05, 1e4), x => {
      const difference = digamma(x + 1) - digamma(x) - 1 / x
      assert.ok(Math.abs(difference) < 1e-12)
    }),
  )
})

test('normalCdf(1.96) is 0.9750021048517795', () => near(normalCdf(1.96), 0.9750021048517795))
test('normalCdf(-10) is 7.61985302416e-24', () => near(normalCdf(-10), 7.619853024160527e-24))
test('normalQuantile(0.975) is 1.959963984540054', () => near(normalQuantile(0.975), 1.959963984540054, 1e-15))
test('normalQuantile(1e-10) is -6.361340902404056', () => near(normalQuantile(1e-10), -6.361340902404056, 1e-14))
test('normalQuantile(0) and (1) are the infinities', () => {
  assert.equal(normalQuantile(0), -Infinity)
  assert.equal(normalQuantile(1), Infinity)
})
test('normalQuantile undoes normalCdf between -6 and 6', () => {
  fc.assert(fc.property(between(-6, 6), x => assert.ok(Math.abs(normalQuantile(normalCdf(x)) - x) < 1e-6)))
})

test('P(1, x) is 1 - exp(-x)', () => near(regularisedGamma(1, 2.5), 1 - Math.exp(-2.5)))
test('P(0.5, 1.92) is 2 Phi(sqrt(3.84)) - 1', () =>
  near(regularisedGamma(0.5, 1.92), 2 * normalCdf(Math.sqrt(3.84)) - 1))
test('P(10000, 10050) is 0.6923424407025656', () => near(regularisedGamma(10000, 10050), 0.6923424407025656, 1e-11))
test('P and Q add to 1', () => {
  fc.assert(
    fc.property(between(0.01, 500), between(0, 1000), (shape, x) => {
      near(regularisedGamma(shape, x) + regularisedGammaUpper(shape, x), 1)
    }),
  )
})
test('gammaQuantile undoes P for shapes from 0.05 to 5,000', () => {
  fc.assert(
    fc.property(between(0.05, 5000), between(0.0001, 0.9999), (shape, p) => {
      near(regularisedGamma(shape, gammaQuantile(p, shape)), p, 1e-10)
    }),
  )
})
test('chi-square 95 % is 3.841458820694124 at 1 degree of freedom and 18.307038053275146 at 10', () => {
  near(chiSquareQuantile(0.95, 1), 3.841458820694124)
  near(chiSquareQuantile(0.95, 10), 18.307038053275146)
})

test('I_0.3(2, 5) is 0.579825', () => near(regularisedBeta(2, 5, 0.3), 0.579825))
test('betaQuantile undoes the incomplete beta for shapes from 1 to 300', () => {
  fc.assert(
    fc.property(between(1, 300), between(1, 300), between(0.001, 0.999), (a, b, p) => {
      near(regularisedBeta(a, b, betaQuantile(p, a, b)), p, 1e-8)
    }),
  )
})

test('10 events: the exact 95 % interval is 4.7954 to 18.3904 (Garwood)', () => {
  const { low, high } = poissonInterval(10, 0.95)
  near(low, 4.7954, 1e-5)
  near(high, 18.3904, 1e-5)
})
test('no events: the exact 95 % interval is 0 to 3.6889', () => {
  assert.equal(poissonInterval(0, 0.95).low, 0)
  near(poissonInterval(0, 0.95).high, 3.6889, 1e-5)
})
test('the exact interval ends where the tails are 2.5 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), count => {
      const { low, high } = poissonInterval(count, 0.95)
      near(poissonTail(count, low), 0.025, 1e-9)
      near(poissonCdf(count, high), 0.025, 1e-9)
    }),
  )
})
test('the chance of 3 or more at a mean of 1 is 0.0803013970713942', () => near(poissonTail(3, 1), 0.0803013970713942))
test('the chance of 0 or more is 1, of 1 or more at a mean of 0 is 0', () => {
  assert.equal(poissonTail(0, 5), 1)
  assert.equal(poissonTail(1, 0), 0)
})

test('81 of 263: Wilson 0.2553 to 0.3662, exact 0.2527 to 0.3676 (Newcombe 1998, table I)', () => {
  const wilson = wilsonInterval(81, 263, 0.95)
  const exact = exactProportionInterval(81, 263, 0.95)
  assert.deepEqual([wilson.low.toFixed(4), wilson.high.toFixed(4)], ['0.2553', '0.3662'])
  assert.deepEqual([exact.low.toFixed(4), exact.high.toFixed(4)], ['0.2527', '0.3676'])
})
test('0 of 20: Wilson 0 to 0.1611, exact 0 to 0.1684 (Newcombe 1998, table I)', () => {
  const wilson = wilsonInterval(0, 20, 0.95)
  const exact = exactProportionInterval(0, 20, 0.95)
  assert.deepEqual([wilson.low.toFixed(4), wilson.high.toFixed(4)], ['0.0000', '0.1611'])
  assert.deepEqual([exact.low.toFixed(4), exact.high.toFixed(4)], ['0.0000', '0.1684'])
})
test('a proportion’s interval holds the proportion and mirrors its complement', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (trials, hits) => {
      const successes = Math.min(hits, trials)
      const { low, high } = wilsonInterval(successes, trials, 0.9)
      const mirrored = wilsonInterval(trials - successes, trials, 0.9)
      assert.ok(low <= successes / trials && successes / trials <= high)
      assert.ok(Math.abs(low - (1 - mirrored.high)) < 1e-12)
    }),
  )
})

test('bad input is refused by name', () => {
  assert.throws(() => normalQuantile(1.2), /p must be between 0 and 1, got 1.2/)
  assert.throws(() => regularisedGamma(0, 1), /shape must be a number above 0, got 0/)
  assert.throws(() => gammaQuantile(0.5, 1, -1), /scale must be a number above 0, got -1/)
  assert.throws(() => regularisedBeta(1, Number.NaN, 0.5), /b must be a number above 0, got NaN/)
  assert.throws(() => poissonInterval(2.5, 0.95), /count must be a whole number of 0 or more, got 2.5/)
  assert.throws(() => poissonInterval(2, 95), /level must be above 0 and below 1, got 95/)
  assert.throws(() => poissonTail(2, -1), /mean must be a number of 0 or more, got -1/)
  assert.throws(() => wilsonInterval(5, 4, 0.95), /successes must be at most trials \(4\), got 5/)
  assert.throws(() => chiSquareQuantile(0.5, 0), /freedom must be a number above 0, got 0/)
})
