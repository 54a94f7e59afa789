import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { madeUpModel } from '../testing/register.ts'
import { checkModel, checkTrained } from './check.ts'
import { readModel, writeModel } from './json.ts'
import { personModel } from './person.ts'
import { recogniseColumns } from './recognise.ts'
import { readBlockingRule, readCondition } from './splink-sql.ts'

describe('recognising columns', () => {
  test('the headings of the FEBRL sets', () => {
    const headings = [
      'rec_id',
      'given_name',
      'surname',
      'street_number',
      'address_1',
      'address_2',
      'suburb',
      'postcode',
      'state',
      'date_of_birth',
      'soc_sec_id',
    ]
    assert.deepEqual(recogniseColumns(headings), {
      first_name: 'given_name',
      surname: 'surname',
      dob: 'date_of_birth',
      postcode: 'postcode',
      house: 'street_number',
      address: 'address_1',
      address_2: 'address_2',
      town: 'suburb',
      county: 'state',
      identifier: 'soc_sec_id',
    })
  })
  test('an agency writes its headings as it likes', () => {
    assert.deepEqual(recogniseColumns(['Date of Birth', 'Forename', 'Last Name', 'NHS No.', 'Notes']), {
      first_name: 'Forename',
      surname: 'Last Name',
      dob: 'Date of Birth',
      nhs_number: 'NHS No.',
    })
  })
})

describe('the person model', () => {
  test('holds together for any fields', () => {
    checkModel(personModel(['first_name', 'surname']))
    checkModel(personModel(['full_name', 'dob', 'aliases', 'upn', 'phone', 'email']))
  })
  test('compares twins only where names, birth date and postcode are there', () => {
    assert.deepEqual(personModel(['first_name', 'surname', 'dob']).guards, [])
    assert.deepEqual(
      personModel(['first_name', 'surname', 'dob', 'postcode']).guards.map(({ name }) => name),
      ['twins'],
    )
  })
  test('a field it does not know, or only one that it can compare, is refused', () => {
    assert.throws(() => personModel(['shoe_size', 'dob']), /the person model has no field shoe_size/)
    assert.throws(() => personModel(['dob']), /at least two columns/)
  })
})

describe('checking a model', () => {
  const model = madeUpModel()
  test('names the field, derivation, limit or chance that is wrong', () => {
    assert.throws(
      () => checkModel({ ...model, blocking: [{ parts: ['town'] }] }),
      /a blocking rule uses the field town/,
    )
    assert.throws(
      () => checkModel({ ...model, blocking: [{ parts: ['dob:decade'] }] }),
      /there is no derivation decade/,
    )
    assert.throws(() => checkModel({ ...model, comparisons: [] }), /the model has no comparisons/)
    const limit = { label: 'x', when: { test: 'jaro-winkler', field: 'surname', atLeast: 92 } } as const
    assert.throws(
      () => checkModel({ ...model, comparisons: [{ name: 'surname', fields: ['surname'], levels: [limit] }] }),
      /atLeast must lie above 0 and up to 1, not 92/,
    )
    assert.throws(() => checkTrained({ model, prior: 0.1, chances: [] }), /comparison first_name needs 3 chances m/)
    assert.throws(() => checkTrained({ model, prior: 2, chances: [] }), /prior must lie between 0 and 1, not 2/)
  })
})

describe('model files', () => {
  const model = madeUpModel()
  const trained = {
    model,
    prior: 0.01,
    chances: model.comparisons.map(({ levels }) => ({
      m: [...levels.map(() => 0.4), 0.2],
      u: [...levels.map(() => 0.1), 0.8],
    })),
  }
  test('a model written is the model read', () => assert.deepEqual(readModel(writeModel(trained)), trained))
  test('what is not JSON, or no model, or lacks a part, is refused', () => {
    assert.throws(() => readModel('{'), /the model file is not JSON/)
    assert.throws(() => readModel('[1]'), /neither a model saved here/)
    assert.throws(
      () => readModel(JSON.stringify({ ...trained, model: { fields: {} } })),
      /the model file has no comparisons/,
    )
  })
})

