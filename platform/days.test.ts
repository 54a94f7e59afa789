import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boxesOf, dayOf, withDays } from './days.ts'

const boxes = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year })

test('3, 9 and 2026 are 2026-09-03', () => assert.equal(dayOf(boxes('3', '9', '2026'), 'on'), '2026-09-03'))
test('three empty boxes are no answer', () => assert.equal(dayOf(boxes('', ' ', ''), 'on'), undefined))
test('31 February is no day', () => assert.equal(dayOf(boxes('31', '2', '2026'), 'on'), ''))
test('a year of two figures is no day', () => assert.equal(dayOf(boxes('3', '9', '26'), 'on'), ''))
test('the years 1899, 2101, 0000 and 9999 are no days; 1900 and 2100 are', () =>
  assert.deepEqual(
    ['1899', '2101', '0000', '9999', '1900', '2100'].map(year => dayOf(boxes('31', '12', year), 'on')),
    ['', '', '', '', '1900-12-31', '2100-12-31'],
  ))
test('a day that is shown again comes back the same', () =>
  assert.deepEqual(withDays(boxesOf('on', '2026-09-03'), 'on'), { ...boxes('3', '9', '2026'), on: '2026-09-03' }))
