import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type CalendarEntry, calendarFile, calendarText, folded } from './calendar.ts'
import { ukDay, ukMoment } from './clock.ts'

const made = {
  site: 'https://breakwater.example.org',
  path: '/meetings/0199aaaa-0000-7000-8000-000000000001',
  now: new Date('2026-11-21T09:30:15.250Z'),
}
const meeting: CalendarEntry = {
  kind: 'meeting',
  id: '0199aaaa-0000-7000-8000-000000000001',
  sequence: 2,
  when: { start: ukMoment('2026-12-03', '10:30'), minutes: 60 },
}
/** The lines as a calendar reads them: unfolded. */
const lines = (entry: CalendarEntry): string[] =>
  calendarText(entry, made).replaceAll('\r\n ', '').split('\r\n').filter(Boolean)

describe('files for calendars', () => {
  test('a meeting is one event with a neutral title, times in UTC, and the address of its page', () => {
    assert.deepEqual(lines(meeting), [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Breakwater//Breakwater//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:meeting-0199aaaa-0000-7000-8000-000000000001@breakwater.example.org',
      'DTSTAMP:20261121T093015Z',
      'SEQUENCE:2',
      'DTSTART:20261203T103000Z',
      'DURATION:PT60M',
      'TRANSP:OPAQUE',
      'SUMMARY:Breakwater: meeting',
      'DESCRIPTION:Sign in to read it: https://breakwater.example.org/meetings/0199aaaa-0000-7000-8000-000000000001',
      'URL:https://breakwater.example.org/meetings/0199aaaa-0000-7000-8000-000000000001',
      'CLASS:PRIVATE',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ])
  })

  test('a due day is a whole day that ends where the next begins, and keeps nobody busy', () => {
    const day = lines({ ...meeting, kind: 'action', when: { day: '2026-12-31' } })
    assert.ok(day.includes('DTSTART;VALUE=DATE:20261231'))
    assert.ok(day.includes('DTEND;VALUE=DATE:20270101'))
    assert.ok(day.includes('TRANSP:TRANSPARENT'))
  })

  test('a meeting that was cancelled is the same entry, cancelled', () => {
    const cancelled = lines({ ...meeting, sequence: 3, cancelled: true })
    assert.ok(cancelled.includes('STATUS:CANCELLED'))
    assert.ok(cancelled.includes('UID:meeting-0199aaaa-0000-7000-8000-000000000001@breakwater.example.org'))
  })

  test('a review says no more than that', () => {
    assert.ok(lines({ ...meeting, kind: 'review' }).includes('SUMMARY:Breakwater: review'))
  })

  test('every line ends in CR LF and has 75 bytes at most', () => {
    const text = calendarText(meeting, made)
    assert.ok(text.endsWith('END:VCALENDAR\r\n'))
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  })

  test('folding loses nothing and cuts no character, whatever the line', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }).filter(text => !/[\r\n]/.test(text)),
        text => {
          const parts = folded(text).split('\r\n')
          assert.ok(parts.every(part => Buffer.byteLength(part) <= 75))
          assert.equal(parts.map((part, at) => (at === 0 ? part : part.slice(1))).join(''), text)
        },
      ),
    ))

  test('the file is named by its kind and nothing else', () => {
    const answer = calendarFile(meeting, made.path, { publicUrl: undefined, port: 3000 }, made.now)
    assert.ok(answer.kind === 'file')
    assert.equal(answer.name, 'breakwater-meeting.ics')
    assert.match(String(answer.content), /URL:http:\/\/localhost:3000\/meetings\//)
  })
})

describe('a time of the day in the United Kingdom', () => {
  const each: readonly (readonly [string, string, string])[] = [
    ['2026-12-03', '10:30', '2026-12-03T10:30:00.000Z'],
    ['2026-07-03', '10:30', '2026-07-03T09:30:00.000Z'],
    ['2026-07-03', '00:15', '2026-07-02T23:15:00.000Z'],
    // 01:30 comes twice on 25 October 2026, and not at all on 29 March.
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ]
  for (const [day, time, moment] of each)
    test(`${day} at ${time} is ${moment}`, () => {
      assert.equal(ukMoment(day, time).toISOString(), moment)
    })

  test('it falls on the day that was asked for, on any day of ten years', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 3, max: 23 }), (days, hour) => {
        const day = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)
        assert.equal(ukDay(ukMoment(day, `${String(hour).padStart(2, '0')}:00`)), day)
      }),
    ))

  test('what is no day or no time is refused', () => {
    assert.throws(() => ukMoment('2026-13-01', '10:00'), /YYYY-MM-DD/)
    assert.throws(() => ukMoment('2026-12-01', '25:00'), /HH:MM/)
  })
})
