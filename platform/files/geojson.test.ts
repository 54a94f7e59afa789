import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryFile, readAll } from '../testing/memory-file.ts'
import { geoJsonFeatures } from './geojson.ts'

const square = [
  [
    [-1.5, 52.1],
    [-1.4, 52.1],
    [-1.4, 52.2],
    [-1.5, 52.1],
  ],
]
const feature = (properties: object, geometry: object = { type: 'Polygon', coordinates: square }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (features: readonly unknown[], more: object = {}) => ({
  type: 'FeatureCollection',
  ...more,
  features,
})

async function read(content: unknown, pieceLength?: number) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const { items } = await readAll(note => geoJsonFeatures(memoryFile('a.geojson', text, pieceLength), { note }))
  return items
}

const withCoordinates = (coordinates: unknown) =>
  collection([feature({ code: 'E1' }, { type: 'Polygon', coordinates })])

test('features come out one by one with their position, however the text is cut and laid out', async () => {
  const properties = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), {
    noNullPrototype: true,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(properties, { maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 2),
      async (given, piece, indent) => {
        const text = JSON.stringify(
          collection(
            given.map(each => feature(each)),
            { name: 'a "name" with [brackets}' },
          ),
          null,
          indent,
        )
        const found = await read(text, piece)
        assert.deepEqual(
          found.map(item => ('row' in item ? [item.line, item.row.properties] : item)),
          JSON.parse(JSON.stringify(given)).map((each: object, at: number) => [at + 1, each]),
        )
      },
    ),
    { numRuns: 150 },
  )
})

test('a polygon, a polygon of many parts and a point are read', async () => {
  const found = await read(
    collection([
      feature({}),
      feature({}, { type: 'MultiPolygon', coordinates: [square, square] }),
      feature({}, { type: 'Point', coordinates: [-1.5, 52.1] }),
    ]),
  )
  assert.deepEqual(
    found.map(item => ('row' in item ? item.row.geometry : item)),
    [
      { type: 'polygons', polygons: [square] },
      { type: 'polygons', polygons: [square, square] },
      { type: 'point', point: [-1.5, 52.1] },
    ],
  )
})

test('latitude and longitude swapped are refused with a sentence', async () => {
  const swapped = square.map(ring => ring.map(([x, y]) => [y, x]))
  await assert.rejects(read(withCoordinates(swapped)), /a\.geojson: latitude and longitude are swapped/)
})

test('metres of the British National Grid are refused with a sentence', async () => {
  const metres = [
    [
      [429465, 291291],
      [429466, 291291],
      [429466, 291292],
      [429465, 291291],
    ],
  ]
  await assert.rejects(
    read(withCoordinates(metres)),
    /its coordinates are metres, probably of the British National Grid/,
  )
})

test('a stated coordinate system other than WGS84 is refused, before or after the features', async () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }
  await assert.rejects(
    read(collection([feature({})], { crs })),
    /its coordinates are in urn:ogc:def:crs:EPSG::27700\. Download it in WGS84/,
  )
  const last = { type: 'FeatureCollection', features: [feature({})], crs }
  await assert.rejects(read(last), /EPSG::27700/)
})

test('WGS84 by its usual names is taken', async () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
  assert.equal((await read(collection([feature({})], { crs }))).length, 1)
})

test('a shape without geometry, an open outline and a place far away are each rejected alone', async () => {
  const open = [
    [
      [-1.5, 52.1],
      [-1.4, 52.1],
      [-1.4, 52.2],
      [-1.5, 52.3],
    ],
  ]
  const far = [
    [
      [100, 10],
      [101, 10],
      [101, 11],
      [100, 10],
    ],
  ]
  const found = await read(
    collection([
      { type: 'Feature', properties: {}, geometry: null },
      feature({}, { type: 'Polygon', coordinates: open }),
      feature({}, { type: 'Polygon', coordinates: far }),
      feature({}),
    ]),
  )
  assert.deepEqual(
    found.map(item => ('reason' in item ? item.reason : item.line)),
    [
      'The shape has no geometry.',
      'An outline does not end where it starts.',
      'The position 100, 10 (longitude, latitude) lies outside the expected region.',
      4,
    ],
  )
})

test('a file cut in half is refused', async () => {
  const text = JSON.stringify(collection([feature({}), feature({})]))
  await assert.rejects(read(text.slice(0, text.length / 2)), /it ends in the middle: it was cut short/)
})

test('JSON that is no feature collection is refused', async () => {
  await assert.rejects(read({ type: 'Topology', objects: {} }), /it is JSON, but not a GeoJSON feature collection/)
  await assert.rejects(read('[1,2,3]'), /it is not a GeoJSON file/)
  await assert.rejects(read('{"type":"FeatureCollection","features":[}]'), /its brackets do not fit/)
})
