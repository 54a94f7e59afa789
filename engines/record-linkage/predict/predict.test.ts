import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openWorkspace, possiblePairs } from '../block/workspace.ts'
import { columnOf } from '../columns/column.ts'
import { createRegister } from '../columns/register.ts'
import { unlinkableRecords } from '../evaluate/unlinkable.ts'
import { linkRecords } from '../link.ts'
import { personModel } from '../model/person.ts'
import type { TrainedModel } from '../model/types.ts'
import { madeUpModel, madeUpRegister } from '../testing/register.ts'
import { openPool } from '../work/pool.ts'
import { createExplainer } from './explain.ts'
import { pairList } from './pairs.ts'
import { predictPairs, refinePrior, withPrior } from './predict.ts'
import { createScorer } from './score.ts'
import { frequencyWeights, levelWeights, priorWeight, scoreOf, weightOf } from './weights.ts'

// Every comparison gives 3 bits for the same, 1 for each lesser level, and takes 2 for different.
const simply = (model: TrainedModel['model'], prior = 0.001): TrainedModel => ({
  model,
  prior,
  chances: model.comparisons.map(({ levels }) => ({
    m: [...levels.map(() => 0.2), 0.1],
    u: [...levels.map((_, k) => (k === 0 ? 0.025 : 0.1)), 0.4],
  })),
})

describe('weights', () => {
  test('a level eight times as common among true pairs weighs 3, and not recorded weighs 0', () => {
    const [missing, same] = levelWeights({ m: [0.8, 0.2], u: [0.1, 0.9] })
    assert.deepEqual([missing, Math.round(same * 1e9) / 1e9], [0, 3])
  })
  test('a prior of one in 1025 weighs -10', () => assert.equal(priorWeight(1 / 1025), -10))
  test('weight 0 is a score of one half, and a score turns back into its weight', () => {
    assert.equal(scoreOf(0), 0.5)
    assert.ok(Math.abs(weightOf(scoreOf(4.2)) - 4.2) < 1e-9)
    assert.throws(() => weightOf(1), /score must lie between 0 and 1, not 1/)
  })
  test('a value held by one in 8 adds, by all others takes away; on average over pairs that agree nothing is gained', () => {
    const [, rare, common] = frequencyWeights(Uint32Array.of(5, 1, 7))
    assert.ok(rare > 0 && common < 0)
    const expected = (1 / 8) ** 2 + (7 / 8) ** 2
    assert.ok(Math.abs(rare - Math.log2(expected / (1 / 8))) < 1e-12)
  })
})

describe('frequency', () => {
  test('of two values that are alike, the commoner counts', () => {
    const alike = { label: 'alike', when: { test: 'levenshtein', field: 'surname', atMost: 1 } } as const
    const base = personModel(['first_name', 'surname'])
    const levels = [{ ...alike, frequency: { field: 'surname', weight: 1 } }]
    const model = { ...base, comparisons: [{ name: 'surname', fields: ['surname'], levels }] }
    const names = ['lee', 'leek', 'leek', 'leek', 'ray']
    const register = createRegister([columnOf('first_name', names), columnOf('surname', names)], model)
    const [, , leek] = frequencyWeights(register.counts['surname'])
    assert.equal(createExplainer(register, simply(model)).explain(0, 1).steps[0].frequency, leek)
    assert.equal(createExplainer(register, simply(model)).explain(1, 0).steps[0].frequency, leek)
  })
})

