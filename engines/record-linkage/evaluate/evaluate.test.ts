import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pairList } from '../predict/pairs.ts'
import { bestPairAccuracy, blockingCeiling, clusterAccuracy, pairAccuracy, truePairs } from './accuracy.ts'
import { reliability } from './reliability.ts'

// Records 0, 1, 2 are one person and 3, 4 another. The pair 1-2 was never compared.
const truth = { labels: Uint32Array.of(1, 1, 1, 2, 2), split: 0 }
const list = pairList()
list.add(0, 1, 9, 0)
list.add(3, 4, 7, 0)
list.add(2, 3, 5, 0)
list.add(0, 2, 1, 0)
const pairs = list.finish()

describe('accuracy', () => {
  test('counts true pairs: 3 of the first person and 1 of the second', () => assert.equal(truePairs(truth), 4))
  test('a true pair never compared is a miss: at most 3 of 4 can be found', () =>
    assert.equal(blockingCeiling(pairs, truth), 0.75))
  test('at weight 5, 2 of 3 found are true and 2 of 4 true are found', () => {
    const { precision, recall, f1 } = pairAccuracy(pairs, truth, 5)
    assert.deepEqual([precision, recall, f1], [2 / 3, 0.5, 4 / 7])
  })
  test('the best threshold is 1, where 3 of 4 found are true and 3 of 4 true are found', () => {
    const { least, f1 } = bestPairAccuracy(pairs, truth)
    assert.deepEqual([least, f1], [1, 0.75])
  })
  test('no threshold is better than the best', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2, max: 12 }),
        least => pairAccuracy(pairs, truth, least).f1 <= bestPairAccuracy(pairs, truth).f1,
      ),
    )
  })
  test('clusters: all together finds every true pair among 10', () => {
    const { precision, recall } = clusterAccuracy(new Uint32Array(5), truth)
    assert.deepEqual([precision, recall], [0.4, 1])
  })
  test('of two files only pairs across count', () => {
    const linked = { labels: truth.labels, split: 2 }
    assert.equal(truePairs(linked), 2)
    assert.equal(clusterAccuracy(new Uint32Array(5), linked).precision, 2 / 6)
  })
  test('nothing found where nothing is true is right', () => {
    const { f1 } = clusterAccuracy(Uint32Array.of(0, 1), { labels: Uint32Array.of(3, 4), split: 0 })
    assert.equal(f1, 1)
  })
})

describe('reliability', () => {
  test('sets the mean score of a band beside the share that was true', () => {
    const bands = reliability(pairs, truth)
    assert.deepEqual(
      bands.map(band => [band.from, band.pairs, band.trueShare]),
      [
        [0.5, 1, 1],
        [0.95, 1, 0],
        [0.99, 2, 1],
      ],
    )
    assert.ok(Math.abs(bands[0].meanScore - 2 / 3) < 1e-9)
  })
})
