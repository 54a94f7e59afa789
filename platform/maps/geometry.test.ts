import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { outlineOf } from './edges.ts'
import { labelPoint, type Point, pointInside, rewound, signedArea, toPolygons } from './geometry.ts'
import { thinned } from './thin.ts'

const square: Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates })

describe('geometry from files', () => {
  test('a closed square is one ring of four points', () =>
    assert.deepEqual(toPolygons(polygon([...square, [0, 0]])), [[square]]))
  test('a multipolygon is one polygon for each part', () =>
    assert.equal(toPolygons({ type: 'MultiPolygon', coordinates: [[square], [square]] }).length, 2))
  test('a collection gives the polygons in it', () =>
    assert.equal(
      toPolygons({ type: 'GeometryCollection', geometries: [polygon(square), { type: 'Point', coordinates: [0, 0] }] })
        .length,
      1,
    ))
  test('points that are not on the Earth are left out', () =>
    assert.deepEqual(toPolygons(polygon([...square, [Number.NaN, 1], [1, 91], [999, 0], ['0', 1]])), [[square]]))
  test('a ring of two points encloses nothing', () =>
    assert.deepEqual(
      toPolygons(
        polygon([
          [0, 0],
          [1, 1],
          [0, 0],
        ]),
      ),
      [],
    ))
  test('null, text and points are no polygons', () => {
    assert.deepEqual(toPolygons(null), [])
    assert.deepEqual(toPolygons('Polygon'), [])
    assert.deepEqual(toPolygons({ type: 'Point', coordinates: [0, 0] }), [])
  })
  test('no geometry whatever throws', () => {
    const position = fc.oneof(
      fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(null)), { maxLength: 4 }),
      fc.anything(),
    )
    const rings = fc.oneof(fc.array(fc.array(position, { maxLength: 6 }), { maxLength: 3 }), fc.anything())
    const geometry = fc.record({
      type: fc.constantFrom('Polygon', 'MultiPolygon', 'GeometryCollection'),
      coordinates: rings,
      geometries: rings,
    })
    fc.assert(fc.property(fc.oneof(geometry, fc.anything()), hostile => Array.isArray(toPolygons(hostile))))
  })
})

describe('rings', () => {
  test('a square against the clock has twice its area, 2', () => assert.equal(signedArea(square), 2))
  test('rewinding turns a clockwise outer ring and an anticlockwise hole', () => {
    const [outer, hole] = rewound([[...square].reverse(), square])
    assert.ok(signedArea(outer ?? []) > 0 && signedArea(hole ?? []) < 0)
  })
  test('the inside of a C is never in its mouth', () => {
    const c: Point[] = [
      [0, 0],
      [10, 0],
      [10, 2],
      [2, 2],
      [2, 8],
      [10, 8],
      [10, 10],
      [0, 10],
    ]
    assert.deepEqual(pointInside([c]), [1, 5])
    assert.deepEqual(labelPoint([c]), [1, 5])
  })
  test('a square is labelled in its middle', () => assert.deepEqual(labelPoint([square]), [0.5, 0.5]))
  test('a line encloses no point', () =>
    assert.equal(
      labelPoint([
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
      ]),
      undefined,
    ))
})

describe('outlines', () => {
  test('two squares side by side melt into one outline of six edges', () => {
    const right: Point[] = [
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
    ]
    const lines = outlineOf([square, right])
    assert.equal(lines.length, 1)
    assert.equal(lines[0]?.length, 7)
    assert.ok(!lines[0]?.some(([x, y], index, line) => x === 1 && y === 0 && line[index + 1]?.[1] === 1))
  })
  test('two squares apart keep two outlines', () =>
    assert.equal(outlineOf([square, square.map(([x, y]): Point => [x + 5, y])]).length, 2))
})

describe('thinning', () => {
  // A long wall between two rooms, with a point on it every unit.
  const wall = Array.from({ length: 19 }, (_, index): Point => [10, index + 1])
  const left: Point[] = [[0, 0], [10, 0], ...wall, [10, 20], [0, 20]]
  const right: Point[] = [[10, 20], ...[...wall].reverse(), [10, 0], [20, 0], [20, 20]]
  test('drops points that bend nothing, and the shared wall stays shared', () => {
    const [a = [], b = []] = thinned([left, right], 1)
    const onWall = (ring: readonly Point[]) =>
      ring
        .filter(([x]) => x === 10)
        .map(([, y]) => y)
        .sort((p, q) => p - q)
    assert.ok(a.length < left.length)
    assert.deepEqual(onWall(a), onWall(b))
  })
  test('keeps the corners where borders meet', () => {
    const [a = []] = thinned([left, right], 1)
    assert.ok(a.some(([x, y]) => x === 10 && y === 0) && a.some(([x, y]) => x === 10 && y === 20))
  })
  test('never brings a ring under four points', () => assert.ok((thinned([square], 1e9)[0]?.length ?? 0) >= 4))
})
