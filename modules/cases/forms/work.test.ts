import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseForm } from '#platform/forms'
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

function nextOn(decision: string, usual: string): string | null | undefined {
  const parsed = parseForm(reviewForm('2026-11-20', usual), { ...review, ...next, decision })
  return parsed.ok ? parsed.value.next_on : undefined
}

describe('the day of the next review', () => {
  test('ready to close, the day that stood in the form before, 1 January, is not kept', () => {
    assert.equal(nextOn('ready to close', '2027-01-01'), null)
  })

  test('ready to close, a day that somebody chose, 1 January and not 2 January, is kept', () => {
    assert.equal(nextOn('ready to close', '2027-01-02'), '2027-01-01')
  })

  test('going on, the day that stood in the form is kept', () => {
    assert.equal(nextOn('go on', '2027-01-01'), '2027-01-01')
  })
})
