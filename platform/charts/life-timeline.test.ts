import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JSDOM } from 'jsdom'
import { type LifeMoment, type LifeSpan, type LifeTimelineData, lifeTimeline } from '#platform/charts'
import { textWidth } from './lettering.ts'
import { timelineFinding } from './life-timeline.ts'

const hostile = `<script>alert("1")</script> & 'co'`
const span = (lane: number, label: string, from: number, to: number | null, soft = 0): LifeSpan => ({
  ...{ lane, label, ongoing: false },
  start: [from, from + soft],
  end: to === null ? null : [to - soft, to],
})
const moment = (at: number, state: LifeMoment['state']): LifeMoment => ({ label: `At ${at}`, at: [at, at], state })
const rows = [['4', hostile]]
const data: LifeTimelineData = {
  id: 'life',
  measure: `Where ${hostile}`,
  source: 'Told',
  synthetic: true,
  subject: 'A timeline',
  axis: {
    from: 0,
    to: 20,
    ticks: [{ at: 0, text: 'age 0' }],
    bands: [{ from: 0, to: 20, name: hostile }],
    marks: [{ at: 18, text: '18' }],
  },
  lanes: [
    { name: 'Hard', meaning: 'what hurt', letter: 'H', kind: 'harm' },
    { name: 'Strengths', meaning: 'what held', letter: 'S', kind: 'strength' },
  ],
  spans: [
    span(0, hostile, 0, 9, 2),
    span(0, 'At the same time', 3, 8),
    span(0, 'Once', 12, null),
    span(1, 'Sister', 2, 20),
  ],
  momentLane: { name: 'Moments', meaning: 'filled: help came' },
  moments: [moment(4, 'met'), moment(16, 'missed')],
  head: ['Age', 'What'],
  rows,
}

const parsed = (svg: string): Document => new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document

