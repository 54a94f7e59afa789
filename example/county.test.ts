import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { buildCounty, type County } from './county.ts'
import { geoJson } from './geography/rows.ts'

const digest = (county: County): string => {
  const truth = Object.values(county.truth).map(value =>
    ArrayBuffer.isView(value) ? [...Object.values(value)] : value,
  )
  return createHash('sha256')
    .update(JSON.stringify([county, truth]))
    .digest('hex')
}

describe('the synthetic county', () => {
  it('is the same to the last byte from the same seed and day, and another from another seed', context => {
    const began = performance.now()
    const county = buildCounty(3, '2026-03-01')
    context.diagnostic(`built in ${Math.round(performance.now() - began)} ms`)
    assert.equal(digest(buildCounty(3, '2026-03-01')), digest(county))
    assert.notEqual(digest(buildCounty(4, '2026-03-01')), digest(county))
  })

  it('says that it is synthetic', () => {
    assert.equal(buildCounty(3, '2026-03-01').synthetic, true)
  })

  it('refuses a seed below 0 and a day that is not a date, by name', () => {
    assert.throws(() => buildCounty(-1, '2026-03-01'), /seed/)
    assert.throws(() => buildCounty(1, '1 March'), /The date must be written YYYY-MM-DD, not "1 March"/)
  })

  it('has boundary rows for 354 small areas, 68 middle areas, 105 wards, 5 districts and the county', () => {
    const levels = Map.groupBy(buildCounty(3, '2026-03-01').boundaries, row => row.area.level)
    assert.deepEqual(
      [...levels].map(([level, rows]) => [level, rows.length]),
      [
        ['lsoa', 354],
        ['msoa', 68],
        ['ward', 105],
        ['district', 5],
        ['county', 1],
      ],
    )
  })

  it('closes every ring of a boundary and keeps it within its box', () => {
    const { boundaries } = buildCounty(3, '2026-03-01')
    const wrong = boundaries.filter(({ polygons, box: [west, south, east, north] }) =>
      polygons.flat().some(ring => {
        const inBox = ring.every(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north)
        return String(ring[0]) !== String(ring.at(-1)) || ring.length < 4 || !inBox
      }),
    )
    assert.deepEqual(wrong, [])
  })

  it('has two lookup rows for every small area, each area inside the next', () => {
    const { lookups } = buildCounty(3, '2026-03-01')
    assert.equal(lookups.length, 708)
    assert.deepEqual(
      [...new Set(lookups.map(row => row.areas.map(area => area.level).join(' in ')))],
      ['lsoa in msoa in district in county', 'lsoa in ward in district'],
    )
  })

  it('writes GeoJSON whose every feature says that it is illustrative', () => {
    const { boundaries } = buildCounty(3, '2026-03-01')
    const written: { features: { properties: { LAD24CD: string; illustrative: boolean } }[] } = JSON.parse(
      geoJson(boundaries, 'district'),
    )
    assert.deepEqual(
      written.features.map(({ properties }) => [properties.LAD24CD, properties.illustrative]),
      ['E07000218', 'E07000219', 'E07000220', 'E07000221', 'E07000222'].map(code => [code, true]),
    )
  })
})
