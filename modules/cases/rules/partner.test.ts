import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { concernsWaiting, isTakenBack, mustNotKnow, newsSays, toldByChange, waysNow } from './partner.ts'

const contact = (safety: string, must_not_know = '') => ({ value: safety, safety, must_not_know })
const news = (what: 'concern' | 'came', at: number) =>
  ({ id: String(at), file: 'f', what, taken: null, words: 'x', on_day: '2026-11-20', at: new Date(at) }) as const

describe('support of a partner', () => {
  test('a kind of help with a partner’s side tells when it begins and when another takes its place, and not when it is kept', () => {
    assert.deepEqual(
      [toldByChange(false, true), toldByChange(true, false), toldByChange(true, true), toldByChange(false, false)],
      ['began', 'ended', undefined, undefined],
    )
  })

  test('a session is taken back, unless another of the same day says the same; a hold written down twice is not, while the case stands as before', () => {
    const alone = { moved: false, same: false, twice: false }
    assert.deepEqual([isTakenBack('came', alone), isTakenBack('came', { ...alone, same: true })], [true, false])
    assert.equal(isTakenBack('came', { ...alone, twice: true }), true, 'of another day')
    assert.deepEqual([isTakenBack('paused', alone), isTakenBack('paused', { ...alone, twice: true })], [true, false])
    assert.equal(isTakenBack('ended', { moved: true, same: true, twice: true }), true, 'the case is open after all')
  })

  test('what is taken back is named with the day for which it was told, and leaves a concern of that day as it is', () => {
    const on_day = '20 November'
    assert.equal(newsSays({ what: 'concern', taken: null, on_day }, String), 'Safety concern')
    assert.equal(
      newsSays({ what: 'taken back', taken: 'came', on_day }, String),
      'Taken back: “Came to a session”, told for 20 November. It was written down wrongly. This takes back nothing else, and no safety concern',
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
