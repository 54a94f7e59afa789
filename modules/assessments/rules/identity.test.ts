import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  byDynamic,
  carersWhoSpoke,
  type Rating,
  shownTo,
  shownWords,
  speaker,
  type Talk,
  type Voice,
} from './identity.ts'

const dynamics = [
  { id: 'moral', name: 'Moral' },
  { id: 'social', name: 'Social' },
]
const talk = (voice: Voice, held_on: string, words: string, more: Partial<Talk> = {}): Talk => ({
  ...{ id: `${voice} ${held_on}`, file: 'f', voice, whose: voice === 'carer' ? 'Mother' : '', given: 'wrote', held_on },
  ...{ content_note: '', maker: 'x', shown_to_person: voice === 'person', shown_to_carer: false },
  answers: [{ dynamic: 'moral', name: 'Moral', words, rating: '2' }],
  ...more,
})
const own = talk('person', '2026-03-01', 'I said no')
const mother = talk('carer', '2026-03-02', 'He is kind')
const father = talk('carer', '2026-03-04', 'He is loud', { whose: 'Father' })
const worker = talk('worker', '2026-03-03', 'He thinks first')

describe('who sees which answers', () => {
  test('the team reads every voice', () =>
    assert.deepEqual(shownTo('team', [own, mother, worker]), [own, mother, worker]))
  test('a parent’s answers are not shown to the child, nor the child’s to the parent, unless that voice said yes', () => {
    assert.deepEqual(shownTo('person', [own, mother, worker]), [own])
    assert.deepEqual(shownTo('carer', [own, mother, worker], 'Mother'), [mother])
    const open = { ...mother, shown_to_person: true }
    assert.deepEqual(shownTo('person', [own, open, worker]), [own, open])
  })
  test('what a mother says of a father stands on her own sheet, however she is written, and on his only with her yes', () => {
    const again = talk('carer', '2026-03-05', 'He shouts at us', { whose: 'mother' })
    assert.deepEqual(shownTo('carer', [mother, father, again], 'Mother'), [mother, again])
    assert.deepEqual(shownTo('carer', [mother, father, again], 'Father'), [father])
    const agreed = { ...again, shown_to_carer: true }
    assert.deepEqual(shownTo('carer', [mother, father, agreed], 'Father'), [father, agreed])
  })
  test('a sheet for one who has not spoken holds no other carer’s words without a yes', () =>
    assert.deepEqual(shownTo('carer', [own, mother, father, { ...worker, shown_to_carer: true }]).map(speaker), [
      'worker',
    ]))
  test('each parent or carer who spoke has one sheet', () =>
    assert.deepEqual(
      carersWhoSpoke([own, mother, { ...mother, id: 'again', whose: 'mother' }, father]).map(({ whose }) => whose),
      ['Mother', 'Father'],
    ))
  test('whatever was agreed, a sheet holds only talks of its own reader and those whose own yes names that reader', () => {
    const any = fc.record({
      toPerson: fc.boolean(),
      toCarer: fc.boolean(),
      voice: fc.constantFrom<Voice>('person', 'worker', 'carer'),
      whose: fc.constantFrom('Mother', 'Father'),
    })
    fc.assert(
      fc.property(fc.array(any), all => {
        const talks = all.map(it =>
          talk(it.voice, '2026-03-01', 'x', {
            ...{ shown_to_person: it.toPerson, shown_to_carer: it.toCarer },
            whose: it.voice === 'carer' ? it.whose : '',
          }),
        )
        assert.ok(shownTo('person', talks).every(it => it.shown_to_person))
        assert.ok(shownTo('carer', talks).every(it => it.shown_to_carer))
        const hers = shownTo('carer', talks, 'Mother')
        assert.ok(hers.every(it => it.whose === 'Mother' || it.shown_to_carer))
        assert.ok(talks.every(it => it.whose !== 'Mother' || hers.includes(it)))
      }),
    )
  })
  test('each talk says who else may read it', () => {
    assert.equal(shownWords(own), 'Shown to nobody else of the family')
    assert.equal(
      shownWords({ ...worker, shown_to_person: true, shown_to_carer: true }),
      'May be shown to the young person and to a parent or carer as well',
    )
    assert.equal(shownWords({ ...mother, shown_to_carer: true }), 'May be shown to another parent or carer as well')
  })
})

describe('the voices by dynamic', () => {
  test('the young person comes first, each parent is a voice of their own, and a dynamic without words stays empty', () => {
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
