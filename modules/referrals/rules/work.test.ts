import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { ukDay } from '#platform/clock'
import { endOfDay, firstClocks, firstWaitClocks } from './clocks.ts'
import { firstRouteClocks } from './routes.ts'
import type { EventKind, ReferralEvent } from './states.ts'
import { callWork, workOf } from './work.ts'

const calendar = { clocks: firstClocks, waits: firstWaitClocks, routes: firstRouteClocks, closed: new Set<string>() }
const at = (iso: string, event: EventKind, what = '', more: Partial<ReferralEvent> = {}): ReferralEvent => ({
  ...{ id: iso, event, what, why: '', at: new Date(iso) },
  ...more,
})
const dues = (events: readonly ReferralEvent[], closed: readonly string[] = []) => {
  const { waits, due_at, chair_at } = workOf(events, 'days', { ...calendar, closed: new Set(closed) }, ukDay)
  return [waits, due_at?.toISOString(), chair_at?.toISOString()]
}

describe('what a referral waits for', () => {
  test('sent on the Thursday before Easter, an urgent one is due at the end of Tuesday: Friday and Monday are bank holidays', () => {
    const sent = [at('2026-04-02T10:00:00Z', 'sent')]
    assert.deepEqual(dues(sent), ['sorting', '2026-04-03T23:00:00.000Z', '2026-04-03T23:00:00.000Z'])
    const easter = ['2026-04-03', '2026-04-06']
    assert.deepEqual(dues(sent, easter), ['sorting', '2026-04-07T23:00:00.000Z', '2026-04-07T23:00:00.000Z'])
  })

  test('the chair hears of a routine one a working day after it was missed, over a weekend too', () => {
    const events = [at('2026-06-05T10:00:00Z', 'sent'), at('2026-06-05T11:00:00Z', 'clock', 'routine')]
    assert.deepEqual(dues(events), ['sorting', '2026-06-12T23:00:00.000Z', '2026-06-15T23:00:00.000Z'])
  })

  test('children’s social care is told the same day, and asked after one working day; then nothing waits', () => {
    const decided = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'decided', 'child-protection')]
    assert.deepEqual(dues(decided).slice(0, 2), ['telling', '2026-06-01T23:00:00.000Z'])
    const told = [...decided, at('2026-06-01T10:30:00Z', 'told', 'child-protection')]
    assert.deepEqual(dues(told).slice(0, 2), ['answer', '2026-06-02T23:00:00.000Z'])
    const back = at('2026-06-02T10:30:00Z', 'came back', 'child-protection', { reason: 'assessment' })
    assert.deepEqual(dues([...told, back]), ['nothing', undefined, undefined])
  })

  test('what was asked for by a day waits until the end of that day; without a day, of the fifth working day', () => {
    const sent = at('2026-06-01T09:00:00Z', 'sent')
    const asked = at('2026-06-01T10:00:00Z', 'returned', '', { due: '2026-06-10' })
    assert.deepEqual(dues([sent, asked]).slice(0, 2), ['more', '2026-06-10T23:00:00.000Z'])
    assert.deepEqual(dues([sent, { ...asked, due: null }]).slice(0, 2), ['more', '2026-06-08T23:00:00.000Z'])
  })

  test('what is closed or withdrawn still waits until the body that leads is told, or somebody says why not; then for nothing', () => {
    const led = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'decided', 'child-protection')]
    for (const over of [at('2026-06-01T11:00:00Z', 'withdrawn'), at('2026-06-01T11:00:00Z', 'decided', 'duplicate')]) {
      assert.deepEqual(dues([...led, over]).slice(0, 2), ['telling', '2026-06-01T23:00:00.000Z'])
      for (const event of ['told', 'not told'] as const)
        assert.deepEqual(dues([...led, over, at('2026-06-01T12:00:00Z', event, 'child-protection')])[0], 'nothing')
    }
  })

  test('accepted, it is late when its group has not talked about it in 20 working days, and 5 after the group decided', () => {
    const accepted = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'decided', 'interventions')]
    assert.deepEqual(dues(accepted), ['group', '2026-06-29T23:00:00.000Z', '2026-06-30T23:00:00.000Z'])
    const group = at('2026-06-10T10:00:00Z', 'group decided', 'grp.interventions')
    assert.deepEqual(dues([...accepted, group]).slice(0, 2), ['opening', '2026-06-17T23:00:00.000Z'])
    const local = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'decided', 'operational')]
    assert.deepEqual(dues([...local, at('2026-06-10T10:00:00Z', 'group decided', 'grp.local')])[0], 'nothing')
  })

  test('both groups: once the Interventions Group has decided, a case is due 5 working days later, whether the other has talked or not', () => {
    const both = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'decided', 'both')]
    const [help, tactical] = [
      at('2026-06-10T10:00:00Z', 'group decided', 'grp.interventions'),
      at('2026-06-12T10:00:00Z', 'group decided', 'grp.tactical'),
    ]
    assert.deepEqual(dues([...both, tactical]).slice(0, 2), ['group', '2026-06-29T23:00:00.000Z'])
    assert.deepEqual(dues([...both, help]).slice(0, 2), ['opening', '2026-06-17T23:00:00.000Z'])
    assert.deepEqual(dues([...both, help, tactical]).slice(0, 2), ['opening', '2026-06-17T23:00:00.000Z'])
    const anew = [...both, help, at('2026-06-11T10:00:00Z', 'decided', 'both')]
    assert.deepEqual(dues(anew).slice(0, 2), ['group', '2026-07-09T23:00:00.000Z'])
  })

  test('taken up although nobody answered, its organisation is rung again until somebody answers, whatever is decided meanwhile', () => {
    const taken = [at('2026-06-01T09:00:00Z', 'sent'), at('2026-06-01T10:00:00Z', 'called back', 'not-reached')]
    assert.equal(dues(taken)[0], 'sorting')
    const accepted = [...taken, at('2026-06-01T11:00:00Z', 'decided', 'interventions')]
    assert.deepEqual(dues(accepted).slice(0, 2), ['ringing', '2026-06-02T23:00:00.000Z'])
    const helped = [...accepted, at('2026-06-02T11:00:00Z', 'case opened')]
    assert.equal(dues(helped)[0], 'ringing')
    assert.equal(dues([...helped, at('2026-06-02T12:00:00Z', 'called back', 'not-reached')])[0], 'ringing')
    for (const what of ['confirmed', 'not-theirs'])
      assert.equal(dues([...helped, at('2026-06-02T12:00:00Z', 'called back', what)])[0], 'nothing')
    assert.equal(dues([...accepted, at('2026-06-02T12:00:00Z', 'withdrawn')])[0], 'nothing')
  })

  test('after reasonable grounds the last answer is asked for after 30 working days, and not each week', () => {
    const nrm = [
      at('2026-06-01T09:00:00Z', 'sent'),
      at('2026-06-01T10:00:00Z', 'decided', 'nrm'),
      at('2026-06-01T11:00:00Z', 'told', 'nrm'),
    ]
    assert.deepEqual(dues(nrm).slice(0, 2), ['answer', '2026-06-08T23:00:00.000Z'])
    const yes = at('2026-06-05T10:00:00Z', 'came back', 'nrm', { reason: 'grounds-yes' })
    assert.deepEqual(dues([...nrm, yes]).slice(0, 2), ['answer', '2026-07-17T23:00:00.000Z'])
  })

  test('an organisation that needs help today is rung within the hour, from when it wrote', () => {
    const call = { soon: 1, received_at: new Date('2026-06-06T22:00:00Z') }
    const { due_at, chair_at } = callWork(call, calendar, ukDay)
    assert.deepEqual([due_at, chair_at], [new Date('2026-06-06T23:00:00Z'), new Date('2026-06-06T23:00:00Z')])
  })

  test('a day ends at midnight in England, in winter and in summer, and on the days when the clocks change', () => {
    const ends = ['2026-01-15', '2026-07-15', '2026-03-28', '2026-03-29', '2026-10-25'].map(day => endOfDay(day, ukDay))
    assert.deepEqual(
      ends.map(end => end.toISOString().slice(5, 16)),
      ['01-16T00:00', '07-15T23:00', '03-29T00:00', '03-29T23:00', '10-26T00:00'],
    )
  })
})

