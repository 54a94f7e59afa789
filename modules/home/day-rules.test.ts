import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Task } from '#platform/module'
import { dayGroups, recordOf } from './day-rules.ts'

const task = (text: string, due?: string): Task => ({ text, href: '/', ...(due === undefined ? {} : { due }) })

describe('what is to be done, by how soon', () => {
  test('on 21 November: the 20th and the 21st, then until the 28th, then later, then what has no day', () => {
    const tasks = [
      task('later', '2026-11-29'),
      task('none'),
      task('today', '2026-11-21'),
      task('week', '2026-11-28'),
      task('late', '2026-11-20'),
    ]
    assert.deepEqual(
      dayGroups(tasks, '2026-11-21').map(({ heading, tasks: of }) => [heading, of.map(({ text }) => text)]),
      [
        ['Today or late', ['late', 'today']],
        ['This week', ['week']],
        ['Later', ['later']],
        ['Waiting for you, with no day set', ['none']],
      ],
    )
  })
  test('every task stands once, and no group is empty', () => {
    const day = fc
      .integer({ min: 0, max: 100 })
      .map(days => new Date(Date.UTC(2026, 9, 1) + days * 86_400_000).toISOString().slice(0, 10))
    const one = fc.tuple(fc.string(), fc.option(day, { nil: undefined })).map(([text, due]) => task(text, due))
    fc.assert(
      fc.property(fc.array(one), day, (tasks, today) => {
        const groups = dayGroups(tasks, today)
        assert.equal(groups.flatMap(group => group.tasks).length, tasks.length)
        assert.ok(groups.every(group => group.tasks.length > 0))
      }),
    )
  })
})

test('a link to a record gives its identifier, any other gives none', () => {
  const id = '01920000-0000-7000-8000-000000000001'
  assert.equal(recordOf(`/people/${id}`), id)
  assert.equal(recordOf('/commitments/com.p1'), undefined)
})
