// What holds for every picture: safe, named, repeatable, and equal to its table.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { JSDOM } from 'jsdom'
import {
  barByKind,
  comparison,
  controlChart,
  histogram,
  hourWeekday,
  indicatorStrips,
  lifeTimeline,
  type Picture,
  profileHeader,
  rateComparison,
  smallMultiples,
  timeSeries,
} from '#platform/charts'

const hostile = `<script>alert("1")</script> & 'co'`
const about = { measure: `Where ${hostile}`, source: `Source ${hostile}`, synthetic: true }
const indicator = {
  name: hostile,
  unit: 'per 1,000',
  decimals: 1,
  all: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  higherIsWorse: true,
  period: '2025',
  source: hostile,
  reliability: hostile,
}
const months = Array.from({ length: 24 }, (_, index) => ({
  month: `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  count: index === 5 ? null : 60 + ((index * 7) % 20),
}))

const makers: Record<string, () => Picture | Promise<Picture>> = {
  'control chart': () =>
    controlChart({
      ...about,
      id: 'cc',
      subject: hostile,
      unit: hostile,
      months,
      baseline: { from: '2024-01', to: '2024-12' },
    }),
  'profile header': () =>
    profileHeader({
      ...about,
      id: 'ph',
      area: hostile,
      among: hostile,
      scale: { from: 1, to: 10, meaning: hostile },
      all: indicator.all,
      middle: { name: hostile, value: 5 },
      years: [
        { year: 2024, value: 4, low: 3, high: 5 },
        { year: 2025, value: 8, low: 7, high: 9 },
      ],
    }),
  'indicator strips': () =>
    indicatorStrips({
      ...about,
      id: 'is',
      area: hostile,
      region: hostile,
      groups: [{ name: hostile, score: hostile, indicators: [{ ...indicator, value: 9.5 }] }],
    }),
  comparison: () =>
    comparison({
      ...about,
      id: 'co',
      area: hostile,
      other: hostile,
      region: hostile,
      groups: [{ name: hostile, indicators: [{ ...indicator, value: 9, other: 2 }] }],
    }),
  'rate comparison': () =>
    rateComparison({
      ...about,
      id: 'rc',
      subject: hostile,
      unit: hostile,
      among: hostile,
      per: 1000,
      period: hostile,
      items: [
        { name: hostile, count: 3, population: 1000 },
        { name: 'b', count: 30, population: 900, ours: true },
        { name: 'c', count: 0, population: 10 },
      ],
    }),
  'time series': () =>
    timeSeries({
      ...about,
      id: 'ts',
      subject: hostile,
      unit: hostile,
      kind: 'count',
      points: months.map(({ month, count }) => ({ at: month, value: count })),
    }),
  'bars by kind': () =>
    barByKind({
      ...about,
      id: 'bk',
      subject: hostile,
      unit: hostile,
      kinds: [
        { name: hostile, count: 3 },
        { name: 'other', count: 40 },
      ],
    }),
  'hours of the week': () =>
    hourWeekday({
      ...about,
      id: 'hw',
      subject: hostile,
      unit: hostile,
      counts: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => day + hour)),
    }),
  histogram: () =>
    histogram({
      ...about,
      id: 'hi',
      subject: hostile,
      unit: hostile,
      values: [1, 2, 2, 3, 3, 3, 3, 3, 9],
      here: { name: hostile, value: 4 },
    }),
  'life timeline': () =>
    lifeTimeline({
      ...about,
      id: 'lt',
      subject: hostile,
      axis: {
        from: 0,
        to: 17.3,
        ticks: [{ at: 5, text: hostile }],
        bands: [{ from: 0, to: 5, name: hostile }],
        marks: [{ at: 11.1, text: hostile }],
      },
      lanes: [
        { name: hostile, meaning: hostile, letter: 'H', kind: 'harm' },
        { name: hostile, meaning: hostile, letter: 'S', kind: 'strength' },
      ],
      spans: [
        { lane: 0, label: hostile, start: [1.23, 2.34], end: [5.67, 7.89], ongoing: false },
        { lane: 0, label: hostile, start: [4.01, 4.99], end: null, ongoing: false },
        { lane: 1, label: hostile, start: [3, 3.77], end: null, ongoing: true },
      ],
      momentLane: { name: hostile, meaning: hostile },
      moments: [{ label: hostile, at: [4.01, 4.99], state: 'met' }],
      head: [hostile],
      rows: [[hostile]],
    }),
  'small multiples': () => smallMultiples({ ...about, id: 'sm', subject: hostile, unit: hostile, months }),
}

for (const [name, make] of Object.entries(makers)) {
  describe(name, () => {
    let picture: Picture
    let forms: { id: string; svg: string }[]
    before(async () => {
      picture = await make()
      forms = [
        { id: picture.id, svg: picture.svg },
        { id: `${picture.id}-small`, svg: picture.svgSmall ?? '' },
      ]
    })

    test('holds no style, script or handler that a strict policy would block', () => {
      for (const { id, svg } of forms) assert.doesNotMatch(svg, /\sstyle=|<style|<script|\son[a-z]+=|javascript:/i, id)
    })

    test('is well-formed XML in both forms', () => {
      for (const { id, svg } of forms) {
        const { window } = new JSDOM(svg, { contentType: 'image/svg+xml' })
        assert.equal(window.document.documentElement.tagName, 'svg', id)
      }
    })

    test('is named and described by ids that no other form has', () => {
      for (const { id, svg } of forms) {
        const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window
        const root = document.documentElement
        assert.equal(root.getAttribute('role'), 'img')
        assert.equal(root.getAttribute('aria-labelledby'), `${id}-t ${id}-d`)
        assert.equal(document.getElementById(`${id}-t`)?.textContent, picture.finding)
        const ids = [...document.querySelectorAll('[id]')].map(element => element.id)
        assert.deepEqual(
          ids.filter(each => !each.startsWith(id)),
          [],
        )
        assert.equal(new Set(ids).size, ids.length)
      }
    })

    test('has no type smaller than 14', () => {
      for (const { id, svg } of forms) {
        const sizes = [...svg.matchAll(/font-size="([\d.]+)/g)].map(match => Number(match[1]))
        assert.ok(sizes.length > 0)
        assert.ok(Math.min(...sizes) >= 14, id)
      }
    })

    test('rounds every coordinate to a tenth', () => {
      for (const { id, svg } of forms)
        assert.doesNotMatch(svg, / (?:d|[xy][12]?|c[xy]|width|height)="[^"]*\d\.\d{2}/, id)
    })

    test('gives the same text twice', async () => assert.equal((await make()).svg, picture.svg))
    test('says that it is synthetic', () => assert.match(picture.measure, /Synthetic data\.$/))
    test('has a table with a caption and as many cells as heads', () => {
      assert.equal(picture.table.caption, picture.finding)
      assert.ok(picture.table.rows.length > 0)
      assert.ok(picture.table.rows.every(row => row.length === picture.table.head.length))
    })
  })
}