describe('the life timeline', () => {
  for (const form of ['svg', 'svgSmall'] as const) {
    test(`${form}: is named, and every label of the data is real text in it`, () => {
      const drawn = parsed(lifeTimeline(data)[form] ?? '')
      assert.equal(drawn.querySelector('title')?.textContent, 'Of 2 reachable moments, 1 was missed')
      const text = [...drawn.querySelectorAll('text')].map(it => it.textContent).join(' ')
      for (const { label } of [...data.spans.slice(1), ...data.moments]) assert.ok(text.includes(label), label)
    })

    test(`${form}: hostile words are text, never markup, and no type is smaller than 14`, () => {
      const drawn = parsed(lifeTimeline(data)[form] ?? '')
      assert.equal(drawn.querySelectorAll('script').length, 0)
      const sizes = [...drawn.querySelectorAll('text')].map(it => Number(it.getAttribute('font-size')))
      assert.ok(Math.min(...sizes) >= 14, String(Math.min(...sizes)))
    })

    test(`${form}: every id is there once, and every reference leads to one`, () => {
      const svg = lifeTimeline(data)[form] ?? ''
      const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length)
      for (const [, to] of svg.matchAll(/url\(#([^)]+)\)/g)) assert.ok(ids.includes(to), to)
    })
  }

  test('labels of the wide form keep apart: no two stand on each other', () => {
    const words = Array.from({ length: 30 }, (_, at) =>
      span(at % 2, `Something of some length ${at}`, (at * 7) % 19, null),
    )
    const drawn = parsed(lifeTimeline({ ...data, spans: words }).svg)
    const places = [...drawn.querySelectorAll('text')]
      .filter(it => it.textContent?.startsWith('Something'))
      .map(it => `${it.getAttribute('x')} ${it.getAttribute('y')}`)
    assert.equal(new Set(places).size, 30)
  })

  test('a bar that fills the axis carries its label inside, so that it is never cut off', () => {
    const whole = span(1, 'Grandmother and sister all along', 0, 20)
    const text = [...parsed(lifeTimeline({ ...data, spans: [whole] }).svg).querySelectorAll('text')]
    const found = text.find(it => it.textContent === whole.label)
    assert.ok(Number(found?.getAttribute('x')) < 400)
    assert.equal(found?.getAttribute('fill'), '#ffffff')
  })

  test('a label of 60 letters at 12 of 20 years is neither cut off at an edge nor white beside its mark', () => {
    const long = 'A label of sixty letters, which is as long as one may write'
    for (const lane of [0, 1]) {
      const once = span(lane, long, 10.2, null)
      const found = [
        ...parsed(lifeTimeline({ ...data, spans: [once], moments: [] }).svg).querySelectorAll('text'),
      ].find(it => it.textContent === long)
      const x = Number(found?.getAttribute('x'))
      const [from, to] =
        found?.getAttribute('text-anchor') === 'end' ? [x - textWidth(long, 14), x] : [x, x + textWidth(long, 14)]
      assert.ok(from > 160 && to <= 960, `${from} to ${to}`)
      assert.equal(found?.getAttribute('fill'), '#0b0c0c')
    }
  })

  test('on a phone a word of 60 letters without a space is broken into lines that fit', () => {
    const drawn = parsed(lifeTimeline({ ...data, spans: [span(0, 'm'.repeat(60), 3, 8)] }).svgSmall ?? '')
    const lines = [...drawn.querySelectorAll('text')].filter(it => /^m+$/.test(it.textContent ?? ''))
    assert.equal(lines.map(it => it.textContent).join(''), 'm'.repeat(60))
    for (const it of lines) assert.ok(Number(it.getAttribute('x')) + textWidth(it.textContent ?? '', 14) <= 320)
  })

  test('harm is striped and strength solid: they differ without colour', () => {
    const { svg } = lifeTimeline(data)
    assert.match(svg, /fill="url\(#life-harm\)"/)
    assert.match(svg, /fill="#106165"/)
  })

  test('the table is the one that was given, in its order', () => assert.deepEqual(lifeTimeline(data).table.rows, rows))

  test('one that holds nothing but a strength that is still going on is drawn', () => {
    const only = { lane: 1, label: 'Sister', start: [1, 3], end: null, ongoing: true } as const
    assert.match(lifeTimeline({ ...data, spans: [only], moments: [] }).svg, /Sister/)
  })

  test('without a lane of strengths it is refused: a life of risks alone is never drawn', () => {
    const lanes = data.lanes.filter(({ kind }) => kind === 'harm')
    assert.throws(() => lifeTimeline({ ...data, lanes }), /has a lane of strengths/)
  })
  test('a span in lane 7, one that ends before it begins, and a place that is no number are each refused by name', () => {
    assert.throws(() => lifeTimeline({ ...data, spans: [span(7, 'Lost', 1, 2)] }), /"Lost" stands in lane 7/)
    assert.throws(
      () => lifeTimeline({ ...data, spans: [{ ...span(0, 'Back', 1, 2), start: [5, 1] }] }),
      /"Back" has a date/,
    )
    assert.throws(() => lifeTimeline({ ...data, moments: [moment(Number.NaN, 'met')] }), /must be finite/)
  })
})

describe('its sentence', () => {
  const of = (...states: LifeMoment['state'][]): string =>
    timelineFinding({ subject: 'A timeline', moments: states.map((state, at) => moment(at, state)) })
  test('an open moment comes before everything else', () => assert.match(of('missed', 'waiting'), /can be reached now/))
  test('7 moments of which 5 were missed', () =>
    assert.equal(
      of('met', 'missed', 'missed', 'missed', 'missed', 'missed', 'met'),
      'Of 7 reachable moments, 5 were missed',
    ))
  test('all met, one met, one missed, none at all', () =>
    assert.deepEqual(
      [of('met', 'met'), of('met'), of('missed'), of()],
      [
        'Every reachable moment was met',
        'The reachable moment was met',
        'The reachable moment was missed',
        'A timeline',
      ],
    ))
})
