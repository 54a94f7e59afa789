import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { buildCounty, type County } from '../county.ts'
import { indicatorPlans } from './catalogue.ts'
import { needIn, yearLabel } from './indicators.ts'
import { headings } from './needs.ts'

const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** Moran's I: how alike neighbours are, 0 when a map is random (Moran 1950, Biometrika 37). */
function moran(values: Float64Array, neighbours: readonly (readonly number[])[]): number {
  const mean = average([...values])
  const off = values.map(value => value - mean)
  const links = neighbours.flatMap((list, i) => list.map(j => (off[i] ?? 0) * (off[j] ?? 0)))
  return average(links) / average([...off].map(value => value ** 2))
}

describe('invented statistics', () => {
  let county: County
  before(() => {
    county = buildCounty(1, '2026-11-21')
  })

  it('give every indicator to every small area for three years: 20 x 354 x 3 rows', () => {
    assert.equal(indicatorPlans.length, 20)
    assert.equal(county.indicators.length, 20 * 354 * 3)
    assert.deepEqual([...new Set(county.indicators.map(row => row.period))], ['2023-24', '2024-25', '2025-26'])
  })

  it('cover the four headings', () => {
    assert.deepEqual([...new Set(indicatorPlans.map(plan => plan.heading))].sort(), [...headings].sort())
  })

  it('name a year by the two calendar years it touches', () => {
    assert.equal(yearLabel('1998-11-21', 1), '1999-00')
  })

  it('house about 560,000 residents, and the age bands of each area add up', () => {
    const all = county.residents.reduce((sum, people) => sum + people.all, 0)
    assert.ok(all > 500_000 && all < 620_000, `${all}`)
    assert.deepEqual(
      county.residents.filter(
        ({ byAge, all: people }) => Object.values(byAge).reduce((sum, n) => sum + n, 0) !== people,
      ),
      [],
    )
  })

  it('mark the town centres, where visitors outnumber residents twice over', () => {
    const centres = county.geography.areas.filter(area => area.setting === 'town centre').map(area => area.code)
    assert.deepEqual([...county.busyAreas].sort(), centres.sort())
    assert.ok(centres.length >= 8)
  })

  it("are alike next door: Moran's I of true need above 0.4 under every heading", () => {
    const neighbours = county.geography.areas.map(area => area.neighbours)
    const measured = headings.map(heading => moran(county.needs.byHeading[heading], neighbours))
    assert.ok(Math.min(...measured) > 0.4, `${measured}`)
  })

  it('rise truly in 6 areas by at least 0.7 a year and in no other', () => {
    const [first, last] = [0, 2].map(year => needIn(county.needs, 'cf.edu', year))
    const rising = [...(first?.keys() ?? [])].filter(i => (last?.[i] ?? 0) !== (first?.[i] ?? 0))
    assert.deepEqual(
      rising,
      county.needs.rises.map(rise => rise.area),
    )
    assert.equal(rising.length, 6)
    assert.ok(Math.min(...county.needs.rises.map(rise => rise.perYear)) >= 0.7)
  })

  it('hold the truth inside 95 of 100 intervals', () => {
    const [truly] = county.indicatorTruth.get('ind.income') ?? []
    const rows = county.indicators.filter(row => row.indicator === 'ind.income' && row.period === '2023-24')
    const held = rows.filter(
      ({ low, high }, i) => low !== null && high !== null && low <= (truly?.[i] ?? 0) && (truly?.[i] ?? 0) <= high,
    )
    const known = rows.filter(row => row.value !== null)
    const share = held.length / known.length
    assert.ok(share > 0.915 && share < 0.985, `${share}`)
  })

  it('say when a value is missing: about 1 in 100 shares has a marker in place of a value', () => {
    const gone = county.indicators.filter(row => row.value === null)
    assert.ok(gone.length > 50 && gone.length < 200, `${gone.length}`)
    assert.deepEqual(
      county.indicators.filter(row => (row.value === null) !== (row.marker !== null)),
      [],
    )
  })

  it('count crime from the record itself', () => {
    const asb = county.incidents.filter(row => row.category === 'Anti-social behaviour').length
    const rows = county.indicators.filter(row => row.indicator === 'ind.asb')
    const counted = rows.reduce((sum, row) => sum + ((row.value ?? 0) * (row.denominator ?? 0)) / 1000, 0)
    assert.ok(Math.abs(counted - asb) < 1, `${counted} and ${asb}`)
  })
})
