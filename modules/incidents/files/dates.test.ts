import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coarser, type DateOrder, readDate, readMoment } from './dates.ts'

const today = '2026-11-21'
const iso = (text: string) => readDate(text, { today })
const said = (found: ReturnType<typeof readDate>) => ('reason' in found ? found.reason : found.value)
const ordered = (text: string, dateOrder: DateOrder) => said(readDate(text, { today, dateOrder }))

test('every day since 1970 is read as it is written', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2026-11-21'), noInvalidDate: true }), date => {
      const text = date.toISOString().slice(0, 10)
      assert.deepEqual(iso(text), { value: text, precision: 'day' })
      const [year = '', month = '', day = ''] = text.split('-')
      assert.equal(ordered(`${day}/${month}/${year}`, 'day-first'), text)
      assert.equal(ordered(`${Number(month)}/${Number(day)}/${year}`, 'month-first'), text)
    }),
  )
})

test('a month alone has the precision of a month', () => {
  assert.deepEqual(iso('2025-03'), { value: '2025-03', precision: 'month' })
})

test('a date that could be read in two ways is refused until an order is given', () => {
  assert.match(said(iso('03/04/2025')), /could be read in two ways/)
  assert.equal(ordered('03/04/2025', 'day-first'), '2025-04-03')
  assert.equal(ordered('03/04/2025', 'month-first'), '2025-03-04')
})

test('two digits of a year mean the latest such year that is not in the future', () => {
  assert.equal(ordered('8/27/06', 'month-first'), '2006-08-27')
  assert.equal(ordered('1/2/26', 'day-first'), '2026-02-01')
  assert.equal(ordered('1/2/99', 'day-first'), '1999-02-01')
})

test('the empty dates of spreadsheets are named for what they are', () => {
  const zero = /is what a spreadsheet writes for an empty date/
  const days = ['1899-12-30', '1900-01-00', '1900-01-01', '1904-01-01']
  assert.deepEqual(
    days.filter(text => zero.test(said(iso(text)))),
    days,
  )
})

test("a spreadsheet's number for a day is named for what it is", () => {
  assert.match(said(iso('45321')), /a spreadsheet's own number for a day/)
})

test('the future starts tomorrow', () => {
  assert.equal(said(iso('2026-11-21')), '2026-11-21')
  assert.match(said(iso('2026-11-22')), /is in the future/)
  assert.equal(said(iso('2026-11')), '2026-11')
  assert.match(said(iso('2026-12')), /is in the future/)
})

test('days that no calendar has are refused', () => {
  assert.match(said(iso('2025-02-29')), /is not a day of the calendar/)
  assert.equal(said(iso('2024-02-29')), '2024-02-29')
  assert.match(said(iso('2025-13-01')), /is not a day of the calendar/)
  assert.match(ordered('13/27/2025', 'day-first'), /is not a day of the calendar/)
})

test('a date before 1970 and a missing one are refused', () => {
  assert.match(said(iso('1969-12-31')), /too long ago/)
  assert.equal(said(iso('')), 'The date is missing.')
})

test('a time is an hour or a minute, with the date or in its own column', () => {
  const moment = (date: string, time = '') => readMoment(date, time, { today })
  assert.deepEqual(moment('2025-03-04 21:30'), { value: '2025-03-04T21:30', precision: 'minute' })
  assert.deepEqual(moment('2025-03-04T21:30:59'), { value: '2025-03-04T21:30', precision: 'minute' })
  assert.deepEqual(moment('2025-03-04', '5:35:00'), { value: '2025-03-04T05:35', precision: 'minute' })
  assert.deepEqual(moment('2025-03-04', '21'), { value: '2025-03-04T21:00', precision: 'hour' })
  assert.deepEqual(moment('2025-03-04'), { value: '2025-03-04', precision: 'day' })
})

test('times that are no times, of another zone, given twice or without a day are refused', () => {
  const reason = (date: string, time = '') => said(readMoment(date, time, { today }))
  assert.match(reason('2025-03-04', '24:00'), /is not a time/)
  assert.match(reason('2025-03-04', '12:60'), /is not a time/)
  assert.match(reason('2025-03-04T21:30:00Z'), /names a time zone/)
  assert.match(reason('2025-03-04T21:30+01:00'), /names a time zone/)
  assert.match(reason('2025-03-04 21:30', '21:30'), /given twice/)
  assert.match(reason('2025-03', '21:30'), /a time without a day/)
})

test('a stated precision makes a time less exact, never more', () => {
  const moment = { value: '2025-03-04T21:30', precision: 'minute' } as const
  assert.deepEqual(coarser(moment, 'hour'), { value: '2025-03-04T21:00', precision: 'hour' })
  assert.deepEqual(coarser(moment, 'day'), { value: '2025-03-04', precision: 'day' })
  assert.deepEqual(coarser(moment, 'month'), { value: '2025-03', precision: 'month' })
  assert.match(said(coarser({ value: '2025-03-04', precision: 'day' }, 'hour')), /only say the day/)
})
