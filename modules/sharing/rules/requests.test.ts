import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Asked,
  type Choice,
  clockOf,
  isClosed,
  isHandedOver,
  leftWords,
  monthsAfter,
  nextEvents,
  type RequestEvent,
  type RequestEventName,
  requestEvents,
  stateWords,
} from './requests.ts'

const on = (onDay: string, event: RequestEventName, hour = 9): RequestEvent => ({
  event,
  onDay,
  recordedAt: new Date(`${onDay}T${String(hour).padStart(2, '0')}:00:00Z`),
})
const received = (receivedOn: string, right: Asked['right'] = 'access'): Asked => ({ receivedOn, right })
const dueOf = (receivedOn: string, ...events: RequestEvent[]) =>
  clockOf(received(receivedOn), [on(receivedOn, 'identity proved'), ...events]).due

describe('the day by which an answer is owed', () => {
  test('received on Tuesday 3 November 2026: Thursday 3 December', () =>
    assert.equal(dueOf('2026-11-03'), '2026-12-03'))
  test('31 March 2026 has no 31 April: 30 April', () => assert.equal(dueOf('2026-03-31'), '2026-04-30'))
  test('31 January 2028, a leap year: 29 February', () => assert.equal(dueOf('2028-01-31'), '2028-02-29'))
  test('31 January 2026: 28 February is a Saturday, so Monday 2 March', () =>
    assert.equal(dueOf('2026-01-31'), '2026-03-02'))
  test('3 September 2026: 3 October is a Saturday, so Monday 5 October', () =>
    assert.equal(dueOf('2026-09-03'), '2026-10-05'))
  test('extended, 3 November 2026 becomes three months: 3 February 2027', () =>
    assert.equal(dueOf('2026-11-03', on('2026-11-20', 'extended')), '2027-02-03'))
  test('extended on the last day counts, a day later it does not', () => {
    assert.equal(dueOf('2026-11-03', on('2026-12-03', 'extended')), '2027-02-03')
    assert.equal(dueOf('2026-11-03', on('2026-12-04', 'extended')), '2026-12-03')
  })
  test('the month runs from the day on which identity was proved, 12 November: 14 December, a Monday', () => {
    const events = [on('2026-11-03', 'identity asked'), on('2026-11-12', 'identity proved')]
    const clock = clockOf(received('2026-11-03'), events)
    assert.deepEqual([clock.starts, clock.due, clock.state], ['2026-11-12', '2026-12-14', 'open'])
  })
  test('while identity is asked for there is no due day', () => {
    const clock = clockOf(received('2026-11-03'), [on('2026-11-03', 'identity asked')])
    assert.deepEqual([clock.state, clock.due], ['waiting for identity', null])
  })
  test('seven days of waiting for what they mean move 3 December to 10 December', () => {
    const events = [on('2026-11-10', 'more asked'), on('2026-11-17', 'more given')]
    assert.equal(dueOf('2026-11-03', ...events), '2026-12-10')
  })
  test('proof that was known before the request begins the month on the day of the request', () =>
    assert.equal(clockOf(received('2026-11-03'), [on('2026-10-01', 'identity proved')]).starts, '2026-11-03'))
  test('12 months after 29 February 2028 is 28 February 2029', () =>
    assert.equal(monthsAfter('2028-02-29', 12), '2029-02-28'))
  test('9 days before it says 9 days left, the day itself due today, the day after 1 day late', () => {
    assert.equal(leftWords('2026-11-30', '2026-11-21'), '9 days left')
    assert.equal(leftWords('2026-11-21', '2026-11-21'), 'due today')
    assert.equal(leftWords('2026-11-20', '2026-11-21'), '1 day late')
  })
})

const day = fc
  .integer({ min: 0, max: 800 })
  .map(days => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const event: fc.Arbitrary<RequestEvent> = fc.record({
  event: fc.constantFrom(...requestEvents),
  onDay: day,
  recordedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }),
})
const happened = fc.uniqueArray(event, { selector: it => it.recordedAt.getTime(), maxLength: 12 })
const anyAsked: fc.Arbitrary<Asked> = fc.record({
  receivedOn: day,
  right: fc.constantFrom('access', 'correction', 'erasure', 'objection'),
})

