import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gammaQuantile, normalCdf, random } from '#engines/numerics'
import { placeAmong, positionOf, rankOf, standardScore, wholeOf } from './places.ts'
import { drawTruth, fillNodes, NODES, NORMAL_NODES, shrunkValue } from './posterior.ts'

const nodesOf = (shape: number, rate: number) => {
  const nodes = new Float64Array(NODES)
  fillNodes({ kind: 'gamma', mean: shape / rate, shape }, 0, 0, nodes)
  return nodes
}

test('the 32 normal nodes have mean 0 and variance 1', () => {
  const total = NORMAL_NODES.reduce((sum, node) => sum + node, 0)
  const squares = NORMAL_NODES.reduce((sum, node) => sum + node * node, 0)
  assert.ok(Math.abs(total) < 1e-12)
  assert.ok(Math.abs(squares / 32 - 1) < 1e-12)
})

test('gamma nodes are exact quantiles to 1 in 250, for shapes from 0.05 to 3,000', () => {
  fc.assert(
    fc.property(fc.double({ min: Math.log(0.05), max: Math.log(3000), noNaN: true }), logShape => {
      const shape = Math.exp(logShape)
      nodesOf(shape, 1).forEach((node, j) => {
        const exact = gammaQuantile(normalCdf(NORMAL_NODES[j]), shape)
        assert.ok(
          Math.abs(node - exact) <= 0.004 * exact + 1e-4 * shape,
          `shape ${shape}, node ${j}: ${node} against ${exact}`,
        )
      })
    }),
  )
})

test('an area with 6 events among 1,000 under a prior of shape 2 and mean 0.004 is shrunk to 8 / 1,500', () => {
  assert.equal(shrunkValue({ kind: 'gamma', mean: 0.004, shape: 2 }, 6, 1000), 8 / 1500)
})

test('an estimate of 14 with error 1 under a prior of mean 10 and variance 3 is shrunk to 13', () => {
  assert.equal(shrunkValue({ kind: 'normal', mean: 10, variance: 3 }, 14, 1), 13)
})

test('an estimate without error is not shrunk at all', () => {
  assert.equal(shrunkValue({ kind: 'normal', mean: 10, variance: 3 }, 14, 0), 14)
})

test('drawn truths average to the shrunk value', () => {
  const source = random(5)
  const prior = { kind: 'gamma' as const, mean: 0.004, shape: 2 }
  const draws = Array.from({ length: 20_000 }, () => drawTruth(prior, 6, 1000, source))
  const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  assert.ok(Math.abs(average / (8 / 1500) - 1) < 0.015)
})

test('places: below all is 0, above all is 1, equal to the middle of three is 0.5', () => {
  const sorted = Float64Array.of(1, 2, 3)
  assert.deepEqual([placeAmong(sorted, 0), placeAmong(sorted, 9), placeAmong(sorted, 2)], [0, 1, 0.5])
})

test('positions run 1, 1.5, 5.5, 9.5, 10 at places 0, 0.1, 0.5, 0.9, 1', () => {
  assert.deepEqual([0, 0.1, 0.5, 0.9, 1].map(positionOf), [1, 1.5, 5.5, 9.5, 10])
})

test('a higher place never has a lower position, and rounding half up gives its tenth', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(place, place, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      assert.ok(positionOf(low) <= positionOf(high))
      // At an exact tenth, 10 * place and the position can round to different sides by one bit.
      const onEdge = Math.abs(10 * low - Math.round(10 * low)) < 1e-9
      if (!onEdge) assert.equal(Math.round(positionOf(low)), wholeOf(low))
    }),
  )
})

test('the top place of 354 is rank 1 and the bottom rank 354', () => {
  assert.equal(rankOf(1 - 0.5 / 354, 354), 1)
  assert.equal(rankOf(0.5 / 354, 354), 354)
})

test('the exponential score runs from near 0 to near 100 and passes 50 at the highest tenth, as the Indices intend', () => {
  const score = (place: number) => standardScore(place, 'more is riskier', 'exponential', 33_755)
  assert.ok(score(0) < 0.01)
  assert.ok(score(1) > 99.9)
  assert.ok(Math.abs(score(0.9) - 50) < 1)
})
