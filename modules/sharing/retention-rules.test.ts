import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { law } from './gateways/fixtures.ts'
import type { RetentionSchedule } from './gateways/schema.ts'
import {
  approversOf,
  dueDay,
  peopleNeeded,
  type RetentionEvent,
  retentionDecisionProblems,
  retentionState,
  stateOf,
} from './retention-rules.ts'

function schedule(id: string): RetentionSchedule {
  const found = law.retention.get(id)
  assert.ok(found, `retention.csv has no "${id}"`)
  return found
}

const closed = { countsFrom: '2020-03-01' }
const by = { by: 'reviewer', reason: 'reviewed with the lead' }
const held: RetentionEvent = { kind: 'hold_placed', on: '2026-03-10', by: 'lead', reason: 'public inquiry' }
const lifted: RetentionEvent = { kind: 'hold_lifted', on: '2026-04-10', by: 'lead', reason: 'inquiry closed' }
const approved: RetentionEvent = { kind: 'delete_approved', on: '2026-03-05', ...by }

const adultCase = (events: readonly RetentionEvent[], today: string) =>
  retentionState(schedule('adult_case'), closed, events, today)

test('a draft is due 30 days after its last change', () => {
  assert.equal(dueDay(schedule('draft_referral'), { countsFrom: '2026-11-01' }), '2026-12-01')
})

test('an adult case closed on 1 March 2020 is due on 1 March 2026', () => {
  assert.equal(dueDay(schedule('adult_case'), closed), '2026-03-01')
})

test("a child's case waits for the 25th birthday when that is later than 6 years", () => {
  assert.equal(dueDay(schedule('child_case'), { ...closed, dateOfBirth: '2008-07-15' }), '2033-07-15')
})

test("a child's case closed at 17 years and 11 months still waits for the 25th birthday", () => {
  assert.equal(dueDay(schedule('child_case'), { countsFrom: '2026-06-14', dateOfBirth: '2008-07-15' }), '2033-07-15')
})

test('an adult under a schedule with a birthday rule gets the plain period', () => {
  const adult = { countsFrom: '2026-07-15', dateOfBirth: '2008-07-15' }
  assert.equal(dueDay(schedule('referral_no_further_action'), adult), '2028-07-15')
})

test('without a date of birth it is due after the 6 years of an adult, and then people decide', () => {
  assert.equal(dueDay(schedule('child_case'), closed), '2026-03-01')
  assert.deepEqual(retentionState(schedule('child_case'), closed, [], '2026-02-28'), {
    state: 'keep',
    until: '2026-03-01',
  })
  assert.deepEqual(retentionState(schedule('child_case'), closed, [], '2026-03-01'), { state: 'review' })
})

test('a schedule that removes without a decision asks people where it has a birthday that nobody knows', () => {
  const rule: RetentionSchedule = { ...schedule('child_case'), whenDue: 'delete' }
  assert.deepEqual(retentionState(rule, closed, [], '2026-03-01'), { state: 'review' })
  assert.deepEqual(retentionState(rule, { ...closed, dateOfBirth: '1990-01-01' }, [], '2026-03-01'), {
    state: 'delete',
  })
})

test('29 February plus six years is 1 March', () => {
  assert.equal(dueDay(schedule('adult_case'), { countsFrom: '2020-02-29' }), '2026-03-01')
})

test('a strategy is permanent', () => {
  assert.deepEqual(retentionState(schedule('strategy_document'), closed, [], '2090-01-01'), { state: 'permanent' })
})

test('a day that is not a day is named', () => {
  assert.throws(() => dueDay(schedule('adult_case'), { countsFrom: '2020-13-01' }), /^Error: countsFrom must be a day/)
})

test('a case is kept to the day before it is due, and then reviewed', () => {
  assert.deepEqual(adultCase([], '2026-02-28'), { state: 'keep', until: '2026-03-01' })
  assert.deepEqual(adultCase([], '2026-03-01'), { state: 'review' })
})

test('a draft needs no review: it goes when it is due', () => {
  assert.deepEqual(retentionState(schedule('draft_referral'), { countsFrom: '2026-11-01' }, [], '2026-12-01'), {
    state: 'delete',
  })
})

test('an approval lets it go, and a hold stops it', () => {
  assert.deepEqual(adultCase([approved], '2026-03-06'), { state: 'delete' })
  assert.deepEqual(adultCase([approved, held], '2026-03-11'), { state: 'held' })
})

test('after a hold is lifted somebody looks again', () => {
  assert.deepEqual(adultCase([approved, held, lifted], '2026-04-11'), { state: 'review' })
})

test('an event in the future has not happened yet', () => {
  assert.deepEqual(adultCase([held], '2026-03-09'), { state: 'review' })
})

test('an extension keeps it to its day and never shortens', () => {
  const longer: RetentionEvent = { kind: 'extended', on: '2026-03-02', until: '2027-03-02', ...by }
  const shorter: RetentionEvent = { kind: 'extended', on: '2026-03-03', until: '2026-04-01', ...by }
  assert.deepEqual(adultCase([longer, shorter], '2026-05-01'), { state: 'keep', until: '2027-03-02' })
})

