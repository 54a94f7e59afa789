import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JSDOM } from 'jsdom'
import { type AreaShape, choropleth, evenClasses, liveMapData, prepareMap } from '#platform/maps'
import { checkClasses, fillOf, legendBins } from './classes.ts'
import { spreadBadges } from './inset.ts'
import { inventedAreas } from './synthetic-areas.ts'

const shapes = inventedAreas({ count: 60 })
const map = prepareMap(shapes)
const classes = evenClasses(0, 60)
const about = {
  id: 'map',
  measure: 'Invented county',
  source: 'Source: invented.',
  unit: 'index',
  areas: 'areas',
  decimals: 0,
  map,
  classes,
}
const readings = shapes.map(({ id }, index) => ({ id, value: index, low: index - 0.2, high: index + 0.2 }))
const box = (west: number, south: number, size = 1): AreaShape['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
})

describe('classes', () => {
  test('a value on a break belongs to the higher step', () => assert.equal(fillOf(12, classes), 1))
  test('values past the ends take the end steps', () =>
    assert.deepEqual([fillOf(-5, classes), fillOf(99, classes)], [0, 4]))
  test('few and null have fills of their own', () =>
    assert.deepEqual(
      [fillOf('few', classes), fillOf(null, classes), fillOf(undefined, classes)],
      ['few', 'no-data', 'no-data'],
    ))
  test('every value stands in one bar of the legend', () => {
    const bins = legendBins([-1, 0, 5, 6, 12, 59, 60, 61], classes)
    assert.deepEqual(
      bins.map(bin => bin.count),
      [3, 1, 1, 0, 0, 0, 0, 0, 0, 3],
    )
  })
  test('breaks that do not rise are refused', () =>
    assert.throws(() => checkClasses({ from: 0, to: 10, breaks: [2, 2, 4, 6] }), /must rise from 0 to 10/))
})

describe('the map', () => {
  const picture = choropleth({ ...about, readings })
  test('is well-formed, without style or script, under its own ids', () => {
    const { document } = new JSDOM(picture.svg, { contentType: 'image/svg+xml' }).window
    assert.equal(document.documentElement.getAttribute('role'), 'img')
    assert.doesNotMatch(picture.svg + (picture.svgSmall ?? ''), /\sstyle=|<style|<script/)
    assert.deepEqual(
      [...document.querySelectorAll('[id]')].filter(element => !element.id.startsWith('map')),
      [],
    )
  })
  test('every reference leads to an id of the same drawing', () => {
    const { document } = new JSDOM(picture.svg, { contentType: 'image/svg+xml' }).window
    const links = [...document.querySelectorAll('use')].map(element => element.getAttribute('href') ?? '')
    assert.deepEqual(
      links.filter(link => document.getElementById(link.slice(1)) === null),
      [],
    )
  })
  test('has at most one path for each colour of each district', () => {
    const { document } = new JSDOM(picture.svg, { contentType: 'image/svg+xml' }).window
    const groups = [...document.querySelectorAll('[id^="map-areas-"]')]
    assert.equal(groups.length, 5)
    assert.ok(groups.every(group => group.children.length <= 5))
  })
  test('numbers stand on the wide form and not on the phone', () => {
    assert.match(picture.svg, />10<\/text>/)
    assert.doesNotMatch(picture.svgSmall ?? '', />10<\/text>/)
  })
  test('the list and the table hold the same first ten in the same order', () => {
    const listed = picture.list?.items.map(item => item.name)
    assert.deepEqual(
      listed,
      picture.table.rows.slice(0, 10).map(row => row[2]),
    )
    assert.equal(listed?.[0], 'Area A060')
  })
  test('the table holds every area', () => assert.equal(picture.table.rows.length, 60))
  test('ties go by code, and the list says that it cuts through one', () => {
    const tied = choropleth({ ...about, readings: shapes.map(({ id }) => ({ id, value: 7 })) })
    assert.deepEqual(tied.list?.items.map(item => item.name).slice(0, 2), ['Area A001', 'Area A002'])
    assert.match(tied.sentences.map(each => each.lead).join(), /More areas share the last value/)
  })
  test('overlapping ranges are told', () => {
    const wide = choropleth({
      ...about,
      readings: shapes.map(({ id }, index) => ({ id, value: index, low: index - 3, high: index + 3 })),
    })
    assert.match(wide.sentences[0]?.text ?? '', /order inside the 10 is not certain/)
    assert.equal(picture.sentences.length, 0)
  })
  test('ranges that do not meet say nothing', () => assert.deepEqual(picture.sentences, []))
})

describe('the title of a map', () => {
  const inDistrict = (name: string, value: number) =>
    shapes.map(({ id, group }, index) => ({ id, value: group === name ? value + index / 100 : 1 }))
  test('names the district that holds all ten', () =>
    assert.equal(
      choropleth({ ...about, readings: inDistrict('District 1', 50), listed: 5 }).finding,
      'All 5 highest areas are in District 1',
    ))
  test('names the subject alone when they are spread', () =>
    assert.equal(choropleth({ ...about, readings }).finding, 'Index by area'))
})

