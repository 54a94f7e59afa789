import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agesInWords, fits, isOld } from './rules.ts'

describe('finding a programme', () => {
  const it = { levels_ours: ['lvl.primary'], life_stages: ['ls.5_11', 'ls.11_16'], pillars: ['pil.prevent'] }
  const all = { level: '', stage: '', pillar: '' }

  test('no choice finds everything', () => assert.equal(fits(it, all), true))
  test('one of several life stages finds it', () => assert.equal(fits(it, { ...all, stage: 'ls.11_16' }), true))
  test('each choice must fit', () =>
    assert.equal(fits(it, { level: 'lvl.primary', stage: 'ls.5_11', pillar: 'pil.long' }), false))
  test('a programme whose level the source does not state is found by no level', () =>
    assert.equal(fits({ ...it, levels_ours: [] }, { ...all, level: 'lvl.primary' }), false))
})

describe('ages in words', () => {
  test('14 to 25', () => assert.equal(agesInWords({ age_from: 14, age_to: 25 }), 'ages 14 to 25'))
  test('from 16', () => assert.equal(agesInWords({ age_from: 16, age_to: null }), 'from age 16'))
  test('up to 25', () => assert.equal(agesInWords({ age_from: null, age_to: 25 }), 'up to age 25'))
  test('nothing stated is nothing said', () => assert.equal(agesInWords({ age_from: null, age_to: null }), ''))
})

describe('how long words about places hold', () => {
  test('42 days old still counts', () => assert.equal(isOld('2026-01-01', '2026-02-12'), false))
  test('43 days old is to be asked again', () => assert.equal(isOld('2026-01-01', '2026-02-13'), true))
})
