import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closePairs, type Pairs, project, random, SpatialGrid, unproject } from '#engines/numerics'

const place = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }))
const places = fc.array(place, { maxLength: 120 })

function pairsOf({ offsets, neighbours, distances }: Pairs): string[] {
  const listed: string[] = []
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let k = offsets[i]; k < offsets[i + 1]; k++) listed.push(`${i} ${neighbours[k]} ${distances[k]}`)
  }
  return listed.sort()
}

function pairsByBruteForce(x: number[], y: number[], maxDistance: number): string[] {
  const listed: string[] = []
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const squared = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2
      if (squared <= maxDistance ** 2) listed.push(`${i} ${j} ${Math.sqrt(squared)}`)
    }
  }
  return listed.sort()
}

test('closePairs finds exactly the pairs that comparing all with all finds', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 100 }), (points, maxDistance) => {
      const x = points.map(point => point[0])
      const y = points.map(point => point[1])
      assert.deepEqual(pairsOf(closePairs(x, y, maxDistance)), pairsByBruteForce(x, y, maxDistance))
    }),
  )
})

test('points exactly 5 apart are a pair at 5 and not at 4.999', () => {
  assert.deepEqual([...closePairs([0, 3], [0, 4], 5).distances], [5])
  assert.equal(closePairs([0, 3], [0, 4], 4.999).neighbours.length, 0)
})

test('points on one spot pair at distance 0; no points give no pairs', () => {
  assert.deepEqual([...closePairs([2, 2, 2], [1, 1, 1], 1).offsets], [0, 2, 3, 3])
  assert.deepEqual([...closePairs([], [], 1).offsets], [0])
})

test('a stray point ten million metres away leaves 1,024 cells at most, not a billion', () => {
  const grid = new SpatialGrid([0, 1, 1e7], [0, 1, 1e7], 10)
  assert.ok(grid.columns * grid.rows <= 1024)
  assert.equal(closePairs([0, 1, 1e7], [0, 1, 1e7], 10).neighbours.length, 1)
})

test('within finds exactly the points inside the circle, wherever its centre is', () => {
  fc.assert(
    fc.property(places, place, fc.integer({ min: 1, max: 60 }), (points, [cx, cy], radius) => {
      const grid = new SpatialGrid(
        points.map(p => p[0]),
        points.map(p => p[1]),
        7,
      )
      const found: number[] = []
      grid.within(cx, cy, radius, index => found.push(index))
      const expected = points.flatMap(([px, py], i) => ((px - cx) ** 2 + (py - cy) ** 2 <= radius ** 2 ? [i] : []))
      assert.deepEqual(
        found.sort((a, b) => a - b),
        expected,
      )
    }),
  )
})

test('the CN Tower stands at 630084 E, 4833438.5 N in UTM zone 17', () => {
  const { x, y } = project([-(79 + 23 / 60 + 13.7 / 3600)], [43 + 38 / 60 + 33.24 / 3600], {
    longitude: -81,
    latitude: 0,
  })
  assert.equal(Math.floor(x[0] * 0.9996 + 500_000), 630_084)
  assert.equal(Math.floor(y[0] * 0.9996), 4_833_438)
})

test('the quarter meridian is 10001965.729 m', () => {
  const { y } = project([0], [90], { longitude: 0, latitude: 0 })
  assert.equal(y[0].toFixed(3), '10001965.729')
})

test('unproject undoes project to a millionth of a second of arc', () => {
  const degree = fc.double({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(degree, degree, (east, north) => {
      const { x, y, origin } = project([-1.5 + east], [52.3 + north], { longitude: -1.5, latitude: 52.3 })
      const back = unproject(x, y, origin)
      assert.ok(Math.abs(back.longitudes[0] - (-1.5 + east)) < 3e-10)
      assert.ok(Math.abs(back.latitudes[0] - (52.3 + north)) < 3e-10)
    }),
  )
})

test('around a county the plane is true to 1 in 50,000: 1 km east at the edge, 40 km out, measures 1 km', () => {
  const atEdge = project([-0.91, -0.91 + 0.01], [52.3, 52.3], { longitude: -1.5, latitude: 52.3 })
  const atCentre = project([-1.505, -1.495], [52.3, 52.3], { longitude: -1.5, latitude: 52.3 })
  const edge = Math.hypot(atEdge.x[1] - atEdge.x[0], atEdge.y[1] - atEdge.y[0])
  const centre = atCentre.x[1] - atCentre.x[0]
  assert.ok(Math.abs(edge / centre - 1) < 1 / 48_000, `${edge} against ${centre}`)
})

test('without an origin the middle of the points is the origin', () => {
  assert.deepEqual(project([-2, 0], [51, 53]).origin, { longitude: -1, latitude: 52 })
})

test('bad input is refused by name', () => {
  const source = random(1)
  assert.throws(() => closePairs([1], [1, 2], 1), /y must hold 1 values, got 2/)
  assert.throws(() => closePairs([Number.NaN], [1], 1), /x\[0\] must be a finite number, got NaN/)
  assert.throws(() => closePairs([1], [1], 0), /maxDistance must be a number above 0, got 0/)
  assert.throws(() => new SpatialGrid([1], [1], Number.NaN), /cellSize must be a number above 0/)
  assert.throws(
    () => new SpatialGrid([1], [1], 1).within(0, 0, -1, () => source.next()),
    /radius must be a number above 0/,
  )
  assert.throws(() => project([0], [91]), /latitude.* must be between -90 and 90 degrees, got 91/)
  assert.throws(() => project([100], [0], { longitude: 0, latitude: 0 }), /within 60 degrees of the origin/)
  assert.throws(() => unproject([1], [], { longitude: 0, latitude: 0 }), /y must hold 1 values, got 0/)
})
