import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseForm } from '#platform/forms'
import { transferForm } from './delivery.ts'
import { dateOf } from './fields.ts'
import { reviewForm } from './work.ts'

const review = {
  'on-day': '20',
  'on-month': '11',
  'on-year': '2026',
  changed: 'He sleeps',
  words: 'Better',
  why: 'It works',
}
const next = { 'next-day': '1', 'next-month': '1', 'next-year': '2027' }

function nextOn(decision: string, every: number, on: object = {}): string | null | undefined {
  const parsed = parseForm(reviewForm('2026-11-20', every), { ...review, ...next, decision, ...on })
  return parsed.ok ? parsed.value.next_on : undefined
}

describe('the day of the next review', () => {
  test('ready to close, the day that stood in the form before, 1 January in 42 days, is not kept', () => {
    assert.equal(nextOn('ready to close', 42), null)
  })

  test('ready to close, a day that somebody chose, and that is not the usual 43 days ahead, is kept', () => {
    assert.equal(nextOn('ready to close', 43), '2027-01-01')
  })

  test('going on, the day that stood in the form is kept', () => {
    assert.equal(nextOn('go on', 42), '2027-01-01')
  })

  test('a review held yesterday, every 84 days: the day that stood in the form, 12 February, becomes 11 February, 84 days after it', () => {
    const yesterday = { 'on-day': '19', 'next-day': '12', 'next-month': '2' }
    assert.equal(nextOn('go on', 84, yesterday), '2027-02-11')
    assert.equal(nextOn('go on', 42, yesterday), undefined)
  })
})

describe('the days that a form takes', () => {
  for (const [year, date] of [
    ['0000', undefined],
    ['1899', undefined],
    ['1900', '1900-03-27'],
    ['2100', '2100-03-27'],
    ['2101', undefined],
  ] as const)
    test(`27 3 ${year} is ${date ?? 'no date'}: the database would refuse some of the others`, () => {
      assert.equal(dateOf('27', '3', year), date)
    })

  const by = (day: string, month: string, year: string) => {
    const asked = { member: 'a', why: 'Moves team', passedOn: 'All of it' }
    const parsed = parseForm(transferForm(['a'], '2026-11-20'), {
      ...asked,
      ...{ 'by-day': day, 'by-month': month, 'by-year': year },
    })
    return parsed.ok ? parsed.value.answer_by : parsed.errors.map(({ message }) => message).join()
  }
  test('an answer to a handover is asked for by 18 December, 28 days from 20 November, and no later: until then they read the case', () => {
    assert.equal(by('18', '12', '2026'), '2026-12-18')
    assert.equal(by('19', '12', '2026'), 'Ask for an answer within 28 days')
    assert.equal(by('19', '12', '2036'), 'Ask for an answer within 28 days')
  })
})
