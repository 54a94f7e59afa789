import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JSDOM } from 'jsdom'
import { type ThenNowData, thenNow, type VoiceSaid, type VoicesData, voices } from '#platform/charts'

const hostile = `<script>alert("1")</script> & 'co'`
const said = (label: string, first: number | null, last: number | null): VoiceSaid => ({
  ...{ label, mark: 'own', first, last, words: hostile },
})
const spoken: VoicesData = {
  ...{ id: 'voices', finding: 'In their own words', measure: 'What each says', source: 'Told' },
  scale: ['1, not yet', '2', '3, yes'],
  rows: [
    {
      name: 'Moral',
      meaning: 'what I stand for',
      said: [said('me', 0, 2), said('worker', 1, 1)],
      note: 'Talk about it',
    },
    { name: 'Social', meaning: hostile, said: [said('mother', null, null)], note: '' },
    { name: 'Cultural', meaning: '', said: [], note: '' },
  ],
  ...{ head: ['Side', 'Words'], cells: [['Moral', hostile]] },
}
const item = { kind: 'strength', before: 'none', after: 'found', change: 'found since' } as const
const compared: ThenNowData = {
  ...{ id: 'beside', finding: 'New strengths: school', measure: 'Two dates', source: 'Told' },
  ...{ before: '1 March', after: '1 June', strengths: 'Strengths', harms: 'Risks' },
  groups: [
    { name: 'School', words: ['Matters most now'], items: [{ ...item, label: hostile }] },
    {
      name: 'Family',
      words: [],
      items: [{ ...item, label: 'Violence at home', kind: 'harm', before: 'perhaps', after: 'unknown' }],
    },
  ],
  ...{ head: ['What', 'Then', 'Now'], rows: [['Belongs', 'no', 'yes']] },
}

const texts = (svg: string | undefined): string =>
  [...new JSDOM(svg ?? '', { contentType: 'image/svg+xml' }).window.document.querySelectorAll('text')]
    .map(it => it.textContent)
    .join(' ')
const smallest = (svg: string | undefined): number =>
  Math.min(...[...(svg ?? '').matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size)))

describe('a picture of voices, and one of then and now', () => {
  for (const form of ['svg', 'svgSmall'] as const) {
    test(`${form}: every name is real text, no type is smaller than 14, and hostile words are never markup`, () => {
      const [voice, beside] = [voices(spoken)[form], thenNow(compared)[form]]
      for (const word of [
        'Moral',
        'worker',
        'mother',
        'no change',
        'in words alone',
        'not talked about yet',
        'Talk about it',
      ])
        assert.ok(texts(voice).includes(word), word)
      for (const word of ['School', 'Matters most now', 'found since', 'Violence at home', 'none found'])
        assert.ok(texts(beside).includes(word), word)
      assert.deepEqual([smallest(voice), smallest(beside)], [14, 14])
      assert.doesNotMatch(`${voice}${beside}`, /<script/)
    })
  }
  test('nothing reaches beyond the phone form: no mark begins right of 290', () => {
    const marks = `${voices(spoken).svgSmall}${thenNow(compared).svgSmall}`.matchAll(/ (?:x|cx)="(\d+)/g)
    for (const [, x] of marks) assert.ok(Number(x) <= 290, x)
  })
  test('the tables are those that were given', () => {
    assert.deepEqual(voices(spoken).table.rows, [['Moral', hostile]])
    assert.deepEqual(thenNow(compared).table.rows, [['Belongs', 'no', 'yes']])
  })
  test('a step that the scale does not have, a scale of one step and no group at all are refused in a sentence', () => {
    const lost = { ...spoken, rows: [{ name: 'Moral', meaning: '', said: [said('me', 0, 3)], note: '' }] }
    assert.throws(() => voices(lost), /A voice stands on step 3, which the scale does not have/)
    assert.throws(() => voices({ ...spoken, scale: ['1'] }), /at least two steps/)
    assert.throws(() => thenNow({ ...compared, groups: [] }), /at least one group/)
  })
})
