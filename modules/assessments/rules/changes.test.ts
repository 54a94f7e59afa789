import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { besideEachOther, changeInWords, changesFinding, wasFound } from './changes.ts'
import { contextKeys, type FactorState, stateWords } from './contexts.ts'
import type { FoundFactor } from './findings.ts'

const one = (factor: string, state: FactorState, more: Partial<FoundFactor> = {}): FoundFactor => ({
  ...{ factor, kind: 'risk', context: 'school', label: factor, state },
  ...{ evidence: 'x', source: 'x', seen_on: null, told_to: '' },
  ...more,
})
const change = (before: FactorState, after: FactorState): string => {
  const [it] = besideEachOther([one('a', before)], [one('a', after)])
  return it === undefined ? 'lost' : changeInWords(it)
}

describe('two assessments side by side', () => {
  test('a change is said in words that judge nobody', () => {
    assert.equal(change('not known', 'suspected'), 'found since')
    assert.equal(change('suspected', 'present'), 'now sure')
    assert.equal(change('present', 'suspected'), 'less sure now')
    assert.equal(change('present', 'not present'), 'no longer there')
    assert.equal(change('present', 'not known'), 'not known any more')
    assert.equal(change('not known', 'not present'), '')
    assert.equal(change('present', 'present'), '')
  })
  test('strengths come first, then the five contexts in their order; one that was asked only then is not lost', () => {
    const before = [one('old', 'present', { context: 'individual' })]
    const after = [one('b', 'present'), one('a', 'present', { kind: 'strength', context: 'community' })]
    assert.deepEqual(
      besideEachOther(before, after).map(it => it.factor),
      ['a', 'old', 'b'],
    )
  })
  test('the finding names where strengths and risks came and went, never how many', () => {
    const before = [one('a', 'present', { context: 'peer' }), one('b', 'not known', { kind: 'strength' })]
    const after = [one('a', 'not present', { context: 'peer' }), one('b', 'present', { kind: 'strength' })]
    assert.equal(
      changesFinding(besideEachOther(before, after)),
      'New strengths: school; risks no longer there: friends and peers',
    )
    assert.equal(
      changesFinding(besideEachOther([], [one('a', 'suspected'), one('c', 'present', { context: 'family' })])),
      'New risks: family and school',
    )
    assert.equal(changesFinding([]), 'No strength or risk came or went between the two')
  })
  test('whatever was found, the finding holds no figure, and a factor that was found at no time stays out of the picture', () => {
    const state = fc.constantFrom(...(Object.keys(stateWords) as FactorState[]))
    const factor = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      state,
      kind: fc.constantFrom('strength' as const, 'risk' as const),
      context: fc.constantFrom(...contextKeys),
    })
    const some = fc
      .uniqueArray(factor, { selector: ({ id }) => id })
      .map(all => all.map(({ id, ...it }) => one(id, it.state, it)))
    fc.assert(
      fc.property(some, some, (before, after) => {
        const all = besideEachOther(before, after)
        assert.doesNotMatch(changesFinding(all), /\d/)
        const found = [...before, ...after].filter(it => it.state === 'present' || it.state === 'suspected')
        assert.deepEqual(new Set(all.filter(wasFound).map(it => it.factor)), new Set(found.map(it => it.factor)))
      }),
    )
  })
})