describe('scoring a pair', () => {
  const model = personModel(['first_name', 'surname', 'dob', 'postcode'])
  const columns = [
    columnOf('first_name', ['ann', 'ann', 'holly', '']),
    columnOf('surname', ['lee', 'lee', 'lee', 'lee']),
    columnOf('dob', ['1980-02-01', '1980-02-01', '1980-02-01', '1980-02-01']),
    columnOf('postcode', ['CV34 4AB', '', 'CV34 4AB', 'CV34 4AB']),
  ]
  const trained = simply(model)
  const register = createRegister(columns, model)
  const explainer = createExplainer(register, trained)
  test('weights of agreeing fields add to the prior, and what is not recorded adds nothing', () => {
    const { prior, steps, weight } = explainer.explain(0, 1)
    assert.deepEqual(
      steps.map(step => step.found),
      ['the same', 'the same', 'the same', 'not recorded'],
    )
    const sum = steps.reduce((total, step) => total + step.weight + step.frequency, prior)
    assert.ok(Math.abs(sum - weight) < 1e-9)
    assert.ok(Math.abs(steps[0].weight - 3) < 1e-9)
  })
  test('the explanation shows both sides as they were read, and its sum is the score that was given', () => {
    const { steps, weight, score } = explainer.explain(0, 1)
    assert.deepEqual([steps[2].left, steps[3].left, steps[3].right], ['1980-02-01', 'CV34 4AB', ''])
    assert.equal(createScorer(register, trained).weight(0, 1), weight)
    assert.equal(scoreOf(weight), score)
  })
  test('twins: one surname, birth date and postcode with different first names weigh at most -5, and it says so', () => {
    const { guards, weight } = explainer.explain(0, 2)
    assert.deepEqual([guards, weight], [['twins'], -5])
  })
  test('a run marks them as apart, and another prior leaves their weight where it is', async () => {
    const workspace = openWorkspace(register, openPool(1))
    const found = await predictPairs(workspace, { ...trained, model: { ...model, blocking: [{ parts: [] }] } }, -99)
    const moved = withPrior(found, 0.001, 0.01)
    const twins = found.pairs.apart.indexOf(1)
    assert.deepEqual([found.pairs.left[twins], found.pairs.right[twins]], [0, 2])
    assert.equal(moved.pairs.weight[twins], -5)
    assert.ok(moved.pairs.weight[0] > found.pairs.weight[0])
  })
  test('a first name not recorded is no sign of twins', () => assert.deepEqual(explainer.explain(0, 3).guards, []))
})

describe('unlinkable records', () => {
  test('are those that could not be linked to an exact copy: here, the one of which only the town is known', () => {
    const model = personModel(['first_name', 'surname', 'town'])
    const columns = [
      columnOf('first_name', ['ann', '']),
      columnOf('surname', ['lee', '']),
      columnOf('town', ['rugby', 'rugby']),
    ]
    const trained = simply(model, 1 / 65)
    assert.deepEqual([...unlinkableRecords(createRegister(columns, model), trained, 0)], [1])
  })
})

describe('predicting', async () => {
  const { columns } = madeUpRegister(700, 4)
  const model = madeUpModel()
  const register = createRegister(columns, model)
  const options = { seed: 2, randomPairs: 20_000 }
  const one = await linkRecords(register, model, { ...options, threads: 1 })
  test('gives the same weights, pairs and model on one thread and on three', async () => {
    const three = await linkRecords(register, model, { ...options, threads: 3 })
    assert.deepEqual(three.prediction, one.prediction)
    assert.deepEqual(three.trained, one.trained)
  })
  test('keeps no pair below the least weight, and every pair at or above it', async () => {
    const workspace = openWorkspace(register, openPool(1))
    const all = (await predictPairs(workspace, one.trained, Number.NEGATIVE_INFINITY)).pairs
    const kept = (await predictPairs(workspace, one.trained, 0)).pairs
    assert.equal(kept.weight.length, all.weight.filter(weight => weight >= 0).length)
    assert.ok(Math.min(...kept.weight) >= 0)
  })
  test('the prior settles where it is the mean score of all possible pairs', () => {
    const { pairs } = one.prediction
    const scores = pairs.weight.reduce((sum, weight) => sum + scoreOf(weight), 0)
    const share = scores / possiblePairs(register)
    assert.ok(Math.abs(share / one.trained.prior - 1) < 0.02, `${share} and ${one.trained.prior}`)
  })
  test('without a pair the prior stays just above nothing', () => {
    assert.equal(refinePrior(pairList().finish(), 0.01, 100), 0.005)
  })
})

describe('the pool', () => {
  test('refuses a number of threads that is not whole or not from 1 to 64', () => {
    assert.throws(() => openPool(0), /threads must be a whole number from 1 to 64, not 0/)
    assert.throws(() => openPool(1.5), /not 1.5/)
  })
  test('a failure in a worker is a failure of the run, with its sentence', async () => {
    const pool = openPool(2)
    const model = madeUpModel()
    const { records, split, fields, stride, rows, texts, dates, places, crossings, counts } = createRegister(
      madeUpRegister(3, 1).columns,
      model,
    )
    const register = { records, split, fields, stride, rows, texts, dates, places, crossings, counts, parts: {} }
    await assert.rejects(
      pool.run<'group'>({ kind: 'group', register, rules: [{ parts: ['nobody'] }] }, [0]),
      /the records have no field nobody/,
    )
    await pool.close()
  })
})