describe('areas without a figure', () => {
  const mixed = readings
    .map((reading, index) => (index === 0 ? { id: reading.id, value: 'few' as const } : reading))
    .slice(0, 58)
  const picture = choropleth({ ...about, readings: mixed })
  test('few is dotted and missing is hatched', () => {
    assert.match(picture.svg, /fill="url\(#map-few\)"/)
    assert.match(picture.svg, /fill="url\(#map-no-data\)"/)
  })
  test('the words stand in the notes', () =>
    assert.deepEqual(picture.notes, ['Dotted: fewer than 5 (1 area).', 'Hatched: no file loaded (2 areas).']))
  test('they stand last in the table, not ranked', () => {
    const last = picture.table.rows.slice(-3).map(row => [row[0], row[5]])
    assert.deepEqual(last, [
      ['not ranked', 'fewer than 5'],
      ['not ranked', 'no file loaded'],
      ['not ranked', 'no file loaded'],
    ])
  })
})

describe('hostile names', () => {
  const hostile = '<script>alert(1)</script>'
  const named = prepareMap([
    { id: hostile, name: hostile, group: hostile, geometry: box(0, 50) },
    { id: 'b', name: 'b', group: 'b', geometry: box(1, 50) },
  ])
  const picture = choropleth({
    ...about,
    map: named,
    readings: [{ id: hostile, value: 9, name: hostile, low: 8, high: 10 }],
  })
  test('are escaped in the drawing and kept whole in the table', () => {
    assert.doesNotMatch(picture.svg, /<script>/)
    assert.equal(picture.table.rows[0]?.[1], hostile)
  })
  test('two values for one area are refused', () =>
    assert.throws(() => choropleth({ ...about, readings: [...readings, { id: 'A001', value: 1 }] }), /two values/))
  test('a value that is not finite is refused', () =>
    assert.throws(() => choropleth({ ...about, readings: [{ id: 'A001', value: Number.NaN }] }), /must be finite/))
})

// Five hundred areas, and those in one corner of the county.
const crowded = inventedAreas({ count: 500, bends: 0 })
const corner = prepareMap(crowded).wide.shapes.filter(shape => shape.box.right < 110 && shape.box.bottom < 110)
const town = new Set(corner.map(shape => shape.id))

describe('numbers that would lie on each other', () => {
  test('are moved until no two touch', () => {
    const placed = spreadBadges(
      Array.from({ length: 10 }, (_, index) => ({ text: String(index), target: [100, 100] as const })),
      { x: 0, y: 0, width: 300, height: 300 },
    )
    const gaps = placed.flatMap((a, index) =>
      placed.slice(index + 1).map(b => Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1])),
    )
    assert.ok(Math.min(...gaps) > 23)
  })
  test('a crowd in one small town is enlarged in an inset that is titled with it', () => {
    const split = crowded.map(shape => ({ ...shape, group: town.has(shape.id) ? 'Town' : 'Rest' }))
    const crowd = crowded.map(({ id }, index) => ({ id, value: town.has(id) ? 50 + index / 100 : 1 }))
    const { svg } = choropleth({ ...about, map: prepareMap(split), readings: crowd })
    const enlarged = svg.includes('<use href="#map-areas-') && svg.includes('<use href="#map-outline-')
    assert.ok(enlarged && svg.includes('>Town</text>'))
  })
  test('numbers that are spread need no inset', () =>
    assert.doesNotMatch(choropleth({ ...about, readings, listed: 3 }).svg, /<use/))
})

describe('the data of the interactive map', () => {
  const live = liveMapData(
    shapes,
    [
      { id: 'A001', value: 7, low: 6, high: 8, name: 'Bede' },
      { id: 'A002', value: 'few' },
    ],
    { classes, unit: 'index', decimals: 0 },
  )
  const properties = (index: number) => live.features[index]?.properties
  test('says the name, the figure and its range', () =>
    assert.deepEqual(properties(0), {
      code: 'A001',
      name: 'Bede, Area A001',
      say: 'Bede, Area A001: index 7, likely 6 to 8',
      fill: '0',
    }))
  test('says "fewer than 5" for a hidden value', () =>
    assert.deepEqual(properties(1), { code: 'A002', name: 'Area A002', say: 'Area A002: fewer than 5', fill: 'few' }))
  test('says "no file loaded" for the rest', () =>
    assert.deepEqual(properties(2), {
      code: 'A003',
      name: 'Area A003',
      say: 'Area A003: no file loaded',
      fill: 'no-data',
    }))
  test('ends with the outlines of the districts', () =>
    assert.equal(live.features.at(-1)?.geometry.type, 'MultiLineString'))
  test('is wound as RFC 7946 asks, whichever way the file ran', () => {
    const clockwise = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 50],
          [0, 51],
          [1, 51],
          [1, 50],
          [0, 50],
        ],
      ],
    }
    const [feature] = liveMapData([{ id: 'a', name: 'a', geometry: clockwise }], [], {
      classes,
      unit: 'index',
      decimals: 0,
    }).features
    assert.deepEqual(feature?.geometry.coordinates, [
      [
        [
          [1, 50],
          [1, 51],
          [0, 51],
          [0, 50],
          [1, 50],
        ],
      ],
    ])
  })
})