test('nothing on hold, kept for good or still in its time may be deleted', () => {
  const deletion: RetentionEvent = { kind: 'deleted', on: '2026-03-11' }
  assert.match(retentionDecisionProblems(deletion, { state: 'held' }).join(), /is on hold/)
  assert.match(retentionDecisionProblems(deletion, { state: 'permanent' }).join(), /kept for good/)
  assert.match(
    retentionDecisionProblems(deletion, { state: 'keep', until: '2027-01-01' }).join(),
    /kept until 2027-01-01/,
  )
  assert.match(retentionDecisionProblems(deletion, { state: 'review' }).join(), /has to review/)
  assert.deepEqual(retentionDecisionProblems(deletion, { state: 'delete' }), [])
})

test('on one day the moments say what came first: a hold that was lifted in the afternoon is over', () => {
  const morning: RetentionEvent = { ...held, at: '2026-03-10T09:00:00.000Z' }
  const afternoon: RetentionEvent = { ...lifted, on: '2026-03-10', at: '2026-03-10T15:00:00.000Z' }
  assert.deepEqual(adultCase([afternoon, morning], '2026-03-10'), { state: 'review' })
})

test('where two people are needed, one who agrees twice is one', () => {
  const terms = { due: '2026-03-01', people: 2 }
  const again: RetentionEvent = { ...approved, on: '2026-03-06' }
  assert.deepEqual(stateOf(terms, [approved, again], '2026-03-07'), { state: 'review' })
  assert.deepEqual(stateOf(terms, [approved, { ...again, by: 'chair' }], '2026-03-07'), { state: 'delete' })
})

test('an extension asks everybody again, even once it has run out', () => {
  const longer: RetentionEvent = { kind: 'extended', on: '2026-03-06', until: '2026-03-08', ...by }
  assert.deepEqual(adultCase([approved, longer], '2026-03-09'), { state: 'review' })
  assert.deepEqual(approversOf([approved, longer]), [])
})

test('two people decide about somebody who was 17 when the time began to count, or whose age nobody knows; one about an adult', () => {
  const from = { countsFrom: '2026-06-14' }
  assert.equal(peopleNeeded(schedule('child_case'), { ...from, dateOfBirth: '2008-06-15' }, 'a person'), 2)
  assert.equal(peopleNeeded(schedule('child_case'), { ...from, dateOfBirth: '2008-06-14' }, 'a person'), 1)
  assert.equal(peopleNeeded(schedule('child_case'), from, 'a person'), 2)
  assert.equal(peopleNeeded(schedule('panel_minutes'), from, 'no person'), 1)
})

test('nobody has to decide about a report that names nobody, and somebody about all else, whatever the file of schedules says', () => {
  const from = { countsFrom: '2026-06-14' }
  assert.equal(peopleNeeded(schedule('tension_report'), from, 'names nobody'), 0)
  assert.equal(peopleNeeded(schedule('tension_report'), from, 'no person'), 1)
  assert.equal(peopleNeeded(schedule('tension_report'), { ...from, dateOfBirth: '1990-01-01' }, 'a person'), 1)
})

test('every decision says who and why', () => {
  const nameless: RetentionEvent = { ...approved, by: '', reason: ' ' }
  assert.deepEqual(retentionDecisionProblems(nameless, { state: 'review' }), ['Say who decided, and why.'])
})

test('only a record on hold has a hold to lift, and an extension ends after it is made', () => {
  assert.match(retentionDecisionProblems(lifted, { state: 'review' }).join(), /no hold/)
  const backwards: RetentionEvent = { kind: 'extended', on: '2026-03-02', until: '2026-03-02', ...by }
  assert.match(retentionDecisionProblems(backwards, { state: 'review' }).join(), /after today/)
})

test('a deleted record takes no more decisions', () => {
  assert.match(retentionDecisionProblems(held, { state: 'deleted' }).join(), /has been deleted/)
})

const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const kinds = fc.constantFrom('hold_placed' as const, 'hold_lifted' as const, 'delete_approved' as const)
const anyEvent: fc.Arbitrary<RetentionEvent> = fc.oneof(
  fc.record({ kind: kinds, on: day, by: fc.constant('a'), reason: fc.constant('b') }),
  fc.record({
    kind: fc.constant('extended' as const),
    on: day,
    until: day,
    by: fc.constant('a'),
    reason: fc.constant('b'),
  }),
)
const anySchedule = fc.constantFrom(...law.retention.values())

test('the order events are given in never changes the state', () => {
  fc.assert(
    fc.property(anySchedule, day, fc.array(anyEvent, { maxLength: 6 }), day, (rule, countsFrom, events, today) => {
      const facts = { countsFrom, dateOfBirth: '2008-07-15' }
      const forwards = retentionState(rule, facts, events, today)
      assert.deepEqual(retentionState(rule, facts, events.toReversed(), today), forwards)
    }),
  )
})

test('while the last word is a hold, nothing is ever free to delete', () => {
  fc.assert(
    fc.property(anySchedule, day, fc.array(anyEvent, { maxLength: 6 }), day, (rule, countsFrom, events, today) => {
      const hold: RetentionEvent = { kind: 'hold_placed', on: today, by: 'a', reason: 'b' }
      assert.deepEqual(retentionState(rule, { countsFrom }, [...events, hold], today), { state: 'held' })
    }),
  )
})

test('nothing is free to delete before its day', () => {
  fc.assert(
    fc.property(anySchedule, day, fc.array(anyEvent, { maxLength: 6 }), day, (rule, countsFrom, events, today) => {
      const facts = { countsFrom, dateOfBirth: '2008-07-15' }
      const due = dueDay(rule, facts)
      if (today < due) assert.notEqual(retentionState(rule, facts, events, today).state, 'delete')
    }),
  )
})
