import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agesInWords, fits, isOld, placesInWords } from './finding.ts'

describe('finding a programme', () => {
  const it = {
    levels: ['lvl.primary'],
    reaches: ['reach.selected'],
    life_stages: ['ls.5_11', 'ls.11_16'],
    pillars: ['pil.prevent'],
    contexts: ['school'],
    districts: [] as string[],
    age_from: null as number | null,
    age_to: null as number | null,
  }
  const all = { level: '', reach: '', stage: '', pillar: '', context: '', place: '', age: null }

  test('no choice finds everything', () => assert.equal(fits(it, all), true))
  test('one of several life stages finds it', () => assert.equal(fits(it, { ...all, stage: 'ls.11_16' }), true))
  test('each choice must fit', () =>
    assert.equal(fits(it, { ...all, level: 'lvl.primary', stage: 'ls.5_11', pillar: 'pil.long' }), false))
  test('a programme whose level the source does not state is found by no level', () =>
    assert.equal(fits({ ...it, levels: [] }, { ...all, level: 'lvl.primary' }), false))
  test('the reach and the part of a life narrow it as well', () =>
    assert.deepEqual(
      [fits(it, { ...all, reach: 'reach.universal' }), fits(it, { ...all, context: 'family' })],
      [false, false],
    ))
  test('one that names no district is found in each; one of Rugby only there', () => {
    const rugby = { ...it, districts: ['E07000220'] }
    const at = (place: string) => ({ ...all, place })
    assert.deepEqual(
      [fits(it, at('E07000220')), fits(rugby, at('E07000220')), fits(rugby, at('E07000218'))],
      [true, true, false],
    )
  })
  test('ages 14 to 25 are found at 14 and 25, not at 13 or 26; no stated age is found at any', () => {
    const young = { ...it, age_from: 14, age_to: 25 }
    const found = [13, 14, 25, 26].map(age => fits(young, { ...all, age }))
    assert.deepEqual(found, [false, true, true, false])
    assert.equal(fits(it, { ...all, age: 90 }), true)
  })
})

describe('ages in words', () => {
  test('14 to 25', () => assert.equal(agesInWords({ age_from: 14, age_to: 25 }), 'ages 14 to 25'))
  test('from 16', () => assert.equal(agesInWords({ age_from: 16, age_to: null }), 'from age 16'))
  test('up to 25', () => assert.equal(agesInWords({ age_from: null, age_to: 25 }), 'up to age 25'))
  test('nothing stated is nothing said', () => assert.equal(agesInWords({ age_from: null, age_to: null }), ''))
})

describe('what was said about places', () => {
  test('1 place, 1 person and 1 day are said as one; what was not said is left out', () => {
    assert.equal(
      placesInWords({ places: 1, waiting: 1, wait_days: 1 }),
      '1 place free, 1 person waits, a wait of 1 day',
    )
    assert.equal(placesInWords({ places: null, waiting: 2, wait_days: null }), '2 people wait')
  })
  test('42 days old still counts', () => assert.equal(isOld('2026-01-01', '2026-02-12'), false))
  test('43 days old is to be asked again', () => assert.equal(isOld('2026-01-01', '2026-02-13'), true))
})
