import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { damerauLevenshteinDistance } from '../text/edits.ts'
import { dayNumber, oneDigitApart, packDate, parseDate, partsSwapped, unpackDate } from './dates.ts'
import { nhsNumber, pncId, upn } from './identifiers.ts'
import { distanceKm, postcodeParts } from './postcodes.ts'

describe('dates', () => {
  test('one date in every form that agencies send', () => {
    const forms = [
      '1980-02-01',
      '19800201',
      '01/02/1980',
      '1.2.1980',
      '1 Feb 1980',
      '1st February 1980',
      '1980-02-01T00:00:00',
    ]
    assert.deepEqual(
      new Set(forms.map(form => JSON.stringify(parseDate(form)))),
      new Set(['{"year":1980,"month":2,"day":1}']),
    )
  })
  test('a two-digit year, a word and an empty text are no date', () => {
    assert.deepEqual(['01/02/80', 'unknown', ''].map(parseDate), [undefined, undefined, undefined])
  })
  test('1 March 2000 is one day after 29 February, and 1 March 1900 one day after 28 February', () => {
    const day = (year: number, month: number, date: number): number => dayNumber({ year, month, day: date })
    assert.equal(day(2000, 3, 1) - day(2000, 2, 29), 1)
    assert.equal(day(1900, 3, 1) - day(1900, 2, 28), 1)
    assert.equal(day(2026, 11, 21) - day(1970, 1, 1), 20778)
  })
  test('month 13 and day 0 are no day', () => {
    assert.equal(dayNumber({ year: 1980, month: 13, day: 1 }), -1)
    assert.equal(dayNumber({ year: 1980, month: 1, day: 0 }), -1)
  })
  test('1980-02-01 and 1980-01-02 have day and month exchanged; a date with itself has not', () => {
    assert.equal(partsSwapped(19800201, 19800102), true)
    assert.equal(partsSwapped(19800101, 19800101), false)
    assert.equal(partsSwapped(19800201, 19810102), false)
  })
  test('one digit apart is Damerau-Levenshtein distance 1 of the eight digits', () => {
    const digits = fc.integer({ min: 10000000, max: 99999999 })
    const changed = digits.chain(date =>
      fc.tuple(fc.constant(date), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 9 })),
    )
    fc.assert(
      fc.property(changed, fc.boolean(), ([date, at, digit], swap) => {
        const text = String(date)
        const other = swap
          ? text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2)
          : text.slice(0, at) + digit + text.slice(at + 1)
        fc.pre(other.length === 8 && other !== text)
        assert.equal(oneDigitApart(date, Number(other)), damerauLevenshteinDistance(text, other) <= 1)
      }),
    )
  })
  test('packing a date and unpacking it gives the date', () => {
    assert.deepEqual(unpackDate(packDate({ year: 1980, month: 2, day: 1 })), { year: 1980, month: 2, day: 1 })
  })
})

describe('identifiers', () => {
  test('943 476 5919 is an NHS number; with its last digit changed, or all digits the same, it is not', () => {
    assert.equal(nhsNumber('943 476 5919'), '9434765919')
    assert.equal(nhsNumber('9434765918'), undefined)
    assert.equal(nhsNumber('1111111111'), undefined)
  })
  test('any one digit mistyped in an NHS number is caught', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const digits = '9434765919'
        const typed = digits.slice(0, at) + ((Number(digits[at]) + step) % 10) + digits.slice(at + 1)
        assert.equal(nhsNumber(typed), undefined)
      }),
    )
  })
  test('B801200005001 is a pupil number and A801200005001 is not', () => {
    assert.equal(upn('b8012 0000 5001'), 'B801200005001')
    assert.equal(upn('A801200005001'), undefined)
  })
  test("a temporary pupil number's last letter counts by its place", () => {
    const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'
    const found = [...letters].filter(letter => upn(`${letter}80120000500A`) !== undefined)
    assert.equal(found.length, 1)
  })
  test('2003/0011985X is a PNC identifier however its year and zeros are written', () => {
    assert.deepEqual(
      ['2003/0011985X', '03/11985X', '20030011985x'].map(text => pncId(text, 2026)),
      ['2003/0011985X', '2003/0011985X', '2003/0011985X'],
    )
    assert.equal(pncId('2003/0011985Y', 2026), undefined)
  })
  test('a two-digit year later than this one is of the last century', () => {
    const letter = 'ZABCDEFGHJKLMNPQRTUVWXY'[980000001 % 23]
    assert.equal(pncId(`98/1${letter}`, 2026), `1998/0000001${letter}`)
  })
})

describe('postcodes', () => {
  test('CV34 4AB is area CV, district CV34, sector CV34 4', () => {
    assert.deepEqual(postcodeParts('cv344ab'), { area: 'CV', district: 'CV34', sector: 'CV34 4', unit: 'CV34 4AB' })
  })
  test('W1A 1AA splits before its last three characters', () => {
    assert.deepEqual(postcodeParts('W1A 1AA'), { area: 'W', district: 'W1A', sector: 'W1A 1', unit: 'W1A 1AA' })
  })
  test('a code of digits nests by its first digits; any other text has only itself', () => {
    assert.deepEqual(postcodeParts('4814'), { area: '48', district: '481', sector: '481', unit: '4814' })
    assert.deepEqual(postcodeParts('n/k'), { area: '', district: '', sector: '', unit: 'NK' })
  })
  test('Greenwich to Paris (Notre-Dame) is 336 km, and no way is longer than half the Earth', () => {
    assert.ok(Math.abs(distanceKm(51.4778, -0.0014, 48.8566, 2.3522) - 336.19) < 0.01)
    assert.ok(Math.abs(distanceKm(0, 0, 0, 180) - Math.PI * 6371.0088) < 1e-6)
  })
})
