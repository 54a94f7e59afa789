import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { freeSlot, type Mentor, type MentorEvent, standingOf, watchOf } from './mentors.ts'
import { type Told, type ToldItem, toldItems, toldNow } from './told.ts'

const today = '2026-11-20'
const event = (name: MentorEvent['event'], until: string | null = null) => ({
  event: name,
  until,
  why: 'A test',
  at: new Date(today),
  by_name: null,
})
const mentor = (it: Partial<Pick<Mentor, 'capacity' | 'check_until' | 'events' | 'taken'>> = {}) =>
  standingOf({ capacity: 2, check_until: '2027-01-01', events: [], taken: [], ...it }, today)

describe('where a mentor stands', () => {
  test('one place of two taken leaves one free; two taken leave none, and the mentor is full', () => {
    assert.deepEqual(mentor({ taken: [1] }), { checkedUntil: '2027-01-01', free: 1, closed: undefined })
    assert.deepEqual(mentor({ taken: [1, 2] }), { checkedUntil: '2027-01-01', free: 0, closed: 'They are full' })
  })

  test('the check holds on its last day and not on the day after; made again, it holds until the new day', () => {
    assert.equal(mentor({ check_until: today }).closed, undefined)
    assert.equal(mentor({ check_until: '2026-11-19' }).closed, 'Their checks have run out')
    assert.equal(mentor({ check_until: '2026-11-19', events: [event('checked', '2029-11-19')] }).closed, undefined)
  })

  test('a pause ends with coming back, and leaving does not', () => {
    assert.equal(
      mentor({ events: [event('paused'), event('checked', '2029-01-01')] }).closed,
      'They take nobody new for now',
    )
    assert.equal(mentor({ events: [event('paused'), event('back')] }).closed, undefined)
    assert.equal(mentor({ events: [event('left'), event('back')] }).closed, 'They have left')
  })

  test('a mentor whom somebody has is watched from 28 days before the checks end, and from the day on which they pause or leave', () => {
    const on = (day: string, ...events: ReturnType<typeof event>[]) =>
      watchOf({ check_until: '2027-01-01', events }, day, at => at.toISOString().slice(0, 10))?.day
    assert.deepEqual([on('2026-12-03'), on('2026-12-04'), on('2027-01-02')], [undefined, '2027-01-01', '2027-01-01'])
    assert.deepEqual([on(today, event('paused')), on(today, event('paused'), event('back'))], [today, undefined])
    assert.equal(on('2027-01-02', event('left'), event('back')), today)
  })

  test('the free place is the lowest that nobody has, and there is one exactly where fewer are taken than offered', () => {
    assert.equal(freeSlot({ capacity: 3, taken: [1, 3] }), 2)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.subarray([1, 2, 3, 4, 5, 6]), (capacity, some) => {
        const taken = some.filter(slot => slot <= capacity)
        const slot = freeSlot({ capacity, taken })
        return slot === undefined ? taken.length === capacity : slot <= capacity && !taken.includes(slot)
      }),
    )
  })
})

describe('what an employer may know', () => {
  let made = 0
  const told = (employer: string, item: ToldItem, words: string, ended_on: string | null = null): Told => ({
    id: String(++made),
    employer,
    item,
    words,
    how: 'Read out',
    agreed_on: today,
    at: new Date(made),
    by_name: null,
    ended_on,
    end_why: null,
  })
  const wordsOf = (all: readonly Told[]) =>
    toldNow(all).map(({ employer, items }) => [employer, ...items.map(({ words }) => words)])

  test('each employer is told what was agreed for them, in one order, whatever the case of their name', () => {
    const all = [told('Bakery', 'times', 'Mornings'), told('Garage', 'name', 'Rhys'), told('bakery ', 'name', 'R.')]
    assert.deepEqual(wordsOf(all), [
      ['Bakery', 'R.', 'Mornings'],
      ['Garage', 'Rhys'],
    ])
  })

  test('new words take the place of the old, and taking them back does not bring the old back', () => {
    const old = told('Bakery', 'past', 'He was in care')
    assert.deepEqual(wordsOf([old, told('Bakery', 'past', 'Nothing')]), [['Bakery', 'Nothing']])
    assert.deepEqual(wordsOf([old, told('Bakery', 'past', 'Nothing', today)]), [])
  })

  test('nothing that was taken back is ever told, in 200 histories', () => {
    const line = fc.record({
      employer: fc.constantFrom('A', 'a', 'B'),
      item: fc.constantFrom(...(Object.keys(toldItems) as ToldItem[])),
      ended: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(line), lines => {
        const all = lines.map(({ employer, item, ended }) => told(employer, item, 'Words', ended ? today : null))
        return toldNow(all).every(({ items }) => items.length > 0 && items.every(({ ended_on }) => ended_on === null))
      }),
      { numRuns: 200 },
    )
  })
})
