import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { random } from '#engines/numerics'
import { openWorkspace } from '../block/workspace.ts'
import { createRegister } from '../columns/register.ts'
import type { Comparison } from '../model/types.ts'
import { madeUpModel, madeUpRegister } from '../testing/register.ts'
import { patternSteps } from '../work/jobs.ts'
import { openPool } from '../work/pool.ts'
import { otherChances } from './chance.ts'
import { addPatterns, expectationMaximisation } from './expectation.ts'
import { trainFromLabels } from './labels.ts'
import { trainModel } from './train.ts'

const graded = (name: string, levels: number): Comparison => ({
  name,
  fields: [name],
  levels: Array.from({ length: levels }, (_, k) => ({ label: String(k), when: { test: 'exact', field: name } })),
})
const comparisons = [graded('a', 2), graded('b', 1), graded('c', 1), graded('d', 2)]
const m = [
  [0.8, 0.15, 0.05],
  [0.9, 0.1],
  [0.7, 0.3],
  [0.6, 0.3, 0.1],
]
const u = [
  [0.02, 0.08, 0.9],
  [0.1, 0.9],
  [0.05, 0.95],
  [0.01, 0.09, 0.9],
]

// Pairs drawn from a known mixture; a comparison is missing one time in ten.
function drawn(pairs: number, share: number): { patterns: Float64Array; counts: Float64Array } {
  const source = random(5)
  const steps = patternSteps(comparisons)
  const level = (chances: readonly number[]): number => {
    const at = source.next()
    const sums = chances.map((_, k) => chances.slice(0, k + 1).reduce((sum, chance) => sum + chance, 0))
    return (
      Math.min(
        sums.findIndex(sum => at < sum || sum === sums.at(-1)),
        chances.length - 1,
      ) + 1
    )
  }
  const tallies = Array.from({ length: pairs }, () => {
    const chances = source.next() < share ? m : u
    const pattern = steps.reduce((sum, step, c) => sum + (source.next() < 0.1 ? 0 : step * level(chances[c])), 0)
    return { patterns: Float64Array.of(pattern), counts: Float64Array.of(1) }
  })
  return addPatterns(tallies)
}

describe('EM', () => {
  const result = expectationMaximisation(comparisons, u, drawn(60_000, 0.2))
  test('finds the m and the share of matches that 60,000 pairs were drawn from, within 0.02', () => {
    assert.ok(Math.abs(result.share - 0.2) < 0.02, `share ${result.share}`)
    const off = m.flatMap((levels, c) => levels.map((chance, k) => Math.abs(chance - result.m[c][k])))
    assert.ok(Math.max(...off) < 0.02, `off by ${Math.max(...off)}`)
  })
  test('the likelihood never falls', () => {
    const steps = result.logLikelihood.slice(1).map((value, k) => value - result.logLikelihood[k])
    assert.ok(Math.min(...steps) > -1e-6)
  })
  test('every m adds up to 1', () => {
    assert.deepEqual(
      result.m.map(levels => Math.abs(levels.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-9),
      [true, true, true, true],
    )
  })
  test('the order in which patterns are added leaves no trace', () => {
    const parts = [drawn(500, 0.2), drawn(300, 0.5), drawn(200, 0.1)]
    assert.deepEqual(addPatterns(parts), addPatterns([...parts].reverse()))
  })
})

describe('u', () => {
  test('is what random pairs show, less the true pairs among them', () => {
    const [same] = otherChances({ shares: [0.0011, 0.9989], pairs: 1e6 }, [0.9, 0.1], 0.001)
    assert.ok(Math.abs(same - (0.0011 - 0.0009) / 0.999) < 1e-9)
  })
  test('adds up to 1 and stays above 0 whatever m and the prior', () => {
    const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(chance, chance, chance, (p, high, prior) => {
        const found = otherChances({ shares: [p, 1 - p], pairs: 1 }, [high, 1 - high], prior)
        assert.ok(Math.abs(found[0] + found[1] - 1) < 1e-9 && Math.min(...found) > 0)
      }),
    )
  })
})

describe('training on a made-up register', async () => {
  const { columns, truth } = madeUpRegister(1500, 3)
  const model = madeUpModel()
  const register = createRegister(columns, model)
  const { trained, report } = await trainModel(openWorkspace(register, openPool(1)), model, {
    seed: 1,
    randomPairs: 100_000,
  })
  test('learns that true pairs mostly agree and others mostly do not', () => {
    const firsts = trained.chances.map(chances => [chances.m[0] > 0.7, chances.u[0] < 0.02])
    assert.deepEqual(firsts, [
      [true, true],
      [true, true],
      [true, true],
      [true, true],
    ])
  })
  test('learns nearly the m that labels give', () => {
    const pairs = { left: [] as number[], right: [] as number[], match: [] as number[] }
    truth.forEach((person, record) => {
      if (record === 0 || truth[record - 1] !== person) return
      pairs.left.push(record - 1)
      pairs.right.push(record)
      pairs.match.push(1)
    })
    const labelled = trainFromLabels(register, trained, pairs)
    const off = labelled.chances.map(({ m: levels }, c) => Math.abs(levels[0] - trained.chances[c].m[0]))
    assert.ok(Math.max(...off) < 0.06, `off by ${off}`)
  })
  test('says what each session taught, and that nothing was left untaught', () => {
    assert.deepEqual(
      report.sessions.map(session => session.comparisons),
      [
        ['dob', 'postcode'],
        ['first_name', 'surname', 'postcode'],
      ],
    )
    assert.deepEqual(report.untrained, [])
  })
  test('a comparison that sits out every session keeps a cautious ladder and is named', async () => {
    const only = { ...model, sessions: [{ parts: ['dob'] }] }
    const { report: short } = await trainModel(openWorkspace(register, openPool(1)), only, {
      seed: 1,
      randomPairs: 10_000,
    })
    assert.deepEqual(short.untrained, ['dob'])
  })
  test('labels without a match, or lists of two lengths, are refused', () => {
    assert.throws(
      () => trainFromLabels(register, trained, { left: [0], right: [1], match: [0] }),
      /at least one pair that is a match/,
    )
    assert.throws(() => trainFromLabels(register, trained, { left: [0], right: [], match: [] }), /one length/)
  })
})
