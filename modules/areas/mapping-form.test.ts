import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseForm } from '#platform/forms'
import { mappingForm, mappingOf } from './mapping-form.ts'

const answers = {
  name: 'admissions',
  title: 'Admissions by area',
  areaColumn: 'LSOA21CD',
  scheme: 'gss',
  periodColumn: '',
  period: '2024-25',
  values: 'Rate | Admissions per 1,000 | People\nCount | Admissions',
}

test('a line gives a column, its words and, where it is given, its denominator', () => {
  const parsed = parseForm(mappingForm, answers)
  assert.ok(parsed.ok)
  const { values, period, prefix } = mappingOf(parsed.value)
  assert.deepEqual([period, prefix], [{ fixed: '2024-25' }, 'admissions'])
  assert.deepEqual(values, [
    { column: 'Rate', indicator: 'rate', words: 'Admissions per 1,000', unit: 'other', denominatorColumn: 'People' },
    { column: 'Count', indicator: 'count', words: 'Admissions', unit: 'other' },
  ])
})

test('a period is either a column or one period for the file: both and neither are refused at the field', () => {
  for (const wrong of [{ period: '' }, { periodColumn: 'Year' }]) {
    const parsed = parseForm(mappingForm, { ...answers, ...wrong })
    assert.deepEqual(parsed.ok ? [] : parsed.errors.map(({ field }) => field), ['period'])
  }
})

test('a value line without words is refused with how to write it', () => {
  const parsed = parseForm(mappingForm, { ...answers, values: 'Rate' })
  assert.match(parsed.ok ? '' : (parsed.errors[0]?.message ?? ''), /heading \| words/)
})
