import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  agreementOf,
  atThresholds,
  isSampled,
  type Said,
  shareOf,
  stepsInWords,
  voiceOf,
  warningsOf,
} from './review.ts'

const repeat = (count: number, pair: readonly [Said, Said]): (readonly [Said, Said])[] =>
  Array.from({ length: count }, () => pair)
const rounded = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 1_000) / 1_000

describe('two people’s answers', () => {
  test('20 same, 15 not same, 5 and 10 mixed: kappa 0.4, the textbook table of Cohen’s measure, 0.145 to 0.655', () => {
    const answers = [
      ...repeat(20, ['same', 'same']),
      ...repeat(5, ['same', 'not same']),
      ...repeat(10, ['not same', 'same']),
      ...repeat(15, ['not same', 'not same']),
    ]
    const { pairs, agreed, kappa } = agreementOf(answers)
    assert.deepEqual([pairs, agreed], [50, 35])
    assert.equal(rounded(kappa?.value), 0.4)
    assert.deepEqual([rounded(kappa?.low), rounded(kappa?.high)], [0.146, 0.654])
  })

  test('nine pairs are too few, and answers that are all one say nothing beyond chance', () => {
    assert.equal(agreementOf(repeat(9, ['same', 'same'])).kappa, undefined)
    assert.equal(agreementOf(repeat(30, ['same', 'same'])).kappa, undefined)
  })
})

describe('shares and thresholds', () => {
  test('8 of 10 is 0.8, between 0.49 and 0.943; of none nothing is said', () => {
    const share = shareOf(8, 10)
    assert.deepEqual([share?.value, rounded(share?.low), rounded(share?.high)], [0.8, 0.49, 0.943])
    assert.equal(shareOf(0, 0), undefined)
  })

  test('three of one person at 0.999, 0.96 and 0.6 and one of two at 0.97: at 0.95 precision 2 in 3, recall 2 in 3', () => {
    const at = atThresholds([
      { said: 'same', score: 0.9991 },
      { said: 'same', score: 0.96 },
      { said: 'same', score: 0.6 },
      { said: 'not same', score: 0.97 },
    ]).find(({ threshold }) => threshold === 0.95)
    assert.deepEqual([rounded(at?.precision?.value), rounded(at?.recall?.value)], [0.667, 0.667])
    assert.deepEqual([at?.precision?.of, at?.recall?.of], [3, 3])
  })

  test('one pair in five is asked of a second person: 52 of the 256 endings of an id', () => {
    const endings = Array.from({ length: 256 }, (_, n) => `0000-${n.toString(16).padStart(2, '0')}`)
    assert.equal(endings.filter(isSampled).length, 52)
  })
})

describe('the waterfall in words', () => {
  test('a weight of 8 speaks strongly for, 0 says nothing, -7 speaks strongly against', () => {
    assert.deepEqual(
      [8, 0, -7].map(weight => voiceOf(weight).strength),
      [3, 0, -3],
    )
  })

  test('a swapped date and a rare name are said so; what nobody recorded is left out', () => {
    const step = { left: '', right: '', frequency: 0 }
    const steps = [
      { ...step, comparison: 'dob', found: 'day and month exchanged', weight: 8 },
      { ...step, comparison: 'surname', found: 'the same', weight: 6, frequency: 3 },
      { ...step, comparison: 'upn', found: 'not recorded', weight: 0 },
    ]
    assert.deepEqual(
      stepsInWords({ steps }).map(({ what, found }) => `${what}: ${found}`),
      ['Date of birth: the same, with day and month changed about', 'Family name: the same, and it is rare'],
    )
  })

  test('twins and siblings each have their warning', () => {
    assert.match(warningsOf({ guards: ['twins'] })[0] ?? '', /may be twins/)
    assert.match(warningsOf({ guards: ['siblings'] })[0] ?? '', /brothers or sisters/)
  })
})
