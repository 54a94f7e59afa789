import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { random } from '#engines/numerics'
import { buildGeography, type Geography } from './build.ts'
import { districtPlans } from './outline.ts'
import { contains, distance, footOf, type Point, type Ring, signedArea, toLonLat, toPlane } from './plane.ts'

const squareKm = (rings: readonly Ring[]): number => rings.reduce((sum, r) => sum + signedArea(r.map(toPlane)), 0)
const total = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0)

/** Do two segments cross at a point inside both? */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => Math.sign(signedArea([p, q, r]))
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function crossings(ring: Ring): number {
  const edges = ring.map((point, i): [Point, Point] => [point, ring[(i + 1) % ring.length] ?? point])
  return edges.filter(([a, b], i) => edges.slice(i + 1).some(([c, d]) => cross(a, b, c, d))).length
}

describe('the plane', () => {
  it('has an area of 1 for a unit square drawn anticlockwise and -1 the other way', () => {
    const square: Ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]
    assert.equal(signedArea(square), 1)
    assert.equal(signedArea(square.toReversed()), -1)
  })

  it('finds a point in the notch of an L outside it, and a point in its foot inside it', () => {
    const l: Ring = [
      [0, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [1, 2],
      [0, 2],
    ]
    assert.equal(contains(l, [1.5, 1.5]), false)
    assert.equal(contains(l, [1.5, 0.5]), true)
  })

  it('puts the foot of a perpendicular from (3, 5) a quarter of the way from (0, 0) to (12, 0)', () => {
    assert.equal(footOf([3, 5], [0, 0], [12, 0]), 0.25)
  })

  it('carries a point to longitude and latitude and back within a metre', () => {
    assert.ok(distance(toPlane(toLonLat([12.345, -23.456])), [12.345, -23.456]) < 0.001)
  })
})

describe('the invented map', () => {
  let map: Geography
  before(() => {
    map = buildGeography(random(7))
  })

  it('has 354 small areas, 105 wards, 68 middle areas and 5 districts', () => {
    assert.deepEqual([map.areas.length, map.wards.length, map.msoas.length, map.districts.length], [354, 105, 68, 5])
  })

  it('gives each district the number of small areas in its plan', () => {
    const counts = districtPlans.map(plan => map.areas.filter(area => area.district === plan.code).length)
    assert.deepEqual(counts, [38, 84, 67, 77, 88])
  })

  it('lies within the degrees of the real county: 1.97 to 1.16 west, 51.95 to 52.69 north', () => {
    const points = map.county.rings.flat()
    const lons = points.map(p => p[0])
    const lats = points.map(p => p[1])
    assert.ok(Math.min(...lons) > -1.97 && Math.max(...lons) < -1.16)
    assert.ok(Math.min(...lats) > 51.94 && Math.max(...lats) < 52.69)
  })

  it('covers the county: the small areas add up to the land inside the county outline to a square metre', () => {
    const parts = total(map.areas.map(area => area.squareKm))
    assert.ok(Math.abs(parts - squareKm(map.county.rings)) < 1e-6)
    assert.ok(parts > 1800 && parts < 2300, `${parts} square kilometres`)
  })

  it('adds up at every level: wards, middle areas and districts cover the same land', () => {
    const land = squareKm(map.county.rings)
    const levels = [map.wards, map.msoas, map.districts].map(places =>
      total(places.map(place => squareKm(place.rings))),
    )
    assert.deepEqual(
      levels.map(level => Math.abs(level - land) < 1e-6),
      [true, true, true],
    )
  })

  it('has no overlaps: 2,000 random points inside the outline lie in exactly one small area each', () => {
    const draw = random(11)
    const [outer] = map.county.rings
    assert.ok(outer)
    const points = Array.from({ length: 4000 }, () => toLonLat([draw.next() * 55 - 28, draw.next() * 82 - 41]))
    const inside = points.filter(point => contains(outer, point)).slice(0, 2000)
    const holders = inside.map(point => map.areas.filter(area => contains(area.rings[0] ?? [], point)).length)
    assert.deepEqual([...new Set(holders)], [1])
    assert.deepEqual(
      inside.filter(point => !contains(map.areas[map.locate(point)]?.rings[0] ?? [], point)),
      [],
    )
  })

  it('draws every small area as one simple anticlockwise ring around its centre', () => {
    const wrong = map.areas.filter(({ rings, centre, squareKm: size }) => {
      const [ring] = rings
      return !ring || rings.length !== 1 || size <= 0 || !contains(ring, centre) || crossings(ring) > 0
    })
    assert.deepEqual(wrong, [])
  })

  it('makes every middle area, ward and district one piece of land', () => {
    const pieces = [...map.msoas, ...map.wards, ...map.districts].filter(place => place.rings.length !== 1)
    assert.deepEqual(
      pieces.map(place => place.name),
      [],
    )
  })

  it('makes neighbours of each other: if A borders B then B borders A', () => {
    const oneSided = map.areas.flatMap((area, i) => area.neighbours.filter(j => !map.areas[j]?.neighbours.includes(i)))
    assert.deepEqual(oneSided, [])
  })

  it('is dense in towns: the median town area is under 1 square kilometre and the median rural one over 5', () => {
    const median = (setting: string): number => {
      const sizes = map.areas.filter(area => area.setting === setting).map(area => area.squareKm)
      return sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0
    }
    assert.ok(median('town') < 1, `${median('town')}`)
    assert.ok(median('countryside') > 5, `${median('countryside')}`)
  })

  it('gives no area below a district a code that a real area could have', () => {
    const codes = [...map.areas, ...map.wards, ...map.msoas].map(place => place.code)
    assert.deepEqual(
      codes.filter(code => !/^X0[125]\d{6}$/.test(code)),
      [],
    )
    assert.equal(new Set(codes).size, 354 + 105 + 68)
  })

  it('marks every name below a district illustrative', () => {
    const names = [...map.areas, ...map.wards, ...map.msoas].map(place => place.name)
    assert.deepEqual(
      names.filter(name => !name.endsWith('(illustrative)')),
      [],
    )
    assert.equal(new Set(names).size, names.length)
  })

  it('is the same map from the same seed and another from another', () => {
    const drawn = (seed: number): string => JSON.stringify(buildGeography(random(seed)).areas)
    assert.equal(drawn(7), JSON.stringify(map.areas))
    assert.notEqual(drawn(8), drawn(7))
  })
})
