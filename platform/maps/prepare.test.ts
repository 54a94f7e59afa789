import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type AreaShape, preparedMap, prepareMap, preparePaths } from '#platform/maps'
import { inventedAreas } from './synthetic-areas.ts'

const shapes = inventedAreas({ count: 60 })
const map = prepareMap(shapes)
const options = { width: 300, maxHeight: 300, unit: 0.1, detail: 0.1 }
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

describe('prepared paths', () => {
  test('fit the width, and the height follows', () => {
    const prepared = preparePaths(shapes, { ...options, maxHeight: 900 })
    const right = Math.max(...prepared.shapes.map(shape => shape.box.right))
    assert.equal(prepared.width, 300)
    assert.ok(right <= 297.1 && right > 290)
  })
  test('never pass the greatest height', () =>
    assert.ok(preparePaths(shapes, { ...options, maxHeight: 100 }).height <= 100))
  test('are whole numbers only', () => assert.match(map.wide.shapes[0]?.path ?? '', /^(M\d+ \d+l[-\d ]+z)+$/))
  test('north is up', () => {
    const prepared = preparePaths(
      [
        { id: 'south', name: '', geometry: box(0, 50) },
        { id: 'north', name: '', geometry: box(0, 52) },
      ],
      options,
    )
    const [south, north] = prepared.shapes
    assert.ok((north?.centre[1] ?? 0) < (south?.centre[1] ?? 0))
  })
  test('a ring that runs the wrong way draws the same as the right way', () => {
    const coordinates = [
      [
        [0, 50],
        [0, 51],
        [1, 51],
        [1, 50],
        [0, 50],
      ],
    ]
    const reversed = preparePaths([{ id: 'a', name: '', geometry: { type: 'Polygon', coordinates } }], options)
    const right = preparePaths([{ id: 'a', name: '', geometry: box(0, 50) }], options)
    assert.deepEqual(reversed.shapes[0]?.box, right.shapes[0]?.box)
  })
  test('an area without geometry is named as not drawn, and the others are drawn', () => {
    const prepared = preparePaths(
      [
        { id: 'none', name: '', geometry: null },
        { id: 'a', name: '', geometry: box(0, 50) },
      ],
      options,
    )
    assert.deepEqual(prepared.undrawn, ['none'])
    assert.deepEqual(
      prepared.shapes.map(shape => shape.id),
      ['a'],
    )
  })
  test('a ring that crosses itself is drawn inside its own corners', () => {
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 50],
          [1, 51],
          [1, 50],
          [0, 51],
          [0, 50],
        ],
      ],
    }
    const [shape] = preparePaths([{ id: 'bow', name: '', geometry: bow }], options).shapes
    assert.ok(shape !== undefined && shape.box.right - shape.box.left <= 300)
  })
  test('no area at all gives an empty map', () => assert.deepEqual(preparePaths([], options).shapes, []))
  test('no geometry whatever throws', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 5 }), hostile => {
        const areas = hostile.map((geometry, index) => ({ id: String(index), name: 'x', geometry }))
        return preparePaths([...areas, { id: 'real', name: '', geometry: box(0, 50) }], options).shapes.length >= 1
      }),
      { numRuns: 50 },
    )
  })
  test('coordinates at the edges of numbers do not throw', () => {
    const number = fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.constantFrom(Number.NaN, Infinity, 1e308, 0, -0, 180, 90),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 8 }), ring => {
        const prepared = preparePaths(
          [{ id: 'a', name: 'a', geometry: { type: 'Polygon', coordinates: [ring] } }],
          options,
        )
        return prepared.shapes.every(shape => !/NaN|Infinity|e/.test(shape.path))
      }),
    )
  })
  test('two areas of one id are refused', () => {
    const area = { id: 'a', name: '', geometry: null }
    assert.throws(() => preparePaths([area, area], options), /same id/)
  })
  test('a key loads its boundaries once', async () => {
    let loads = 0
    const load = async () => {
      loads += 1
      return shapes
    }
    const first = await preparedMap('test/once', load)
    assert.equal(await preparedMap('test/once', load), first)
    assert.equal(loads, 1)
  })
})
