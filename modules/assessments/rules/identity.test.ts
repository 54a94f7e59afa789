import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { byDynamic, type Rating, shownTo, shownWords, speaker, type Talk, type Voice } from './identity.ts'

const dynamics = [
  { id: 'moral', name: 'Moral' },
  { id: 'social', name: 'Social' },
]
const talk = (voice: Voice, held_on: string, words: string, more: Partial<Talk> = {}): Talk => ({
  ...{ id: `${voice} ${held_on}`, file: 'f', voice, whose: voice === 'carer' ? 'Mother' : '', given: 'wrote', held_on },
  ...{ content_note: '', maker: 'x', shown_to_person: voice === 'person', shown_to_carer: voice === 'carer' },
  answers: [{ dynamic: 'moral', name: 'Moral', words, rating: '2' }],
  ...more,
})
const own = talk('person', '2026-03-01', 'I said no')
const mother = talk('carer', '2026-03-02', 'He is kind')
const worker = talk('worker', '2026-03-03', 'He thinks first')

describe('who sees which answers', () => {
  test('the team reads every voice', () =>
    assert.deepEqual(shownTo('team', [own, mother, worker]), [own, mother, worker]))
  test('a parent’s answers are not shown to the child, nor the child’s to the parent, unless that voice said yes', () => {
    assert.deepEqual(shownTo('person', [own, mother, worker]), [own])
    assert.deepEqual(shownTo('carer', [own, mother, worker]), [mother])
    const open = { ...mother, shown_to_person: true }
    assert.deepEqual(shownTo('person', [own, open, worker]), [own, open])
  })
  test('whatever was agreed, a sheet holds only talks whose own yes names that reader', () => {
    const any = fc.record({
      toPerson: fc.boolean(),
      toCarer: fc.boolean(),
      voice: fc.constantFrom<Voice>('person', 'worker', 'carer'),
    })
    fc.assert(
      fc.property(fc.array(any), all => {
        const talks = all.map(it =>
          talk(it.voice, '2026-03-01', 'x', { shown_to_person: it.toPerson, shown_to_carer: it.toCarer }),
        )
        assert.ok(shownTo('person', talks).every(it => it.shown_to_person))
        assert.ok(shownTo('carer', talks).every(it => it.shown_to_carer))
      }),
    )
  })
  test('each talk says who else may read it', () => {
    assert.equal(shownWords(own), 'Shown to nobody else of the family')
    assert.equal(
      shownWords({ ...worker, shown_to_person: true, shown_to_carer: true }),
      'May be shown to the young person and to a parent or carer as well',
    )
  })
})

describe('the voices by dynamic', () => {
  test('the young person comes first, each parent is a voice of their own, and a dynamic without words stays empty', () => {
    const father = talk('carer', '2026-03-04', 'He is loud', { whose: 'Father' })
    const [moral, social] = byDynamic(dynamics, [mother, worker, father, own])
    assert.deepEqual(moral?.said.map(speaker), ['young person', 'worker', 'mother', 'father'])
    assert.deepEqual(social?.said, [])
  })
  test('of three talks the first and the last stand side by side; of one, the last alone', () => {
    const [moral] = byDynamic(dynamics, [
      own,
      talk('person', '2026-04-01', 'Mostly'),
      talk('person', '2026-05-01', 'Yes'),
      worker,
    ])
    assert.deepEqual([moral?.said[0]?.first?.words, moral?.said[0]?.last?.words], ['I said no', 'Yes'])
    assert.deepEqual([moral?.said[1]?.first, moral?.said[1]?.last?.words], [undefined, 'He thinks first'])
  })
  test('a step is a word: no field of what was said is a number', () => {
    const rating: Rating = '5'
    const laid = byDynamic(dynamics, [
      own,
      { ...worker, answers: [{ dynamic: 'moral', name: 'Moral', words: 'x', rating }] },
    ])
    JSON.parse(JSON.stringify(laid), (_, value: unknown) => assert.notEqual(typeof value, 'number'))
  })
})
