import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { byFitWords, type Fit, type FoundOf, fittingOf, fitWords, type Offered } from './fitting.ts'

const offer: Offered = {
  name: 'Loss group',
  factors: ['risk.fam.bereavement', 'prot.ind.health', 'prot.com.role_models'],
  offered_to: ['person'],
  age_from: 8,
  age_to: 16,
  state: 'offered',
}
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
    assert.deepEqual(fittingOf(offer, { found: [loss, health, mentor], age: 12 }), {
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
    const fit = fittingOf(offer, { found: [{ ...loss, state: 'suspected' }], age: undefined })
    assert.deepEqual(fit?.reasons, ['Works on: has lost somebody close (suspected)'])
  })
  test('a risk that is not there, and a strength that nobody knows of, are no reason', () => {
    const found = [
      { ...loss, state: 'not present' as const },
      { ...health, state: 'not known' as const },
    ]
    assert.equal(fittingOf(offer, { found, age: 12 }), undefined)
  })
  test('at 7 and at 17 it stands apart with its ages as the reason; where the age is not known it is not kept back', () => {
    const at = (age: number | undefined) => fittingOf(offer, { found: [loss], age })
    assert.deepEqual([at(7)?.fit, at(7)?.against], ['outside', ['It begins at age 8']])
    assert.deepEqual([at(17)?.fit, at(17)?.against], ['outside', ['It ends at age 16']])
    assert.deepEqual([at(undefined)?.fit, at(8)?.fit, at(16)?.fit], ['risk', 'risk', 'risk'])
  })
  test('one for a parent or carer is offered as such, and its ages are theirs; what is for those who are helped as well is for them', () => {
    const as = (offered_to: Offered['offered_to'], state: Offered['state'] = 'offered') =>
      fittingOf({ ...offer, offered_to, state }, { found: [loss], age: 3 })
    assert.deepEqual([as(['carer'])?.fit, as(['carer'])?.against], ['carer', []])
    assert.deepEqual(as(['person', 'carer'])?.against, ['It begins at age 8'])
    assert.equal(as(['carer'], 'paused')?.fit, 'outside')
  })
  test('what trains a workforce or works on a system is help for nobody by name', () => {
    const sought = { found: [loss, health, mentor], age: 12 }
    assert.equal(fittingOf({ ...offer, offered_to: ['workforce'] }, sought), undefined)
    assert.equal(fittingOf({ ...offer, offered_to: ['system'] }, sought), undefined)
  })
  test('one that takes nobody new says so and stands apart', () => {
    const fit = fittingOf({ ...offer, state: 'paused' }, { found: [loss], age: 12 })
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
    JSON.parse(JSON.stringify(fittingOf(offer, { found: [loss, mentor], age: 12 })), (_, value: unknown) =>
      assert.notEqual(typeof value, 'number'),
    )
  })
})
