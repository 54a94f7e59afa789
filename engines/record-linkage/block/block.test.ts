import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { columnOf } from '../columns/column.ts'
import { derive } from '../columns/derivations.ts'
import { createRegister, type Register } from '../columns/register.ts'
import type { BlockingRule, LinkModel } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'
import { openPool } from '../work/pool.ts'
import { analyseBlocking } from './analysis.ts'
import { createBlocks, eachPair, spansOf } from './blocks.ts'
import { chooseRules } from './choose.ts'
import { groupRecords } from './groups.ts'
import { openWorkspace } from './workspace.ts'

const rules: readonly BlockingRule[] = [
  { parts: ['name', 'town'] },
  { parts: ['name:words'] },
  { parts: ['town:initial', 'name:initial'] },
]

const model: LinkModel = {
  fields: { name: 'name', town: 'text' },
  comparisons: [
    { name: 'name', fields: ['name'], levels: [{ label: 'the same', when: { test: 'exact', field: 'name' } }] },
  ],
  blocking: rules,
  sessions: [],
  certain: { rules: [], recall: 1 },
  guards: [],
}

const register = (names: readonly string[], towns: readonly string[], split = 0): Register =>
  createRegister([columnOf('name', names), columnOf('town', towns)], model, { split })

const values = fc.array(
  fc.tuple(fc.constantFrom('', 'ann', 'bob', 'ann lee', 'lee bob', 'cat'), fc.constantFrom('', 'rugby', 'bath', 'bow')),
  {
    maxLength: 14,
  },
)

// Every pair by the definition, and the first rule that has it.
function plainPairs(held: Register, split: number): Map<string, number> {
  const answers = (record: number, part: string): readonly string[] => {
    const field = fieldOf(part)
    const value = held.values[field][held.rows[record * held.stride + held.fields.indexOf(field)]]
    return derivationOf(part) === '' ? [value].filter(Boolean) : derive(derivationOf(part), value)
  }
  const agree = (i: number, j: number, rule: BlockingRule): boolean =>
    rule.parts.every(part => answers(i, part).some(answer => answers(j, part).includes(answer)))
  const found = new Map<string, number>()
  for (let i = 0; i < held.records; i++) {
    for (let j = i + 1; j < held.records; j++) {
      if (split > 0 && (i >= split || j < split)) continue
      const rule = rules.findIndex(each => agree(i, j, each))
      if (rule >= 0) found.set(`${i} ${j}`, rule)
    }
  }
  return found
}

function blockedPairs(held: Register, split: number, pairsInSpan?: number): [string, number][] {
  const blocks = createBlocks(
    rules.map(rule => groupRecords(held, rule)),
    held.records,
    split,
  )
  return spansOf(blocks, pairsInSpan).flatMap(span => {
    const pairs: [string, number][] = []
    eachPair(blocks, span, batch => {
      for (let k = 0; k < batch.length; k++) pairs.push([`${batch.left[k]} ${batch.right[k]}`, span.rule])
    })
    return pairs
  })
}

describe('blocking', () => {
  test('meets every pair that a rule holds for once, at the first such rule', () => {
    fc.assert(
      fc.property(values, rows => {
        const held = register(
          rows.map(([name]) => name),
          rows.map(([, town]) => town),
        )
        const met = blockedPairs(held, 0)
        assert.equal(new Set(met.map(([pair]) => pair)).size, met.length)
        assert.deepEqual(new Map(met.sort()), new Map([...plainPairs(held, 0)].sort()))
      }),
    )
  })
  test('of two files, meets only pairs across them', () => {
    fc.assert(
      fc.property(values, fc.nat(14), (rows, at) => {
        const split = Math.min(at, rows.length)
        fc.pre(split > 0)
        const held = register(
          rows.map(([name]) => name),
          rows.map(([, town]) => town),
          split,
        )
        assert.deepEqual(new Map(blockedPairs(held, split).sort()), new Map([...plainPairs(held, split)].sort()))
      }),
    )
  })
  test('the pairs and their order do not depend on how the work is cut', () => {
    const held = register(['ann', 'ann', 'ann lee', 'bob', 'ann', 'lee'], ['bath', 'bath', 'bow', 'bath', 'bow', 'bow'])
    assert.deepEqual(blockedPairs(held, 0, 1), blockedPairs(held, 0, 1000))
  })
  test('a rule without parts is every pair', () => {
    const { starts, members } = groupRecords(register(['ann', 'bob', ''], ['', '', '']), { parts: [] })
    assert.deepEqual(
      [[...starts], [...members]],
      [
        [0, 3],
        [0, 1, 2],
      ],
    )
  })
})

describe('counting', () => {
  const held = register(['ann lee', 'ann lee', 'ann ray', 'bob'], ['bath', 'bath', 'bow', 'bath'])
  test('says what each rule makes, what it adds, and its largest group', async () => {
    const pool = openPool(1)
    const [first, second, third] = await analyseBlocking(openWorkspace(held, pool), rules)
    assert.deepEqual([first.pairs, first.added], [1, 1])
    assert.deepEqual([second.pairs, second.added], [4, 2])
    assert.deepEqual([third.pairs, third.added], [3, 0])
    assert.deepEqual(second.largest[0], { records: 3, agreeOn: 'name:words of ann lee' })
  })
  test('takes rules from the narrowest while the pairs fit the budget, and says what was left out', async () => {
    const pool = openPool(1)
    const chosen = await chooseRules(openWorkspace(held, pool), rules, 2)
    assert.deepEqual(chosen.rules, [rules[0], rules[2]].slice(0, chosen.rules.length))
    assert.deepEqual(
      chosen.leftOut.map(({ rule }) => rule),
      [rules[1], rules[2]].slice(0, chosen.leftOut.length),
    )
  })
  test('compares every pair when the budget allows it', async () => {
    const chosen = await chooseRules(openWorkspace(held, openPool(1)), rules, 6)
    assert.deepEqual([chosen.rules, chosen.added], [[{ parts: [] }], [6]])
  })
})
