import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { boundaries } from './boundaries.ts'

const ring = [
  [-1.5, 52.1],
  [-1.4, 52.1],
  [-1.4, 52.2],
  [-1.5, 52.1],
]
const shape = (properties: object) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
})

async function read(...features: readonly object[]) {
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  return (await readAll(note => boundaries.read(memoryFile('a.geojson', text), { today: '2026-11-21', note }))).items
}

test('the smallest level with a code is the area; the larger ones hold it', async () => {
  const properties = {
    FID: 1,
    WD25CD: 'E05012615',
    WD25NM: 'Elm ward',
    LAD25CD: 'E07000222',
    LAD25NM: 'Elmton',
    RGNCD: 'E12000005',
    CAUTHCD: null,
  }
  assert.deepEqual(await read(shape(properties)), [
    {
      line: 1,
      row: {
        area: { level: 'ward', vintage: '2025', code: 'E05012615', name: 'Elm ward' },
        within: [
          { level: 'district', vintage: '2025', code: 'E07000222', name: 'Elmton' },
          { level: 'region', vintage: null, code: 'E12000005', name: null },
        ],
        polygons: [[ring]],
        box: [-1.5, 52.1, -1.4, 52.2],
      },
    },
  ])
})

test('the names of properties may be written in any of the usual ways', async () => {
  const items = await read(
    shape({ LSOA21CD: 'E01031005', LSOA21NM: 'Elm 001A' }),
    shape({ lsoa11_code: 'E01031006', lsoa11_name: 'Elm 001B' }),
    shape({ pfa20_code: 'E23000017', pfa20_name: 'Elmshire' }),
    shape({ csp24_code: 'E22000319' }),
    shape({ msoa21cd: 'E02006468' }),
  )
  assert.deepEqual(
    items.map(item => ('row' in item ? [item.row.area.level, item.row.area.vintage] : item)),
    [
      ['lsoa', '2021'],
      ['lsoa', '2011'],
      ['force', '2020'],
      ['partnership', '2024'],
      ['msoa', '2021'],
    ],
  )
})

test('a shape without a code, with a code that is none, or that is there twice is rejected alone', async () => {
  const good = shape({ LSOA21CD: 'E01031005' })
  const items = await read(shape({ name: 'Elm' }), shape({ LSOA21CD: '17' }), good, good)
  assert.deepEqual(
    items.map(item => ('reason' in item ? item.column : item.line)),
    ['properties', 'properties', 3, 'code'],
  )
})

test('a point is not a boundary', async () => {
  const point = {
    type: 'Feature',
    properties: { LSOA21CD: 'E01031005' },
    geometry: { type: 'Point', coordinates: [-1.5, 52.1] },
  }
  const [item] = await read(point)
  assert.ok(item !== undefined && 'reason' in item)
  assert.equal(item.reason, 'This is a point, and a boundary is needed.')
})
