import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lsoaVintage, readPoint } from './place.ts'

test('a point is two numbers of degrees, or nothing at all', () => {
  assert.deepEqual(readPoint('-1.517456', '52.290118'), { longitude: -1.517456, latitude: 52.290118 })
  assert.deepEqual(readPoint('-7.3e-05', '51.42'), { longitude: -0.000073, latitude: 51.42 })
  assert.deepEqual(readPoint('', ''), { longitude: null, latitude: null })
})

const reason = (longitude: string, latitude: string): string => {
  const point = readPoint(longitude, latitude)
  return 'reason' in point ? `${point.column}: ${point.reason}` : 'accepted'
}

test('swapped degrees, metres, 0 0 and places abroad are each said to be so', () => {
  assert.equal(reason('52.29', '-1.51'), 'Longitude: Longitude and latitude are swapped.')
  assert.match(reason('429465', '291291'), /These are metres, probably of the British National Grid/)
  assert.match(reason('0', '0'), /the place was not known/)
  assert.match(reason('-73.87', '40.86'), /outside the United Kingdom/)
})

test('half a point and words are refused with their column', () => {
  assert.equal(reason('-1.5', ''), 'Latitude: Only one of longitude and latitude is given.')
  assert.equal(reason('west', '52'), 'Longitude: "west" is not a number of degrees.')
  assert.equal(reason('-1.5', '52,2'), 'Latitude: "52,2" is not a number of degrees.')
})

const known = { lsoa11: new Set(['E01000001', 'E01000002']), lsoa21: new Set(['E01000001', 'E01035001']) }

test('the few codes that only one vintage has decide for the file', () => {
  assert.deepEqual(lsoaVintage(['E01000001', 'E01000001', 'E01035001', 'E01099999'], known), {
    vintage: '2021',
    only2011: 0,
    only2021: 1,
    both: 2,
    neither: 1,
  })
  assert.equal(lsoaVintage(['E01000001', 'E01000002'], known).vintage, '2011')
})

test('codes that both vintages have decide nothing, and unknown codes least of all', () => {
  assert.equal(lsoaVintage(['E01000001'], known).vintage, 'either')
  assert.equal(lsoaVintage(['E01000002', 'E01035001'], known).vintage, 'either')
  assert.equal(lsoaVintage(['E01099999'], known).vintage, 'unknown')
  assert.equal(lsoaVintage([], known).vintage, 'unknown')
})
