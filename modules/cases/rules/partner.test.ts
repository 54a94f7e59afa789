import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { concernsWaiting, mustNotKnow, toldByChange, waysNow } from './partner.ts'

const contact = (safety: string, must_not_know = '') => ({ value: safety, safety, must_not_know })
const news = (what: 'concern' | 'came', at: number) =>
  ({ id: String(at), file: 'f', what, words: 'x', on_day: '2026-11-20', at: new Date(at) }) as const

describe('support of a partner', () => {
  test('a kind of help with a partner’s side tells when it begins and when another takes its place, and not when it is kept', () => {
    assert.deepEqual(
      [toldByChange(false, true), toldByChange(true, false), toldByChange(true, true), toldByChange(false, false)],
      ['began', 'ended', undefined, undefined],
    )
  })

  test('who must not know stands each once; where nobody is named, it is the person on the programme', () => {
    assert.deepEqual(mustNotKnow([contact('safe', 'Rhys'), contact('never', ' Rhys '), contact('safe')]), ['Rhys'])
    assert.deepEqual(mustNotKnow([]), ['The person on the programme, and everybody who works with them'])
  })

  test('a way that is never safe is not offered, and after a no, none is', () => {
    const all = [contact('safe'), contact('ask-first'), contact('never')]
    assert.deepEqual(
      waysNow('wants contact', all).map(({ value }) => value),
      ['safe', 'ask-first'],
    )
    assert.deepEqual(waysNow('no contact', all), [])
  })

  test('a concern waits until somebody acted on that very one, whenever it came; what is no concern does not wait', () => {
    const told = [news('concern', 3), news('came', 2), news('concern', 1)]
    assert.deepEqual(concernsWaiting(told, []).length, 2)
    assert.deepEqual(
      concernsWaiting(told, [{ answers: ['1'] }]).map(({ id }) => id),
      ['3'],
    )
    assert.deepEqual(concernsWaiting(told, [{ answers: ['3'] }, { answers: ['1'] }]), [])
  })
})
