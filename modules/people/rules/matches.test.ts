import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { agesInWords, memberUntil } from './groups.ts'
import { compare, type MatchEvent, pairOf, type Side, stateOfPair } from './matches.ts'

const rhys: Side = {
  person: {
    given_name: 'Rhys',
    family_name: 'Merriwyn',
    other_names: [],
    born: '2011-03-27',
    born_precision: 'day',
    sex: 'male',
  },
  numbers: [{ scheme: 'nhs', value: '9990000018' }],
  addresses: [{ postcode: 'CV21 1AA' }],
}
const side = (person: Partial<Side['person']>, more: Partial<Side> = {}): Side => ({
  ...rhys,
  ...more,
  person: { ...rhys.person, ...person },
})
const words = (a: Side, b: Side): Record<string, string> =>
  Object.fromEntries(compare(a, b).map(it => [it.what, it.verdict]))

describe('two records beside each other', () => {
  test('a record agrees with itself in all that it knows', () => {
    assert.deepEqual(words(rhys, rhys), {
      name: 'agrees',
      born: 'agrees',
      sex: 'agrees',
      numbers: 'agrees',
      postcode: 'agrees',
    })
  })

  test('swapped names, accents and a postcode without its gap are the same; another name shared is partly the same', () => {
    const swapped = side({ given_name: 'MERRIWYN', family_name: 'Rhŷs' }, { addresses: [{ postcode: 'cv211aa' }] })
    assert.equal(words(rhys, swapped)['name'], 'agrees')
    assert.equal(words(rhys, swapped)['postcode'], 'agrees')
    assert.equal(words(rhys, side({ family_name: 'Osnaby' }))['name'], 'agrees in part')
    assert.equal(words(rhys, side({ given_name: 'Owen', family_name: 'Osnaby' }))['name'], 'differs')
  })

  test('a year alone agrees in part with a whole date of that year, and differs from another', () => {
    assert.equal(words(rhys, side({ born: '2011-01-01', born_precision: 'year' }))['born'], 'agrees in part')
    assert.equal(words(rhys, side({ born: '2010-01-01', born_precision: 'year' }))['born'], 'differs')
    assert.equal(words(rhys, side({ born: null, born_precision: 'unknown' }))['born'], 'not known')
  })

  test('what one may not read, and what one record does not have, cannot be compared', () => {
    assert.equal(words(rhys, side({}, { numbers: undefined }))['numbers'], 'not known')
    assert.equal(
      words(rhys, side({}, { numbers: [{ scheme: 'upn', value: 'B801200005001' }] }))['numbers'],
      'not known',
    )
    assert.equal(words(rhys, side({}, { addresses: [] }))['postcode'], 'not known')
    assert.equal(words(rhys, side({}, { numbers: [{ scheme: 'nhs', value: '9434765919' }] }))['numbers'], 'differs')
  })

  test('it does not matter which record is held beside which', () => {
    const names = fc.constantFrom('Rhys', 'Merriwyn', 'Osnaby', '')
    const born = fc.constantFrom('2011-03-27', '2011-03-01', '2010-03-27', null)
    const drawn = fc
      .record({ given_name: names, family_name: names, born, sex: fc.constantFrom('male', 'female', 'not known') })
      .map(it => side({ ...it, born_precision: it.born === null ? 'unknown' : 'day' }))
    fc.assert(fc.property(drawn, drawn, (a, b) => assert.deepEqual(compare(a, b), compare(b, a))))
  })
})

describe('what a pair is', () => {
  const event = fc.record({
    event: fc.constantFrom<MatchEvent>('same', 'not same', 'undone'),
    at: fc.integer({ min: 0, max: 20 }).map(n => new Date(n)),
    id: fc.uuid(),
  })

  test('the latest word counts, in whatever order they are read; undone is as if nobody had said anything', () => {
    fc.assert(
      fc.property(fc.uniqueArray(event, { selector: it => it.id, maxLength: 8 }), events => {
        const state = stateOfPair(events)
        assert.ok(['same', 'not same', 'not said'].includes(state))
        assert.equal(stateOfPair(events.toReversed()), state)
        const later = { event: 'undone' as const, at: new Date(21), id: 'z' }
        assert.equal(stateOfPair([...events, later]), 'not said')
      }),
    )
  })

  test('a pair has one order', () => {
    fc.assert(fc.property(fc.uuid(), fc.uuid(), (a, b) => assert.deepEqual(pairOf(a, b), pairOf(b, a))))
  })
})

describe('groups of friends', () => {
  test('a membership of 1 January ends on 2 July', () => {
    assert.equal(memberUntil(new Date('2026-01-01T12:00:00Z')).toISOString().slice(0, 10), '2026-07-02')
  })

  test('ages in words', () => {
    const said = [
      [13, 16],
      [13, null],
      [null, 16],
      [14, 14],
      [null, null],
    ] as const
    assert.deepEqual(
      said.map(([youngest, oldest]) => agesInWords({ youngest, oldest })),
      ['between 13 and 16', 'from 13', 'up to 16', 'all 14', 'ages not known'],
    )
  })
})
