import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ukDay } from '#platform/clock'
import { answerForm, lifeEventForm } from '../forms/timeline.ts'
import { reachedInTime } from './moments.ts'

const met = {
  opened_at: '2026-11-20T10:00:00Z',
  hours: 24,
  outcome: 'met' as 'met' | 'missed',
  answered_at: '2026-11-23T09:00:00Z',
  reached_on: null as string | null,
}

describe('whether they were reached within the clock', () => {
  test('a clock of 24 hours from 20 November is kept on the 21st, although it was written down on the 23rd', () => {
    assert.equal(reachedInTime({ ...met, reached_on: '2026-11-21' }, ukDay), true)
    assert.equal(reachedInTime({ ...met, reached_on: '2026-11-22' }, ukDay), false)
    assert.equal(reachedInTime(met, ukDay), false)
  })
  test('a moment of long ago and one that was missed have no clock to keep', () => {
    assert.equal(reachedInTime({ ...met, opened_at: null, hours: null }, ukDay), undefined)
    assert.equal(reachedInTime({ ...met, outcome: 'missed' }, ukDay), undefined)
  })
})

describe('saying whether they were reached', () => {
  const form = answerForm('2026-11-21')
  const sent = { moment: '01a1ffa9-51e7-7aba-b681-b243ac44ca5f', what_happened: 'We talked', outcome: 'met' }
  test('a missed one needs its reason, and a day to come is sent back', () => {
    const missed = form.safeParse({ ...sent, outcome: 'missed' })
    assert.equal(missed.error?.issues[0]?.message, 'Choose why nobody reached them')
    const later = form.safeParse({ ...sent, 'reached-day': '22', 'reached-month': '11', 'reached-year': '2026' })
    assert.equal(later.error?.issues[0]?.message, 'Enter a day that is not in the future')
  })
  test('no day is today, and a day given with a missed one is left out', () => {
    assert.equal(form.parse(sent).reached_on, '2026-11-21')
    const day = { 'reached-day': '20', 'reached-month': '11', 'reached-year': '2026' }
    assert.equal(form.parse({ ...sent, ...day }).reached_on, '2026-11-20')
    assert.equal(form.parse({ ...sent, ...day, outcome: 'missed', missed_why: 'not safe' }).reached_on, null)
  })
})

describe('when a clock begins', () => {
  const form = lifeEventForm({ born: '2009-03-01', precision: 'day' }, '2026-11-21', ['goer'])
  const sent = {
    ...{
      lane: 'trigger',
      what: 'Hurt in town',
      lasted: 'once',
      account: 'person',
      moment: 'now',
      hours: '24',
      goer: 'goer',
    },
    ...{ 'from-month': '11', 'from-year': '2026' },
  }
  const opened = (fields: object) => {
    const { moment } = form.parse({ ...sent, ...fields })
    return moment !== null && 'hours' in moment ? moment.since : 'no clock'
  }
  test('of an injury on the 19th that is written down on the 21st it began as the 19th ended', () => {
    assert.equal(opened({ 'from-day': '19' }), '2026-11-19')
  })
  test('of today, and of a day that nobody knows exactly, it begins now', () => {
    assert.equal(opened({ 'from-day': '21' }), undefined)
    assert.equal(opened({}), undefined)
    assert.equal(opened({ 'from-day': '19', fromAbout: 'yes' }), undefined)
  })
  test('what ended cannot have ended after today', () => {
    const ended = { ...sent, moment: 'no', lasted: 'ended', 'from-day': '1', 'until-year': '2027' }
    assert.equal(
      form.safeParse(ended).error?.issues[0]?.message,
      'It cannot have ended after today. If it is still going on, say so',
    )
  })
})
