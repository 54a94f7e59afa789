import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { forumList, isChild, type Noticed, newsOfPlans, pageOf, placeIn, standingList, stepsFor } from './notices.ts'

const today = '2026-11-21'
const noticed = (it: Partial<Noticed>): Noticed => ({
  id: 'a',
  given_name: 'Ada',
  family_name: 'Quillmere',
  born: '2015-01-01',
  school: '',
  witnessed: 'not known',
  happened_on: '2026-10-01',
  given_at: new Date('2026-10-02T09:00:00Z'),
  person: 'P',
  step: null,
  listed_by: null,
  ...it,
})
const ids = (children: readonly Noticed[], helped: readonly string[] = []): string[] =>
  standingList(children, new Set(helped), today).map(({ id }) => id)

const first = noticed({ step: 'helped already', listed_by: 'helped already' })
const next = noticed({ id: 'b', happened_on: '2026-11-01', given_at: new Date('2026-11-02T09:00:00Z') })
/** About a day before that of the first, and it came after what was said of the first. */
const late = noticed({ id: 'c', happened_on: '2026-09-01', given_at: new Date('2026-11-03T09:00:00Z') })

describe('a new notice speaks for the child', () => {
  test('a plan kept elsewhere answers the notice at which it was said, not one that came after it, of whichever day', () => {
    const list = (children: readonly Noticed[]) =>
      standingList(children, new Set(), today).map(({ id, step, before, notices }) => [id, step, before, notices])
    assert.deepEqual(list([first, next]), [['b', null, 'helped already', 2]])
    assert.deepEqual(list([first, late]), [['c', null, 'helped already', 2]])
    assert.deepEqual(list([first, { ...next, listed_by: 'helped already' }]), [])
  })

  test('a child in a plan is news until whoever leads it was told, and news again with the next notice', () => {
    const news = (children: readonly Noticed[], helped = ['P']) =>
      newsOfPlans(children, new Set(helped), today).map(({ id }) => id)
    assert.deepEqual(news([next]), ['b'])
    assert.deepEqual(news([{ ...next, listed_by: 'taken on' }]), ['b'])
    assert.deepEqual(news([{ ...next, listed_by: 'lead told' }]), [])
    assert.deepEqual(news([{ ...noticed({}), listed_by: 'lead told' }, next]), ['b'])
    assert.deepEqual([news([next], []), news([{ ...next, person: null }])], [[], []])
  })

  test('a child in a plan who is sent to the forum, or was offered help, is still news to whoever leads it', () => {
    const news = (it: Partial<Noticed>) => newsOfPlans([noticed(it)], new Set(['P']), today).length
    assert.deepEqual([news({ step: 'to the forum' }), news({ step: 'help offered' })], [1, 1])
    assert.equal(news({ step: 'to the forum', listed_by: 'lead told' }), 0)
    assert.deepEqual(ids([noticed({ step: 'to the forum', listed_by: 'helped already' })]), [])
  })

  test('whoever leads is told of a child in a plan alone, and nobody says for the forum that it has talked', () => {
    assert.deepEqual(
      [true, false].map(inPlan => stepsFor(inPlan).filter(it => /lead|already|seen/.test(it))),
      [['lead told'], ['helped already']],
    )
  })
})

describe('children for the forum', () => {
  test('those who saw or heard it and those whom the group sent; who was in the home or elsewhere, and was not sent, is none', () => {
    const seen = noticed({ witnessed: 'saw or heard it' })
    const sent = noticed({ id: 'b', person: 'Q', witnessed: 'elsewhere', step: 'to the forum' })
    const other = noticed({ id: 'c', person: 'R', witnessed: 'in the home' })
    assert.deepEqual(
      forumList([seen, sent, other], today).map(({ id }) => id),
      ['a', 'b'],
    )
  })
})

describe('children with a notice and in no plan', () => {
  test('a child with a plan is not on the list, nor one whom the coordinator knows to have one', () => {
    assert.deepEqual(ids([noticed({})], ['P']), [])
    assert.deepEqual(ids([noticed({ listed_by: 'helped already' })]), [])
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