const level = (sql: string, m?: number, u?: number, more = {}): object => ({
  sql_condition: sql,
  label_for_charts: sql,
  m_probability: m,
  u_probability: u,
  ...more,
})
const splink = {
  link_type: 'dedupe_only',
  probability_two_random_records_match: 0.001,
  comparisons: [
    {
      output_column_name: 'first_name',
      comparison_levels: [
        level('"first_name_l" IS NULL OR "first_name_r" IS NULL', undefined, undefined, { is_null_level: true }),
        level('"first_name_l" = "first_name_r"', 0.7, 0.01, {
          tf_adjustment_column: 'first_name',
          tf_adjustment_weight: 1.0,
        }),
        level('jaro_winkler_similarity("first_name_l", "first_name_r") >= 0.92', 0.1, 0.02),
        level('ELSE', 0.2, 0.97),
      ],
    },
    {
      output_column_name: 'dob',
      comparison_levels: [
        level('"dob_l" = "dob_r"', 0.9, 0.001),
        level('levenshtein("dob_l", "dob_r") <= 1'),
        level(
          `ABS(EPOCH(try_strptime("dob_l", '%Y-%m-%d')) - EPOCH(try_strptime("dob_r", '%Y-%m-%d'))) <= 2629800.0`,
          0.05,
          0.01,
        ),
        level('ELSE', 0.05, 0.98),
      ],
    },
  ],
  blocking_rules_to_generate_predictions: [
    { blocking_rule: '(l."first_name" = r."first_name") AND (SUBSTRING(l.dob, 1, 4) = SUBSTRING(r.dob, 1, 4))' },
    { blocking_rule: 'l."dob" = r."dob"' },
  ],
}

describe("Splink's models", () => {
  test('are read with their chances, frequencies, kinds and rules', () => {
    const { model: read, prior, chances } = readModel(JSON.stringify(splink))
    assert.deepEqual(read.fields, { first_name: 'text', dob: 'date' })
    assert.deepEqual(
      read.comparisons[0].levels.map(({ when }) => when.test),
      ['exact', 'jaro-winkler'],
    )
    assert.deepEqual(read.comparisons[0].levels[0].frequency, { field: 'first_name', weight: 1 })
    assert.deepEqual(read.comparisons[1].levels[2].when, { test: 'days-within', field: 'dob', days: 30 })
    assert.deepEqual(read.blocking, [{ parts: ['first_name', 'dob:year'] }, { parts: ['dob'] }])
    assert.deepEqual([prior, chances[0].m], [0.001, [0.7, 0.1, 0.2]])
  })
  test('a level that Splink could not train weighs nothing', () => {
    const { chances } = readModel(JSON.stringify(splink))
    assert.deepEqual([chances[1].m[1], chances[1].u[1]], [1, 1])
  })
  test('conditions joined by AND and OR, postcode parts, shared lists and exchanged columns', () => {
    assert.deepEqual(readCondition('("a_l" = "a_r") AND (damerau_levenshtein("b_l", "b_r") <= 2)'), {
      test: 'all',
      of: [
        { test: 'exact', field: 'a' },
        { test: 'damerau-levenshtein', field: 'b', atMost: 2 },
      ],
    })
    assert.deepEqual(readCondition('"a_l" = "b_r" AND "a_r" = "b_l"'), { test: 'reversed', fields: ['a', 'b'] })
    const area = `NULLIF(regexp_extract("p_l", '^[A-Za-z]{1,2}', 0), '') = NULLIF(regexp_extract("p_r", '^[A-Za-z]{1,2}', 0), '')`
    assert.deepEqual(readCondition(area), { test: 'same', part: 'p:area' })
    assert.deepEqual(readCondition('array_length(list_intersect("x_l", "x_r")) >= 1'), {
      test: 'same',
      part: 'x:items',
    })
  })
  test('what is not understood is refused with its SQL', () => {
    assert.throws(() => readCondition('jaccard("x_l", "x_r") >= 0.9'), /not understood: jaccard/)
    assert.throws(
      () => readBlockingRule('l.a < r.a', () => false),
      /blocking rule of the Splink model is not understood: l.a < r.a/,
    )
  })
})
