import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  countWords,
  daysIn,
  figure,
  hourName,
  isHidden,
  listOf,
  monthList,
  monthNumber,
  monthSpan,
  possessive,
  stretches,
} from './words.ts'

const month = monthNumber

describe('figures', () => {
  test('1234567 is 1,234,567', () => assert.equal(figure(1234567), '1,234,567'))
  test('0.05 with one decimal is 0.1', () => assert.equal(figure(0.05, 1), '0.1'))
  test('a minus is a minus sign, not a hyphen', () => assert.equal(figure(-0.13, 2), '\u22120.13'))
  test('a small negative that rounds to nought has no sign', () => assert.equal(figure(-0.04, 1), '0.0'))
})

describe('small counts', () => {
  test('4 is written "fewer than 5"', () => assert.equal(countWords(4, 'hidden'), 'fewer than 5'))
  test('1 is written "fewer than 5"', () => assert.equal(countWords(1, 'hidden'), 'fewer than 5'))
  test('5 is written as it is', () => assert.equal(countWords(5, 'hidden'), '5'))
  test('0 is written "none found"', () => assert.equal(countWords(0, 'hidden'), 'none found'))
  test('no file is written "no file loaded"', () => assert.equal(countWords(null, 'hidden'), 'no file loaded'))
  test('4 is written out only when asked', () => assert.equal(countWords(4, 'shown'), '4'))
  test('0 is not hidden', () => assert.equal(isHidden(0, 'hidden'), false))
})

describe('months', () => {
  test('February 2024 has 29 days and February 2025 has 28', () =>
    assert.deepEqual([daysIn(month('2024-02')), daysIn(month('2025-02'))], [29, 28]))
  test('a span in one year names the year once', () =>
    assert.equal(monthSpan(month('2024-05'), month('2024-12')), 'May to December 2024'))
  test('a span over New Year names both years', () =>
    assert.equal(monthSpan(month('2024-12'), month('2025-02')), 'December 2024 to February 2025'))
  test('June and July 2025', () => assert.equal(monthList([month('2025-06'), month('2025-07')]), 'June and July 2025'))
  test('3, 4, 5 and 9 are two stretches', () =>
    assert.deepEqual(stretches([3, 4, 5, 9]), [
      [3, 5],
      [9, 9],
    ]))
  test('"2025-13" is refused by name', () =>
    assert.throws(() => month('2025-13'), /"2025-13" must be written as 2025-06/))
})

describe('lists and names', () => {
  test('a, b and c', () => assert.equal(listOf(['a', 'b', 'c']), 'a, b and c'))
  test('a name in s takes an apostrophe alone', () =>
    assert.equal(possessive('the West Midlands'), 'the West Midlands’'))
  test('any other name takes ’s', () => assert.equal(possessive('Warwickshire'), 'Warwickshire’s'))
  test('hour 0 is midnight, 12 midday, 13 1pm, 25 1am', () =>
    assert.deepEqual([0, 12, 13, 25].map(hourName), ['midnight', 'midday', '1pm', '1am']))
})
