import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { byFitWords, type Fit, type FoundOf, fittingOf, fitWords, type Offered } from './fitting.ts'

const offer: Offered = {
  name: 'Loss group',
  factors: ['risk.fam.bereavement', 'prot.ind.health', 'prot.com.role_models'],
  life_stages: [],
  age_from: 8,
  age_to: 16,
  state: 'offered',
}
const stages = [
  { id: 'ls.child', name: '5 to 11', age_from: 5, age_to: 11 },
  { id: 'ls.teen', name: '11 to 16', age_from: 11, age_to: 16 },
  { id: 'ls.older', name: '16 and over', age_from: 16, age_to: null },
]
const loss: FoundOf = {
  factor: 'risk.fam.bereavement',
  kind: 'risk',
  label: 'Has lost somebody close',
  state: 'present',
}
const health: FoundOf = { factor: 'prot.ind.health', kind: 'strength', label: 'Feels well', state: 'not present' }
const mentor: FoundOf = {
  factor: 'prot.com.role_models',
  kind: 'strength',
  label: 'Looks up to somebody',
  state: 'present',
}

describe('why a programme may fit', () => {
  test('what was found stands as a reason in words, strengths first', () => {
    assert.deepEqual(fittingOf(offer, { found: [loss, health, mentor], age: 12 }, stages), {
      fit: 'both',
      reasons: [
        'Builds up what is missing now: feels well',
        'Builds on a strength: looks up to somebody',
        'Works on: has lost somebody close',
      ],
      against: [],
    })
  })
  test('a suspected risk says that it is suspected', () => {
    const fit = fittingOf(offer, { found: [{ ...loss, state: 'suspected' }], age: undefined }, stages)
    assert.deepEqual(fit?.reasons, ['Works on: has lost somebody close (suspected)'])
  })
  test('a risk that is not there, and a strength that nobody knows of, are no reason', () => {
    const found = [
      { ...loss, state: 'not present' as const },
      { ...health, state: 'not known' as const },
    ]
    assert.equal(fittingOf(offer, { found, age: 12 }, stages), undefined)
  })
  test('at 7 and at 17 it stands apart with its ages as the reason; where the age is not known it is not kept back', () => {
    const at = (age: number | undefined) => fittingOf(offer, { found: [loss], age }, stages)
    assert.deepEqual([at(7)?.fit, at(7)?.against], ['outside', ['It begins at age 8']])
    assert.deepEqual([at(17)?.fit, at(17)?.against], ['outside', ['It ends at age 16']])
    assert.deepEqual([at(undefined)?.fit, at(8)?.fit, at(16)?.fit], ['risk', 'risk', 'risk'])
  })
  test('one that is named for another stage of life stands apart and says which; at 16 the stage from 16 has begun', () => {
    const open = { ...offer, life_stages: ['ls.child', 'ls.teen'], age_from: null, age_to: null }
    const at = (age: number | undefined) => fittingOf(open, { found: [loss], age }, stages)
    assert.deepEqual(
      [at(16)?.fit, at(16)?.against],
      ['elsewhere', ['Named for the stage of life 5 to 11 and 11 to 16']],
    )
    assert.deepEqual([at(15)?.fit, at(undefined)?.fit], ['risk', 'risk'])
    assert.equal(fittingOf({ ...open, life_stages: [] }, { found: [loss], age: 40 }, stages)?.fit, 'risk')
  })
  test('one that takes nobody new says so and stands apart', () => {
    const fit = fittingOf({ ...offer, state: 'paused' }, { found: [loss], age: 12 }, stages)
    assert.deepEqual([fit?.fit, fit?.against], ['outside', ['It takes nobody new at present']])
  })
  test('more that fits never moves a programme up: the order is that of the words and of names, whatever was found', () => {
    const fit = fc.constantFrom(...(Object.keys(fitWords) as Fit[]))
    const one = fc.record({ fit, name: fc.constantFrom('A', 'B', 'C'), reasons: fc.array(fc.string()) })
    fc.assert(
      fc.property(fc.array(one), list => {
        const order = (some: typeof list) => some.toSorted(byFitWords).map(it => `${it.fit} ${it.name}`)
        const bare = list.map(it => ({ ...it, reasons: [] }))
        assert.deepEqual(order(list), order(bare.toReversed()))
      }),
    )
  })
  test('what a programme says of fitting holds words alone: no field of it is a number', () => {
    JSON.parse(JSON.stringify(fittingOf(offer, { found: [loss, mentor], age: 12 }, stages)), (_, value: unknown) =>
      assert.notEqual(typeof value, 'number'),
    )
  })
})
