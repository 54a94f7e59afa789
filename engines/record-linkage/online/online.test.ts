import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openWorkspace } from '../block/workspace.ts'
import { createEvidence } from '../cluster/evidence.ts'
import { createPeople } from '../cluster/people.ts'
import type { Column } from '../columns/column.ts'
import { createRegister } from '../columns/register.ts'
import { linkRecords } from '../link.ts'
import { pairList } from '../predict/pairs.ts'
import { predictPairs } from '../predict/predict.ts'
import { madeUpModel, madeUpRegister } from '../testing/register.ts'
import { openPool } from '../work/pool.ts'
import { createRecordIndex } from './record-index.ts'

const { columns } = madeUpRegister(400, 9)
const model = madeUpModel()
const register = createRegister(columns, model)
const { trained } = await linkRecords(register, model, { threads: 1, seed: 1, randomPairs: 20_000 })
const anything = { least: Number.NEGATIVE_INFINITY, most: 10_000 }

const written = (record: number): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, ids, values }) => [name, values[ids[record]]]))
const firstRecords = (count: number): Column[] =>
  columns.map(column => ({ ...column, ids: column.ids.slice(0, count) }))

describe('one record against many', () => {
  const index = createRecordIndex(columns, trained, { records: 10, values: 20 })
  test('finds the record itself first, with every step of its score', () => {
    const [best] = index.find(written(5), { least: 0, most: 3 })
    assert.equal(best.record, 5)
    assert.deepEqual(
      best.explanation.steps.map(step => step.comparison),
      ['first_name', 'surname', 'dob', 'postcode'],
    )
  })
  test('finds what a run over all pairs finds, with the same weights', async () => {
    const { pairs } = await predictPairs(openWorkspace(register, openPool(1)), trained, anything.least)
    const expected: Record<number, number> = {}
    pairs.left.forEach((left, k) => {
      if (left === 7) expected[pairs.right[k]] = pairs.weight[k]
      if (pairs.right[k] === 7) expected[left] = pairs.weight[k]
    })
    const found = index.find(written(7), anything).filter(({ record }) => record !== 7)
    assert.deepEqual(
      Object.fromEntries(found.map(({ record, explanation }) => [record, Math.fround(explanation.weight)])),
      expected,
    )
  })
  test('leaves no trace: other questions between do not change an answer', () => {
    const first = index.find({ ...written(3), first_name: 'zzyzx' }, anything)
    index.find({ first_name: 'qqqq', surname: 'wwww', dob: '1900-01-01', postcode: 'ZE1 0AA' }, anything)
    assert.deepEqual(index.find({ ...written(3), first_name: 'zzyzx' }, anything), first)
    assert.equal(index.records, register.records)
  })
  test('an unknown name is compared afresh, whatever unknown name came before', () => {
    const [asked, name] = [written(3), String(written(3)['first_name'])]
    const near = { ...asked, first_name: `${name}q` }
    const fresh = createRecordIndex(columns, trained, { records: 1, values: 9 }).find(near, anything)
    index.find({ ...asked, first_name: 'zzyzx' }, anything)
    assert.deepEqual(index.find(near, anything), fresh)
  })
  test('a record with nothing in common with any is found nowhere', () => {
    assert.deepEqual(index.find({ surname: 'zzz' }, anything), [])
  })
  test('gives at most as many as asked for, best first', () => {
    const found = index.find(written(11), { ...anything, most: 2 })
    assert.ok(found.length <= 2 && found[0].explanation.weight >= (found[1]?.explanation.weight ?? -Infinity))
  })
})

describe('an index that grows', () => {
  test('records added one by one are scored as if they had been there from the start', () => {
    const whole = createRecordIndex(columns, trained, { records: 0, values: 0 })
    const grown = createRecordIndex(firstRecords(register.records - 3), trained, { records: 3, values: 40 })
    const added = [3, 2, 1].map(back => grown.add(written(register.records - back)))
    assert.deepEqual(
      added.map(({ record }) => record),
      [3, 2, 1].map(back => register.records - back),
    )
    const asked = written(register.records - 2)
    const summary = (index: typeof whole) =>
      index.find(asked, anything).map(({ record, explanation }) => [record, explanation.steps.map(step => step.found)])
    assert.deepEqual(new Map(summary(grown) as [number, string[]][]), new Map(summary(whole) as [number, string[]][]))
  })
  test('what it finds for a new record brings people up to date', () => {
    const count = register.records - 1
    const index = createRecordIndex(firstRecords(count), trained, { records: 2, values: 20 })
    const evidence = createEvidence(count, pairList().finish())
    const people = createPeople(evidence, { join: 4, fracture: 0 })
    const { record, links } = index.add(written(0))
    evidence.set(record, links)
    const { changes } = people.update([record])
    assert.equal(record, count)
    assert.equal(people.clusterOf(record), people.clusterOf(0))
    assert.equal(changes[0].after[0].records.includes(0), true)
  })
  test('says how much room is left, and asks to be built again when there is none', () => {
    const index = createRecordIndex(columns, trained, { records: 1, values: 5 })
    assert.deepEqual(index.room(), { records: 1, values: 6 })
    index.add(written(0))
    assert.equal(index.room().records, 0)
    index.add(written(1))
    assert.throws(() => index.add(written(2)), /no room for another record: build the index again/)
  })
  test('a model that would compare everything is refused', () => {
    const every = { ...trained, model: { ...trained.model, blocking: [{ parts: [] }] } }
    assert.throws(
      () => createRecordIndex(columns, every, { records: 0, values: 0 }),
      /an index needs blocking rules with parts/,
    )
  })
})