describe('whatever is written down, in whatever order', () => {
  test('a request stands in a state that has words, and the order of reading never changes it', () => {
    fc.assert(
      fc.property(anyAsked, happened, (asked, events) => {
        const clock = clockOf(asked, events)
        assert.ok(clock.state in stateWords)
        assert.deepEqual(clockOf(asked, events.toReversed()), clock)
      }),
    )
  })
  test('an answer is owed by a working day, never before a month after the request, and only while it runs', () => {
    fc.assert(
      fc.property(anyAsked, happened, (asked, events) => {
        const { due, state } = clockOf(asked, events)
        assert.equal(due !== null, state === 'open')
        if (due === null) return
        assert.ok(due >= monthsAfter(asked.receivedOn, 1))
        assert.ok(![0, 6].includes(new Date(due).getUTCDay()))
      }),
    )
  })
  test('nothing follows an answer', () => {
    fc.assert(
      fc.property(anyAsked, happened, day, (asked, events, today) => {
        const next = nextEvents(asked, events, today)
        assert.equal(next.length === 0, isClosed(clockOf(asked, events).state))
      }),
    )
  })
  test('a pack is sent for access alone, a decision for the other rights alone', () => {
    fc.assert(
      fc.property(anyAsked, happened, (asked, events) => {
        const { state } = clockOf(asked, events)
        assert.ok(state !== 'sent' || asked.right === 'access')
        assert.ok(state !== 'decided' || asked.right !== 'access')
      }),
    )
  })
  test('nothing is sent before identity is proved', () => {
    fc.assert(
      fc.property(anyAsked, happened, (asked, events) => {
        const { state, proved } = clockOf(asked, events)
        assert.ok((state !== 'sent' && state !== 'decided') || proved)
      }),
    )
  })
})

const chosen = (choice: Choice['choice'], digest: string, at: string): Choice => ({
  choice,
  digest,
  chosenAt: new Date(at),
})

describe('whether a section is handed over', () => {
  test('by itself: what is marked stays back, what is not goes', () => {
    assert.equal(isHandedOver({ marked: true, digest: 'a' }, []), false)
    assert.equal(isHandedOver({ marked: false, digest: 'a' }, []), true)
  })
  test('a release counts for the words that were read, and lapses when they change', () => {
    const released = [chosen('hand over', 'a', '2026-11-01')]
    assert.equal(isHandedOver({ marked: true, digest: 'a' }, released), true)
    assert.equal(isHandedOver({ marked: true, digest: 'b' }, released), false)
  })
  test('what was kept back stays back although its words change', () =>
    assert.equal(isHandedOver({ marked: false, digest: 'b' }, [chosen('withhold', 'a', '2026-11-01')]), false))
  test('what was once kept back and then released stays back again when its words change', () => {
    const both = [chosen('withhold', 'a', '2026-11-01'), chosen('hand over', 'a', '2026-11-02')]
    assert.equal(isHandedOver({ marked: false, digest: 'a' }, both), true)
    assert.equal(isHandedOver({ marked: false, digest: 'b' }, both), false)
  })
  test('the latest choice counts', () => {
    const both = [chosen('hand over', 'a', '2026-11-02'), chosen('withhold', 'a', '2026-11-01')]
    assert.equal(isHandedOver({ marked: true, digest: 'a' }, both), true)
  })
  test('words that are marked never go unless somebody released these very words', () => {
    const choice = fc.record({
      choice: fc.constantFrom('hand over' as const, 'withhold' as const),
      digest: fc.constantFrom<string>('a', 'b', 'd'),
      chosenAt: fc.date({ noInvalidDate: true }),
    })
    fc.assert(
      fc.property(fc.array(choice), choices => {
        const released = choices.some(it => it.choice === 'hand over' && it.digest === 'd')
        assert.ok(released || !isHandedOver({ marked: true, digest: 'd' }, choices))
      }),
    )
  })
})
