import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pairList, type ScoredPairs } from '../predict/pairs.ts'
import { changesBetween, nameGroups } from './changes.ts'
import { connectedComponents } from './components.ts'
import type { Decision } from './decisions.ts'
import { createEvidence } from './evidence.ts'
import { type ClusterRules, gather } from './gather.ts'
import { createPeople } from './people.ts'

type Pair = readonly [left: number, right: number, weight: number, apart?: number]

function pairs(...list: readonly Pair[]): ScoredPairs {
  const found = pairList()
  for (const [left, right, weight, apart = 0] of list) found.add(left, right, weight, apart)
  return found.finish()
}

const rules: ClusterRules = { join: 5, fracture: 0 }
const groupsOf = (records: number, list: ScoredPairs, given: ClusterRules = rules): (readonly number[])[] => [
  ...gather(createEvidence(records, list), [...Array(records).keys()], given).groups,
]

describe('gathering', () => {
  test('a pair at the join weight is one person; just below it is two', () => {
    assert.deepEqual(groupsOf(2, pairs([0, 1, 5])), [[0, 1]])
    assert.deepEqual(groupsOf(2, pairs([0, 1, 4.9])), [[0], [1]])
  })
  test('one false bridge does not chain two people whose other records speak against it', () => {
    const bridged = pairs([0, 1, 20], [2, 3, 20], [1, 2, 8], [0, 2, -9], [0, 3, -9], [1, 3, -9])
    assert.deepEqual(groupsOf(4, bridged), [
      [0, 1],
      [2, 3],
    ])
    assert.deepEqual([...connectedComponents(4, bridged, 5)], [0, 0, 0, 0])
  })
  test('records never compared do not speak against a link', () => {
    assert.deepEqual(groupsOf(3, pairs([0, 1, 20], [1, 2, 8])), [[0, 1, 2]])
  })
  test('twins stay apart even when a third record is like both', () => {
    const twins = pairs([0, 1, -5, 1], [0, 2, 20], [1, 2, 18])
    const { groups, refusals } = gather(createEvidence(3, twins), [0, 1, 2], rules)
    assert.deepEqual(groups, [[0, 2], [1]])
    assert.deepEqual(
      refusals.map(({ left, right, because }) => [left, right, because]),
      [[1, 2, 'guard']],
    )
  })
  test('a fracture above the join weight is refused', () => {
    assert.throws(() => groupsOf(1, pairs(), { join: 1, fracture: 2 }), /fracture must not be above join: 2 > 1/)
  })
  test('the order in which pairs are listed leaves no trace', () => {
    const list = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: -9, max: 9 })), { maxLength: 20 })
    fc.assert(
      fc.property(list, found => {
        const unique = [
          ...new Map(found.filter(([a, b]) => a < b).map(pair => [`${pair[0]} ${pair[1]}`, pair])).values(),
        ]
        assert.deepEqual(groupsOf(8, pairs(...unique)), groupsOf(8, pairs(...unique.reverse())))
      }),
    )
  })
})

describe('decisions', () => {
  const strong = pairs([0, 1, 20], [1, 2, 20], [0, 2, 20])
  const decided = (...decisions: Decision[]): ClusterRules => ({ ...rules, decisions })
  test('the same: records without any evidence are one person', () => {
    assert.deepEqual(groupsOf(3, pairs(), decided({ scope: 'a', people: [[0, 2]] })), [[0, 2], [1]])
  })
  test('not the same: the strongest evidence does not join them, nor does a third record', () => {
    assert.deepEqual(groupsOf(3, strong, decided({ scope: 'a', people: [[0], [1]] })), [[0, 2], [1]])
  })
  test('a decision goes with its record into a larger cluster', () => {
    const chain = pairs([2, 3, 30], [0, 2, 20], [1, 3, 19])
    assert.deepEqual(groupsOf(4, chain, decided({ scope: 'a', people: [[0], [1]] })), [[0, 2, 3], [1]])
  })
  test('a person may link twins that the guard keeps apart', () => {
    assert.deepEqual(groupsOf(2, pairs([0, 1, -5, 1]), decided({ scope: 'a', people: [[0, 1]] })), [[0, 1]])
  })
  test('two decisions that disagree keep records apart, and name the scope', () => {
    const clash = decided({ scope: 'first', people: [[0], [1]] }, { scope: 'second', people: [[0, 1]] })
    const { groups, refusals } = gather(createEvidence(3, strong), [0, 1, 2], clash)
    assert.deepEqual(groups, [[0, 2], [1]])
    assert.equal(refusals[0].scope, 'first')
  })
  test('one record in two people of one decision is refused', () => {
    assert.throws(
      () => groupsOf(1, pairs(), decided({ scope: 'a', people: [[0], [0]] })),
      /decision a places record 0 in two different people/,
    )
  })
  test('whatever the evidence, no two records decided to be different are together', () => {
    const list = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 0, max: 30 })), { maxLength: 15 })
    fc.assert(
      fc.property(list, found => {
        const evidence = pairs(...found.filter(([a, b]) => a < b))
        const groups = groupsOf(6, evidence, decided({ scope: 'a', people: [[0, 1], [2], [3, 4]] }))
        const personOf = [0, 0, 1, 2, 2]
        const mixed = groups.filter(group => new Set(group.flatMap(record => personOf[record] ?? [])).size > 1)
        assert.deepEqual(mixed, [])
      }),
    )
  })
})

