import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changedBetween, type Described } from './history.ts'

const first: Described = {
  ...{ name: 'Boxing club', for_whom: 'Young people', what_happens: '', eligibility: '', age_from: null, age_to: null },
  ...{ pillars: [], levels: [], reaches: [], life_stages: [], factors: ['prot.a'], districts: [] },
  ...{ run_by: '', how_to_ask: '', state: 'offered' },
}
const named = (id: string): string => ({ 'prot.a': 'Feels well', 'org.cvs': 'Voluntary action' })[id] ?? id

describe('the history of a programme', () => {
  test('two equal descriptions differ in nothing', () =>
    assert.deepEqual(changedBetween(first, { ...first }, named), []))
  test('what changed is said in words, and what was empty as not stated', () => {
    const now: Described = { ...first, age_from: 11, age_to: 18, run_by: 'org.cvs', factors: [], state: 'paused' }
    assert.deepEqual(changedBetween(first, now, named), [
      { what: 'Ages', before: 'Not stated', now: 'ages 11 to 18' },
      { what: 'Who runs it', before: 'Not stated', now: 'Voluntary action' },
      { what: 'What it works on', before: 'Feels well', now: 'Not stated' },
      { what: 'Whether it is offered', before: 'Offered', now: 'Takes nobody new at present' },
    ])
  })
})