// The Banking and Financial Dealings Act 1971 and the two days of common law, worked out by another way than the list was written.
function holidaysOf(year: number): string[] {
  const iso = (month: number, day: number): string =>
    new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
  const weekday = (day: string): number => new Date(day).getUTCDay()
  const monday = (month: number, days: readonly number[]): string =>
    days.map(day => iso(month, day)).find(day => weekday(day) === 1) ?? ''
  const [week, lastWeek] = [
    [1, 2, 3, 4, 5, 6, 7],
    [25, 26, 27, 28, 29, 30, 31],
  ]
  // Anonymous Gregorian computus (Nature, 20 April 1876).
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  const easter = Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1)
  const from = (days: number): string => new Date(easter + days * 86_400_000).toISOString().slice(0, 10)
  const newYear = [1, 2, 3].map(day => iso(1, day)).find(day => ![0, 6].includes(weekday(day))) ?? ''
  const christmas = [25, 26, 27, 28].map(day => iso(12, day)).filter(day => ![0, 6].includes(weekday(day)))
  const ends = christmas.slice(0, 2)
  return [newYear, from(-2), from(1), monday(5, week), monday(5, lastWeek), monday(8, lastWeek), ...ends]
}

test('the pack’s bank holidays are those that the law gives England for 2025 to 2028', () => {
  const file = new URL('../../../partnerships/common/model/bank_holidays.csv', import.meta.url)
  const days = readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap(line => line.split(',')[0] || [])
  assert.deepEqual(days.toSorted(), [2025, 2026, 2027, 2028].flatMap(holidaysOf).toSorted())
})
