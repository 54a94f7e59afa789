import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isChild, type Noticed, pageOf, placeIn, standingList } from './notices.ts'

const today = '2026-11-21'
const noticed = (it: Partial<Noticed>): Noticed => ({
  id: 'a',
  given_name: 'Ada',
  family_name: 'Quillmere',
  born: '2015-01-01',
  school: '',
  witnessed: 'not known',
  happened_on: '2026-10-01',
  person: 'P',
  step: null,
  ...it,
})
const ids = (children: readonly Noticed[], helped: readonly string[] = []): string[] =>
  standingList(children, new Set(helped), today).map(({ id }) => id)

describe('children with a notice and in no plan', () => {
  test('a child with a plan is not on the list, nor one whom the coordinator knows to have one', () => {
    assert.deepEqual(ids([noticed({})], ['P']), [])
    assert.deepEqual(ids([noticed({ step: 'helped already' })]), [])
  })

  test('a notice of 366 days ago has run out; one of 365 days ago counts', () => {
    assert.deepEqual(ids([noticed({ happened_on: '2025-11-20' })]), [])
    assert.deepEqual(ids([noticed({ happened_on: '2025-11-21' })]), ['a'])
  })

  test('a child of two notices stands once, with the later one and the count 2', () => {
    const [child, ...others] = standingList(
      [noticed({}), noticed({ id: 'b', happened_on: '2026-11-01' })],
      new Set(),
      today,
    )
    assert.deepEqual([child?.id, child?.notices, others.length], ['b', 2, 0])
  })

  test('two notices of one unmatched child are one by name and date; two children without a date stay two', () => {
    assert.deepEqual(ids([noticed({ person: null }), noticed({ id: 'b', person: null })]), ['a'])
    assert.deepEqual(ids([noticed({ person: null, born: null }), noticed({ id: 'b', person: null, born: null })]), [
      'a',
      'b',
    ])
  })

  test('on the eighteenth birthday somebody is no child any more; without a date of birth they are', () => {
    assert.deepEqual(
      [isChild('2008-11-22', today), isChild('2008-11-21', today), isChild(null, today)],
      [true, false, true],
    )
  })
})

describe('the pages of the list', () => {
  const id = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`
  const list = [
    { id: id(2), happened_on: '2026-10-01' },
    { id: id(3), happened_on: '2026-11-01' },
    { id: id(1), happened_on: '2026-10-01' },
    { id: id(4), happened_on: '2026-09-01' },
  ]
  const shown = (after: string, most = 2) => {
    const { rows, more } = pageOf(list, placeIn(after), most)
    return [rows.map(it => it.id.at(-1)).join(''), more]
  }

  test('the latest notice first, of one day by number; the next page begins after the last of this one', () => {
    assert.deepEqual(shown(''), ['31', true])
    assert.deepEqual(shown(`2026-10-01 ${id(1)}`), ['24', false])
    assert.deepEqual(shown('', 4), ['3124', false])
  })

  test('whoever left the list meanwhile still marks the place; what is no place begins at the top', () => {
    assert.deepEqual(shown(`2026-10-15 ${id(9)}`), ['12', true])
    assert.deepEqual(shown('2026-10-01'), ['31', true])
    assert.deepEqual(shown("x' or 1=1"), ['31', true])
  })
})