describe('people over time', () => {
  const people = () => {
    const evidence = createEvidence(4, pairs([0, 1, 20], [2, 3, 20]))
    return { evidence, people: createPeople(evidence, rules) }
  }
  test('start numbered from 1 by their first record', () => {
    const { people: held } = people()
    assert.deepEqual([0, 1, 2, 3].map(held.clusterOf), [1, 1, 2, 2])
    assert.deepEqual(
      held.first.changes.map(({ kind }) => kind),
      ['created', 'created'],
    )
  })
  test('a new record joins and the cluster keeps its number', () => {
    const { evidence, people: held } = people()
    evidence.set(4, [{ to: 3, weight: 9, apart: false }])
    const { changes } = held.update([4])
    assert.deepEqual(changes, [
      { kind: 'joined', before: [{ id: 2, records: [2, 3] }], after: [{ id: 2, records: [2, 3, 4] }] },
    ])
  })
  test('a merge says what both were; the lower number stays when they are of one size', () => {
    const { evidence, people: held } = people()
    evidence.set(4, [
      { to: 1, weight: 9, apart: false },
      { to: 2, weight: 9, apart: false },
    ])
    const [change] = held.update([4]).changes
    assert.deepEqual(
      [change.kind, change.before.map(({ id }) => id), change.after],
      ['merged', [1, 2], [{ id: 1, records: [0, 1, 2, 3, 4] }]],
    )
  })
  test('what joined at 9 holds at 3, and parts below the fracture weight; the new part has a number never used', () => {
    const { evidence, people: held } = people()
    evidence.set(1, [{ to: 0, weight: 3, apart: false }])
    assert.deepEqual(held.update([1]).changes, [])
    evidence.set(1, [{ to: 0, weight: -1, apart: false }])
    const [change] = held.update([1]).changes
    assert.deepEqual(
      [change.kind, change.after],
      [
        'split',
        [
          { id: 1, records: [0] },
          { id: 3, records: [1] },
        ],
      ],
    )
  })
  test('a merge is undone by one decision, and the people are as before', () => {
    const { evidence, people: held } = people()
    evidence.set(1, [
      { to: 0, weight: 20, apart: false },
      { to: 2, weight: 20, apart: false },
    ])
    const [merge] = held.update([1]).changes
    const undo: Decision = { scope: 'undo 1', people: merge.before.map(({ records }) => records) }
    const [change] = held.update([1], { ...rules, decisions: [undo] }).changes
    assert.deepEqual(
      [change.kind, change.after.map(({ records }) => records)],
      [
        'split',
        [
          [0, 1],
          [2, 3],
        ],
      ],
    )
  })
  test('records one at a time end as the same people as all at once, when evidence never weakens', () => {
    const list = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 10 })
    fc.assert(
      fc.property(list, found => {
        const strong = found.filter(([a, b]) => a < b).map(([a, b]): Pair => [a, b, 20])
        const evidence = createEvidence(0, pairs())
        const held = createPeople(evidence, rules)
        for (let record = 0; record < 7; record++) {
          const links = strong.filter(([, b]) => b === record).map(([to, , weight]) => ({ to, weight, apart: false }))
          evidence.set(record, links)
          held.update([record])
        }
        const all = groupsOf(7, pairs(...strong))
        assert.deepEqual(
          [0, 1, 2, 3, 4, 5, 6].map(record => held.recordsOf(held.clusterOf(record))),
          [0, 1, 2, 3, 4, 5, 6].map(record => all.find(group => group.includes(record))),
        )
      }),
    )
  })
  test('a record beyond the next new number is refused', () => {
    assert.throws(() => people().evidence.set(6, []), /record must be at most 4, the next new number, not 6/)
  })
})

describe('names and changes', () => {
  test('the larger part of a split keeps the number, and an exchange between clusters is one change', () => {
    const before = new Map([
      [0, 7],
      [1, 7],
      [2, 7],
      [3, 8],
    ])
    const after = nameGroups(
      [
        [0, 1],
        [2, 3],
      ],
      before,
      () => 99,
    )
    assert.deepEqual(after, [
      { id: 7, records: [0, 1] },
      { id: 8, records: [2, 3] },
    ])
    const [change, ...rest] = changesBetween(
      [
        { id: 7, records: [0, 1, 2] },
        { id: 8, records: [3] },
      ],
      after,
    )
    assert.deepEqual([change.kind, rest], ['rearranged', []])
  })
})
