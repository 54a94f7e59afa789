import assert from 'node:assert/strict'
import { test } from 'node:test'
import { careForm, heldForm } from '../forms/staff-care.ts'
import { careStanding, careTask } from './staff-care.ts'

const today = '2026-11-20'
const someone = '0192f0c1-0000-7000-8000-000000000001'

test('a day that is today has not passed, the day before has, and an answer stands whatever the day', () => {
  const standing = (planned_on: string, outcome: 'held' | 'called off' | null = null) =>
    careStanding({ planned_on, outcome }, today)
  assert.deepEqual(
    [
      standing('2026-11-20'),
      standing('2026-11-19'),
      standing('2026-11-19', 'held'),
      standing('2026-12-01', 'called off'),
    ],
    ['Planned', 'The day has passed', 'It took place', 'It was called off'],
  )
})

test('a task says which of the two waits, and names nobody', () => {
  assert.match(careTask('debrief', true), /^Your debrief has not taken place yet/)
  assert.match(careTask('supervision', false), /^A colleague waits for supervision/)
})

test('a reference is taken with or without the word case, and a name is refused', () => {
  const day = { 'planned-day': '20', 'planned-month': '11', 'planned-year': '2026' }
  const sent = (reference: string) =>
    careForm(today, [someone]).safeParse({ kind: 'debrief', supporter: someone, reference, ...day })
  assert.deepEqual(
    [sent('case 3f9a2c').data?.reference, sent('').data?.reference, sent('Rhys M').success],
    ['3F9A2C', null, false],
  )
})

test('nothing needed stands alone, and one box ticked twice is one step', () => {
  const day = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
  const sent = (done: readonly string[]) => heldForm(today).safeParse({ ...day, done })
  assert.equal(sent(['training', 'nothing needed']).success, false)
  assert.deepEqual(sent(['training', 'training']).data, { on_day: today, done: ['training'], next_on: null })
})
