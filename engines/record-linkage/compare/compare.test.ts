import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BATCH } from '../block/batch.ts'
import { columnOf } from '../columns/column.ts'
import { createRegister } from '../columns/register.ts'
import { personModel } from '../model/person.ts'
import type { Comparison, LinkModel, Test } from '../model/types.ts'
import { bindComparisons } from './comparisons.ts'
import { bindTest, createKernels } from './tests.ts'

type Row = Readonly<Record<string, string>>

// The answer of one comparison of the built-in person model for two records.
function answer(name: string, left: Row, right: Row): string {
  const fields = [...new Set(['first_name', 'surname', ...Object.keys(left)])]
  const model = personModel(fields)
  const columns = fields.map(field => columnOf(field, [left[field] ?? '', right[field] ?? '']))
  const at = model.comparisons.findIndex(comparison => comparison.name === name)
  const register = createRegister(columns, model)
  const bound = bindComparisons(register, model.comparisons).list[at]
  const batch = { left: new Uint32Array(BATCH), right: new Uint32Array(BATCH).fill(1), length: 1 }
  const batched = new Uint8Array(BATCH)
  bound.answers(batch, batched)
  assert.equal(batched[0], bound.answer(0, 1), 'a batch gives the same answer as a pair')
  assert.equal(bound.answer(1, 0), bound.answer(0, 1), 'the order of the records does not matter')
  const levels: Comparison['levels'] = model.comparisons[at].levels
  return bound.answer(0, 1) === 0 ? 'not recorded' : (levels[bound.answer(0, 1) - 1]?.label ?? 'different')
}

describe('the person model grades', () => {
  const first = (a: string, b: string): string => answer('first_name', { first_name: a }, { first_name: b })
  test('first names: the same, alike, forms of one name, an initial, different, not recorded', () => {
    assert.equal(first('Zoë', 'zoe'), 'the same')
    assert.equal(first('catherine', 'catherin'), 'alike (0.92 or more)')
    assert.equal(first('bob', 'robert'), 'forms of one name')
    assert.equal(first('j', 'jasper'), 'an initial only')
    assert.equal(first('ann', 'bob'), 'different')
    assert.equal(first('', 'bob'), 'not recorded')
  })
  test('exchanged names count once: at the first name; at the surname they say nothing', () => {
    const [left, right] = [
      { first_name: 'ann', surname: 'lee' },
      { first_name: 'lee', surname: 'ann' },
    ]
    assert.equal(answer('first_name', left, right), 'first name and surname exchanged')
    assert.equal(answer('surname', left, right), 'not recorded')
  })
  const born = (a: string, b: string): string => answer('dob', { dob: a }, { dob: b })
  test('dates of birth: exchanged, one digit, within a month, the same year, within ten years, different', () => {
    assert.equal(born('1980-02-01', '01/02/1980'), 'the same')
    assert.equal(born('1980-02-01', '1980-01-02'), 'day and month exchanged')
    assert.equal(born('1980-02-01', '1990-02-01'), 'one digit apart')
    assert.equal(born('1980-02-25', '1980-03-14'), 'within a month')
    assert.equal(born('1980-02-25', '1980-11-14'), 'the same year')
    assert.equal(born('1980-02-25', '1984-11-14'), 'within ten years')
    assert.equal(born('1980-02-25', '1954-11-13'), 'different')
  })
  const lives = (a: string, b: string): string => answer('postcode', { postcode: a }, { postcode: b })
  test('postcodes: the same, sector, one letter, district, area, different', () => {
    assert.equal(lives('CV34 4AB', 'cv344ab'), 'the same')
    assert.equal(lives('CV34 4AB', 'CV34 4XY'), 'the same sector')
    assert.equal(lives('CV34 4AB', 'CV34 5AB'), 'one letter apart')
    assert.equal(lives('CV34 4AB', 'CV34 5XY'), 'the same district')
    assert.equal(lives('CV34 4AB', 'CV1 5XY'), 'the same area')
    assert.equal(lives('CV34 4AB', 'B1 5XY'), 'different')
  })
  const known = (a: string, b: string): string => answer('aliases', { aliases: a }, { aliases: b })
  test('aliases agree when they share one, and nearly when one is alike', () => {
    assert.equal(known('Bob Ray; Big Bob', 'big bob|ann'), 'an alias in common')
    assert.equal(known('catherine lee', 'catherin lee'), 'an alias alike')
    assert.equal(known('ann', 'bob'), 'different')
  })
  test('an NHS number with a wrong check digit is not recorded', () => {
    const [left, right] = [{ nhs_number: '943 476 5919' }, { nhs_number: '943 476 5918' }]
    assert.equal(answer('nhs_number', left, right), 'not recorded')
  })
})

describe('tests', () => {
  const model: LinkModel = {
    fields: { place: 'place', name: 'name' },
    comparisons: [
      {
        name: 'place',
        fields: ['place'],
        levels: [{ label: 'near', when: { test: 'km-within', field: 'place', km: 2 } }],
      },
    ],
    blocking: [],
    sessions: [],
    certain: { rules: [], recall: 1 },
    guards: [],
  }
  const register = createRegister(
    [
      columnOf('place', ['52.282,-1.584', '52.290,-1.535', '52.37,-1.26', '']),
      columnOf('name', ['ann', 'ann', '', 'bob']),
    ],
    model,
  )
  const holds = (asked: Test, i: number, j: number): boolean => bindTest(register, createKernels(register), asked)(i, j)
  test('Warwick and Leamington are within 4 km, and not within 2', () => {
    assert.equal(holds({ test: 'km-within', field: 'place', km: 4 }, 0, 1), true)
    assert.equal(holds({ test: 'km-within', field: 'place', km: 2 }, 0, 1), false)
  })
  test('a place not recorded is near nothing', () =>
    assert.equal(holds({ test: 'km-within', field: 'place', km: 9999 }, 0, 3), false))
  test('all, any and not join tests', () => {
    const named: Test = { test: 'exact', field: 'name' }
    const near: Test = { test: 'km-within', field: 'place', km: 2 }
    assert.equal(holds({ test: 'all', of: [named, near] }, 0, 1), false)
    assert.equal(holds({ test: 'any', of: [named, near] }, 0, 1), true)
    assert.equal(holds({ test: 'not', of: named }, 0, 2), true)
    assert.equal(holds({ test: 'recorded', field: 'name' }, 0, 2), false)
  })
})
