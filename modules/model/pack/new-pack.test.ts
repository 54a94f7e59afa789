import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { parsePack } from '../pack.ts'
import { filesIn } from './files.ts'
import { type NewPartnership, newPack } from './new-pack.ts'

const common = filesIn(join(import.meta.dirname, '../../../partnerships/common'), [])

const twoTier: NewPartnership = {
  id: 'marshland',
  name: 'Safer Marshland',
  place: 'Marshland',
  communitySafetyPartnerships: [
    { code: 'E22000901', name: 'Fen' },
    { code: 'E22000902', name: 'Marsh' },
  ],
  districts: [
    { code: 'E07000901', name: 'Fen', csp: 'E22000901', county: 'E10000901' },
    { code: 'E07000902', name: 'Marsh', csp: 'E22000902', county: 'E10000901' },
  ],
  county: { code: 'E10000901', name: 'Marshland' },
  policeForceArea: { code: 'E23000901', name: 'Marshland' },
  policeUkForce: 'marshland',
  educationAuthority: '901',
}

const singleTier: NewPartnership = {
  ...twoTier,
  communitySafetyPartnerships: [{ code: 'E22000903', name: 'Dyke' }],
  districts: [{ code: 'E06000903', name: 'Dyke, and "Sluice"', csp: 'E22000903', county: null }],
  county: null,
  policeUkForce: null,
  educationAuthority: null,
}

test('a new pack reads without a problem over the common one', () => {
  const pack = parsePack(newPack(twoTier, common), common)
  assert.equal(pack.partnership.name, 'Safer Marshland')
  assert.equal(pack.partnership.uses.definition, 'def.statutory')
  assert.deepEqual(pack.partnership.codes.districts, ['E07000901', 'E07000902'])
})

test('a new pack has the common words, and no factor, programme or commitment until the partnership writes its own', () => {
  const pack = parsePack(newPack(twoTier, common), common)
  assert.deepEqual(
    [pack.contexts.length, pack.fiveCs.length, pack.headings.length, pack.policeCrimeTypes.length],
    [5, 5, 4, 14],
  )
  assert.deepEqual(
    [pack.riskFactors.length, pack.programmes.length, pack.commitments.length, pack.chapters.length],
    [0, 0, 0, 0],
  )
})

test('a county begins with one county council and a council for each district', () => {
  const pack = parsePack(newPack(twoTier, common), common)
  const councils = pack.agencies.filter(agency => agency.kind.endsWith('council'))
  assert.deepEqual(
    councils.map(council => [council.id, council.name, council.districts]),
    [
      ['agency.county_council', 'Marshland County Council', []],
      ['agency.district_council_e07000901', 'Fen council', ['E07000901']],
      ['agency.district_council_e07000902', 'Marsh council', ['E07000902']],
    ],
  )
})

test('a single-tier area has no county, and its council acts in social care too', () => {
  const pack = parsePack(newPack(singleTier, common), common)
  assert.deepEqual(pack.counties, [])
  const council = pack.agencies.find(agency => agency.kind === 'kind.single_tier_council')
  assert.equal(council?.name, 'Dyke, and "Sluice" council')
  const functions = pack.agencyFunctions.filter(row => row.agency === council?.id).map(row => row.function)
  assert.deepEqual(functions.slice(0, 3), ['fn.single_tier_council', 'fn.children_social_care', 'fn.adult_social_care'])
})

test('every agency of a new pack is a platform mapping to be confirmed', () => {
  const { agencies } = parsePack(newPack(twoTier, common), common)
  assert.equal(agencies.length, 15)
  assert.deepEqual(new Set(agencies.map(agency => agency.mapping_status)), new Set(['platform_mapping']))
})
