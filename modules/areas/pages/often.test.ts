import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oftenByNoise } from './often.ts'

test('a chance of 0 or 0.0004 is fewer than 1 of 100 areas', () =>
  assert.deepEqual([0, 0.0004].map(oftenByNoise), ['fewer than 1 of 100 areas', 'fewer than 1 of 100 areas']))
test('a chance of 0.01 is about 1, and of 0.124 about 12', () =>
  assert.deepEqual([0.01, 0.124].map(oftenByNoise), ['about 1 of 100 areas', 'about 12 of 100 areas']))
test('a chance of 0.998 is more than 99, and only 1 is all 100', () =>
  assert.deepEqual([0.998, 1].map(oftenByNoise), ['more than 99 of 100 areas', 'about 100 of 100 areas']))
