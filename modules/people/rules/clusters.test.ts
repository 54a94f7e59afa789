import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Change, type Neighbourhood, partings, regroup, type SaidPair, type WeighedPair } from './clusters.ts'

const names = (): (() => string) => {
  let next = 0
  return () => `person ${++next}`
}
const pair = (one: string, other: string, weight: number, apart = false): WeighedPair => ({ one, other, weight, apart })
const hood = (it: Partial<Neighbourhood>): Neighbourhood => ({
  records: [],
  pairs: [],
  said: [],
  standing: new Map(),
  ...it,
})
const groupsOf = (clusters: ReadonlyMap<string, string>): string[] =>
  [...Map.groupBy(clusters, ([, cluster]) => cluster).values()]
    .map(rows =>
      rows
        .map(([record]) => record)
        .sort()
        .join(''),
    )
    .sort()

describe('what follows a cluster', () => {
  const change = (before: Record<string, string>, after: Record<string, string>): Change => ({
    ...{ kind: 'rearranged', before: new Map(Object.entries(before)), after: new Map(Object.entries(after)) },
  })
  test('a cluster that keeps its number has neither moved nor parted; one that lost it has moved; one in two parts has parted', () => {
    const found = partings([
      change({ a: 'X', b: 'Y', c: 'Y' }, { a: 'X', b: 'X', c: 'X' }),
      change({ d: 'Z', e: 'Z', f: 'W' }, { d: 'Z', e: 'new', f: 'new' }),
    ])
    assert.deepEqual(
      [[...found.moved], found.parted],
      [
        [
          ['Y', 'X'],
          ['W', 'new'],
        ],
        ['Z'],
      ],
    )
  })
})

describe('records put into people', () => {
  test('a weight of 12 brings two together, one of 3 does not', () => {
    const found = regroup(hood({ records: ['a', 'b', 'c'], pairs: [pair('a', 'b', 12), pair('b', 'c', 3)] }), names())
    assert.deepEqual(groupsOf(found.clusters), ['ab', 'c'])
    assert.deepEqual(
      found.changes.map(({ kind }) => kind),
      ['merged'],
    )
  })

  test('twins with a weight of 12 stay apart, also by way of a third record', () => {
    const pairs = [pair('a', 'b', 12, true), pair('a', 'c', 11), pair('b', 'c', 10)]
    assert.deepEqual(groupsOf(regroup(hood({ records: ['a', 'b', 'c'], pairs }), names()).clusters), ['ac', 'b'])
  })

  test('one bridge of 7 between two pairs of 20 does not make one person of four records that speak against it', () => {
    const pairs = [pair('a', 'b', 20), pair('c', 'd', 20), pair('b', 'c', 7)]
    assert.deepEqual(groupsOf(regroup(hood({ records: ['a', 'b', 'c', 'd'], pairs }), names()).clusters), ['ab', 'cd'])
  })

  test('what a person said counts before any weight: "same" joins at -5, "not same" parts at 20', () => {
    const said: SaidPair[] = [
      { one: 'a', other: 'b', said: 'same' },
      { one: 'c', other: 'd', said: 'not same' },
    ]
    const pairs = [pair('a', 'b', -5, true), pair('c', 'd', 20)]
    assert.deepEqual(groupsOf(regroup(hood({ records: ['a', 'b', 'c', 'd'], pairs, said }), names()).clusters), [
      'ab',
      'c',
      'd',
    ])
  })

  test('a cluster of three keeps its number when one record goes', () => {
    const standing = new Map([
      ['a', 'P'],
      ['b', 'P'],
      ['c', 'P'],
    ])
    const pairs = [pair('a', 'b', 20), pair('b', 'c', 20), pair('a', 'c', 20)]
    const said: SaidPair[] = [
      { one: 'a', other: 'c', said: 'not same' },
      { one: 'b', other: 'c', said: 'not same' },
    ]
    const found = regroup(hood({ records: ['a', 'b', 'c'], pairs, said, standing }), names())
    assert.deepEqual(
      [...found.clusters],
      [
        ['a', 'P'],
        ['b', 'P'],
        ['c', 'person 1'],
      ],
    )
    assert.deepEqual(
      found.changes.map(({ kind }) => kind),
      ['split'],
    )
  })

  test('any decision that is undone leaves every record where it stood, under the same number', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f']
    const couples = letters.flatMap((one, at) => letters.slice(at + 1).map(other => [one, other] as const))
    const weights = fc.tuple(...couples.map(() => fc.integer({ min: -6, max: 25 })))
    fc.assert(
      fc.property(weights, fc.nat(couples.length - 1), fc.boolean(), (drawn, which, same) => {
        const pairs = couples
          .map(([one, other], at) => pair(one, other, drawn[at] ?? 0))
          .filter(({ weight }) => weight > -6)
        const fresh = names()
        const start = regroup(hood({ records: letters, pairs }), fresh).clusters
        const [one, other] = couples[which] ?? ['a', 'b']
        const said: SaidPair[] = [{ one, other, said: same ? 'same' : 'not same' }]
        const after = regroup(hood({ records: letters, pairs, said, standing: start }), fresh)
        const back = regroup(hood({ records: letters, pairs, standing: after.clusters, restored: start }), fresh)
        assert.deepEqual([...back.clusters].toSorted(), [...start].toSorted())
      }),
      { numRuns: 200 },
    )
  })
})
