import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { byMonth, type StoryEvent } from './story.ts'

const event = (at: string, title: string): StoryEvent => ({ at, title, detail: '' })
const dayOf = (at: Date): string => new Date(at.getTime() + 3_600_000).toISOString().slice(0, 10)

describe('what happened, by date', () => {
  test('months come in order, and a moment late in the evening belongs to the day in England', () => {
    const months = byMonth(
      [event('2026-07-01', 'c'), event('2026-06-30T23:30:00Z', 'b'), event('2026-06-02', 'a')],
      dayOf,
    )
    assert.deepEqual(
      months.map(({ month, events }) => [month, events.map(({ title }) => title)]),
      [
        ['2026-06', ['a']],
        ['2026-07', ['c', 'b']],
      ],
    )
  })

  test('on one day, what has no hour comes before 9 and 10 o’clock, in the order given', () => {
    const at = ['2026-06-02T10:00:00Z', '2026-06-02', '2026-06-02T09:00:00Z', '2026-06-02']
    const [june] = byMonth(
      at.map((each, n) => event(each, `${n}`)),
      dayOf,
    )
    assert.deepEqual(
      june?.events.map(({ title }) => title),
      ['1', '3', '2', '0'],
    )
  })
})
