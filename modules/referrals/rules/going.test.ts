import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canBeReached, overInWords } from './going.ts'
import type { EventKind, ReferralEvent } from './states.ts'

const happened = (...events: readonly [EventKind, string?, string?][]): ReferralEvent[] =>
  events.map(([event, what = '', reason], at) => ({
    ...{ id: String(at), event, what, why: 'His aunt rang', at: new Date(at) },
    ...(reason === undefined ? {} : { reason }),
  }))

test('where nobody was asked what happened, help that is needed today can be reached now, and help in the next weeks cannot', () => {
  const asked = (moment: string | null, urgency: string) => canBeReached({ moment, moment_when: null, urgency })
  assert.deepEqual([asked('not-asked', 'today'), asked('not-asked', 'weeks')], [true, false])
  assert.deepEqual([asked('none', 'today'), asked(null, 'today'), asked('injury', 'weeks')], [false, false, true])
})

test('a referral that was withdrawn says that going on could put them in danger, and what was said', () =>
  assert.deepEqual(overInWords(happened(['sent'], ['withdrawn', '', 'unsafe'])), {
    state: 'Withdrawn',
    why: 'Going on could put them in danger. His aunt rang',
  }))

test('one that children’s social care leads says so; one that was opened again, or waits, is not over', () => {
  assert.deepEqual(overInWords(happened(['sent'], ['decided', 'child-protection'])), {
    state: 'Passed on',
    why: 'Children’s social care leads (front door). His aunt rang',
  })
  assert.equal(overInWords(happened(['sent'], ['withdrawn', '', 'unsafe'], ['reopened'])), undefined)
  assert.equal(overInWords(happened(['sent'])), undefined)
})
